import { Alert, Button, Group, List, Loader, Stack, Text, TextInput } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { PayoutFile } from '#core/payout/payoutFile'
import { consoleClient } from '../../platform/consoleClient'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { Root } from './Root'
import { savePayout } from './savePayout'

interface SecondLookStepProps {
  payout: PayoutFile
  onNext: () => void
}

interface Verdict {
  holds: boolean
  findings: { where: string; message: string }[]
}

/** Everything recomputed from the payout's own contents, and a root that two people can compare. */
export function SecondLookStep({ payout, onNext }: SecondLookStepProps) {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [otherRoot, setOtherRoot] = useState('')

  const verify = useCallback(
    async (signal?: AbortSignal) => {
      setVerdict(null)
      setProblem(null)
      try {
        setVerdict(await consoleClient.call('payout.verify', { payout }, { signal }))
      } catch (thrown) {
        if (!signal?.aborted) setProblem(asProblem(thrown))
      }
    },
    [payout],
  )
  useEffect(() => {
    const canceller = new AbortController()
    void verify(canceller.signal)
    return () => canceller.abort()
  }, [verify])

  const compared = otherRoot.trim().toLowerCase()
  return (
    <Stack>
      {!verdict && !problem && (
        <Group gap="xs">
          <Loader size="xs" />
          <Text fz="sm">Recomputing the split, the tree and the transaction.</Text>
        </Group>
      )}
      {verdict?.holds && (
        <Alert color="green" variant="light" icon={<IconCircleCheck />} title="It holds">
          Every share, running total, proof and byte of the transaction was recomputed from the payout's own contents and is the
          same.
        </Alert>
      )}
      {verdict && !verdict.holds && (
        <Alert color="red" variant="light" role="alert" title="It does not hold: do not sign, prepare it again">
          <List size="sm">
            {verdict.findings.slice(0, 20).map((finding) => (
              <List.Item key={`${finding.where} ${finding.message}`}>
                {finding.where}: {finding.message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {problem && <ProblemAlert problem={problem} />}
      {problem && (
        <Button variant="default" w="fit-content" onClick={() => verify()}>
          Verify again
        </Button>
      )}
      <Root root={payout.merkle.root} previousRoot={payout.previousRoot} />
      <Text fz="sm">
        For a second pair of eyes: save the payout file, verify it on another machine, and compare the root with the one above.
      </Text>
      <TextInput
        label="Root from the other machine"
        description="Optional: paste it, and every digit is compared."
        maw={720}
        spellCheck={false}
        value={otherRoot}
        onChange={(event) => setOtherRoot(event.currentTarget.value)}
        error={
          compared !== '' && compared !== payout.merkle.root ? 'Not the same root: do not sign before you know why.' : undefined
        }
      />
      {compared === payout.merkle.root && (
        <Group gap={4} c="var(--mantine-color-green-text)">
          <IconCircleCheck size={18} />
          <Text fz="sm" fw={600}>
            The same root
          </Text>
        </Group>
      )}
      <Group>
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => savePayout(payout)}>
          Save unsigned payout file
        </Button>
        <Button onClick={onNext} disabled={!verdict?.holds}>
          Go to signing
        </Button>
      </Group>
    </Stack>
  )
}
