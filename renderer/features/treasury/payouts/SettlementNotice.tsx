import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { barredText } from '../../../data/journal/putBackText'
import { dealWith, type KnownPayout } from '../../../data/journal/settleJournal'
import { settle, useSettlement } from '../../../data/journal/settlement'
import { Code } from '../../../ui/Code'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { bringPayout } from './bringPayout'
import { LostFile } from './LostFile'

/** What stands between the journal and the records, and how to settle it; nothing while they agree. */
export function SettlementNotice() {
  const state = useSettlement(({ state }) => state)
  if (state.kind === 'settled') return null
  if (state.kind === 'checking') {
    return (
      <Text fz="sm" c="dimmed" role="status">
        Comparing the records with the journal: signing waits for it.
      </Text>
    )
  }
  if (state.kind === 'failed') {
    return (
      <Stack gap="xs">
        <ProblemAlert problem={state.problem} />
        <Button variant="default" w="fit-content" onClick={() => void settle()}>
          Compare again
        </Button>
      </Stack>
    )
  }
  const barred = barredText({ ...state.barred, deviceRecords: 0 })
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title="The journal knows of payouts that the records lack">
      <Stack gap="sm">
        {barred && <Text fz="sm">{barred} Nothing is signed here meanwhile.</Text>}
        {state.payouts.length + state.lostFiles.length > 0 && (
          <Text fz="sm">
            Their files are gone, so what was paid here may be more than it seems. Nothing is signed until each is brought or
            dealt with.
          </Text>
        )}
        {state.payouts.map((payout) => (
          <MissingPayout key={payout.transactionHash} payout={payout} />
        ))}
        {state.lostFiles.map((payout) => (
          <LostFile key={payout.payoutId} payout={payout} />
        ))}
      </Stack>
    </Alert>
  )
}

function MissingPayout({ payout }: { payout: KnownPayout }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const { transactionHash, period, signedAt, chainId } = payout

  async function attempt(work: () => Promise<void>) {
    try {
      setProblem(null)
      await work()
      await settle()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap={4} role="group" aria-label={`Payout signed on ${signedAt.slice(0, 10)}`}>
      <Group gap="xs">
        <Text fz="sm" fw={600}>
          {period?.name ?? 'A payout of an earlier version'}
        </Text>
        <Text fz="sm">
          signed on {signedAt.slice(0, 10)} for chain {chainId}
        </Text>
        <Code value={transactionHash} what="transaction hash" />
      </Group>
      <Group gap="xs">
        <FileButton
          accept="application/json,.json"
          onChange={(file) => file && void attempt(() => bringPayout(file, transactionHash))}
        >
          {(props) => (
            <Button {...props} variant="default" size="compact-sm" leftSection={<IconFileImport size={14} />}>
              Bring its file…
            </Button>
          )}
        </FileButton>
        <Button variant="subtle" color="red" size="compact-sm" onClick={() => void attempt(() => dealWith(transactionHash))}>
          I have dealt with it otherwise
        </Button>
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </Stack>
  )
}
