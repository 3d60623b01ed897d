import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import type { Problem } from '#core/model/problem'
import { settle } from '../../../data/journal/settlement'
import { bringPayoutFile, dealWithLost, type JournalledPayout } from '../../../data/treasury/settleTreasury'
import { readTextFile } from '../../../platform/readTextFile'
import { MayWrite } from '../../../ui/access/MayWrite'
import { Code } from '../../../ui/Code'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

/** A payout that the journal knows and whose file is gone: it is brought, or a person says what became of it. */
export function LostFile({ payout: { payoutId } }: { payout: JournalledPayout }) {
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)

  async function attempt(work: () => Promise<void>) {
    try {
      setProblem(null)
      await work()
      await settle()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }
  const bring = async (file: File) => bringPayoutFile(parseBoundedJson(await readTextFile(file)), payoutId)

  return (
    <Stack gap={4} role="group" aria-label="Payout whose file is gone">
      <Group gap="xs">
        <Text fz="sm">Payout</Text>
        <Code value={payoutId} what="digest of the payout" />
      </Group>
      <Group gap="xs" align="end">
        <FileButton accept="application/json,.json" onChange={(file) => file && void attempt(() => bring(file))}>
          {(props) => (
            <MayWrite tables={['payouts', 'payoutMoves']}>
              <Button {...props} variant="default" size="compact-sm" leftSection={<IconFileImport size={14} />}>
                Bring its file…
              </Button>
            </MayWrite>
          )}
        </FileButton>
        <TextInput
          size="xs"
          label="What became of it"
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <MayWrite tables={['payoutMoves']}>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            disabled={reason.trim() === ''}
            onClick={() => void attempt(() => dealWithLost(payoutId, reason.trim()))}
          >
            Make it void
          </Button>
        </MayWrite>
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </Stack>
  )
}
