import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { ProofFile } from '#core/treasury/model/proofFile'
import { zipFiles } from '../../../data/statements/zipFiles'
import { runProofs } from '../../../data/treasury/payoutWork'
import { fileStem } from '../../../platform/fileStem'
import { saveFile } from '../../../platform/saveFile'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { stemOf } from './payoutFiles'

/** With a proof a member claims, and checks without the network what is theirs. */
export function ProofsPart({ payout }: { payout: PayoutFileV4 }) {
  const leaves = new Set(payout.merkle?.leaves.map(({ address }) => address))
  const members = payout.split.members.filter(({ address }) => address !== null && leaves.has(address))
  const [memberId, setMemberId] = useState(members[0]?.id ?? '')
  const [isWorking, setIsWorking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function save(work: () => Promise<void>) {
    setIsWorking(true)
    setProblem(null)
    try {
      await work()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setIsWorking(false)
    }
  }
  const nameOf = ({ member }: ProofFile) => `${stemOf(payout)}.${fileStem(member.name) || member.id}.commonmast-proof.json`
  const saveOne = () =>
    save(async () => {
      for (const proof of await runProofs(payout, [memberId])) saveFile(nameOf(proof), JSON.stringify(proof, null, 2))
    })
  const saveAll = () =>
    save(async () => {
      const proofs = await runProofs(payout)
      // Two members may have one name.
      const files = proofs.map((proof, at) => ({
        fileName: `${at + 1}.${nameOf(proof)}`,
        content: JSON.stringify(proof, null, 2),
      }))
      saveFile(`${stemOf(payout)}.proofs.zip`, await zipFiles(files), 'application/zip')
    })

  return (
    <Stack gap="sm">
      <Text fz="sm">
        Each member claims from the distributor with a proof of their own. It can be checked with <code>verify</code> on any
        computer, without the network.
      </Text>
      <Group align="flex-end">
        <NativeSelect
          label="Member"
          data={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={memberId}
          onChange={(event) => setMemberId(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          disabled={memberId === ''}
          loading={isWorking}
          onClick={saveOne}
        >
          Save proof
        </Button>
        <Button variant="default" leftSection={<IconDownload size={16} />} loading={isWorking} onClick={saveAll}>
          Save all proofs
        </Button>
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </Stack>
  )
}
