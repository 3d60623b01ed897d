import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconChecks } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import { type Reconciled, reconcilePayout } from '../../../data/treasury/chainCalls'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

/** Holds what every payee got against the payout, to the unit; the payees' table shows it row by row. */
export function ReconcilePart({ kept: { id, state } }: { kept: KeptPayout }) {
  const [said, setSaid] = useState<string | null>(null)
  const [result, setResult] = useState<Reconciled | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const canceller = useRef<AbortController | null>(null)

  async function compare() {
    const own = new AbortController()
    canceller.current = own
    setProblem(null)
    setResult(null)
    setSaid('Asking the node.')
    try {
      setResult(await reconcilePayout(id, { signal: own.signal, onProgress: ({ message }) => setSaid(message) }))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setSaid(null)
    }
  }

  return (
    <Stack gap="xs" component="section" aria-label="Compare with the chain">
      <Group>
        <MayWrite tables={['payoutMoves']}>
          <Button
            variant={state.isPaid ? 'default' : 'filled'}
            leftSection={<IconChecks size={16} />}
            loading={said !== null}
            onClick={() => void compare()}
          >
            Compare with the chain
          </Button>
        </MayWrite>
        {said !== null && (
          <>
            <Text fz="sm" aria-live="polite">
              {said}
            </Text>
            <Button variant="subtle" onClick={() => canceller.current?.abort()}>
              Cancel
            </Button>
          </>
        )}
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {result && result.findings.length > 0 && (
        <Alert color="yellow" variant="light" role="status" title="By the chain, as it is now">
          <List size="sm">
            {result.findings.map(({ code, message }) => (
              <List.Item key={`${code} ${message}`} style={{ overflowWrap: 'anywhere' }}>
                {message} ({code})
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {state.isPaid && (
        <Alert color="green" variant="light" role="status" title="Everybody is paid, to the unit">
          {countText(state.receipts.length, 'payment')} seen on the chain.
        </Alert>
      )}
    </Stack>
  )
}
