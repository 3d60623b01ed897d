import { Alert, Button, List, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { countText } from '#core/words/countText'
import { type SimulationFinding, simulatePayout } from '../../../data/treasury/chainCalls'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { useNodes } from '../accounts/useNodes'

/** Tries every payment against the chain as it is now, so that one that fails is named before anybody signs. */
export function SimulationPart({ payout }: { payout: PayoutFileV4 }) {
  const { has } = useNodes()
  const [findings, setFindings] = useState<SimulationFinding[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isTrying, setIsTrying] = useState(false)
  // A cluster of Solana tries nothing that is not signed: the snapshot says what stands in the way.
  if (payout.treasury.kind === 'solana' || !has(payout.treasury.chain)) return null

  async function simulate() {
    setIsTrying(true)
    setProblem(null)
    try {
      setFindings(await simulatePayout(payout))
    } catch (thrown) {
      setFindings(null)
      setProblem(asProblem(thrown))
    } finally {
      setIsTrying(false)
    }
  }

  return (
    <Stack gap="xs">
      <Button variant="default" w="fit-content" loading={isTrying} onClick={simulate}>
        Try it without sending
      </Button>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {findings?.length === 0 && (
        <Alert color="green" variant="light" role="status" title="Every payment would arrive, as the chain is now" />
      )}
      {findings && findings.length > 0 && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          title={`${countText(findings.length, 'payment')} would not go as it should`}
        >
          <List size="sm">
            {findings.map(({ at, payee, problem: found }) => (
              <List.Item key={`${at} ${payee} ${found.code}`} style={{ overflowWrap: 'anywhere' }}>
                Transaction {at + 1}
                {payee === null ? '' : `, ${payee}`}: {found.message} ({found.code})
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  )
}
