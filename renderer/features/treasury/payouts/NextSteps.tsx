import { Anchor, Button, FileButton, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconFileImport, IconQrcode, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { countText } from '#core/words/countText'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { ScanQrDialog } from '../../../ui/qr/ScanQrDialog'
import { useNodes } from '../accounts/useNodes'
import { ProposeForm } from './ProposeForm'
import { ReconcilePart } from './ReconcilePart'
import { SendPart } from './SendPart'
import { SimulationPart } from './SimulationPart'
import { nextStep } from './stageWords'
import { takeInPayoutFile, takeInPayoutText } from './takeInPayoutFile'
import { VoidDialog } from './VoidDialog'

/** What may come next, the most natural first. */
export function NextSteps({ kept, chainName }: { kept: KeptPayout; chainName: string }) {
  const { id, state } = kept
  const moves = allowedMoves(state)
  const [isVoiding, setIsVoiding] = useState(false)
  const [isScanning, setIsScanning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const signAt = moves.sign[0]
  const { has } = useNodes()
  const { chain } = kept.payout.treasury
  const hasActions = moves.sign.length + moves.cancel.length > 0 || moves.replace
  const hasToSend = moves.broadcast.length + moves.broadcastCancelling.length > 0

  async function attempt(work: () => Promise<unknown>) {
    try {
      setProblem(null)
      await work()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="next-title">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} id="next-title">
            Next: {nextStep(state)}
          </Title>
          {moves.void && (
            <MayWrite tables={['payoutMoves']}>
              <Button variant="subtle" color="red" size="compact-sm" onClick={() => setIsVoiding(true)}>
                Make it void
              </Button>
            </MayWrite>
          )}
        </Group>
        {moves.propose && <SimulationPart payout={kept.payout} />}
        {moves.propose && <ProposeForm payoutId={id} onProblem={setProblem} />}
        {hasActions && (
          <Group gap="xs">
            {signAt !== undefined && (
              <MayWrite tables={['payoutMoves']}>
                <Button
                  leftSection={<IconSignature size={16} />}
                  component={Link}
                  href={`/treasury?tab=payouts&payout=${id}&sign=${signAt}`}
                >
                  Sign on a Ledger
                </Button>
              </MayWrite>
            )}
            {moves.cancel.map((at) => (
              <Button key={at} component={Link} href={`/treasury?tab=payouts&payout=${id}&sign=${at}`}>
                {kept.payout.treasury.kind === 'solana'
                  ? `Use up the nonce of transaction ${at + 1}`
                  : `Use up nonce ${kept.payout.transactions[at]?.nonce}`}
              </Button>
            ))}
            {moves.replace && (
              <MayWrite tables={['payouts', 'payoutMoves']}>
                <Button
                  variant={moves.cancel.length > 0 ? 'default' : 'filled'}
                  component={Link}
                  href={`/treasury?tab=payouts&new&replaces=${id}`}
                >
                  {state.stage === 'part-paid' ? 'Pay the rest' : 'Prepare another in its place'}
                </Button>
              </MayWrite>
            )}
            {moves.sign.length > 0 && (
              <>
                <FileButton
                  accept=".json,application/json"
                  onChange={(file) => file && void attempt(() => takeInPayoutFile(file))}
                  inputProps={{ 'aria-label': 'Confirmation file' }}
                >
                  {(props) => (
                    <MayWrite tables={['payoutMoves']}>
                      <Button {...props} variant="default" leftSection={<IconFileImport size={16} />}>
                        Take in a confirmation
                      </Button>
                    </MayWrite>
                  )}
                </FileButton>
                <MayWrite tables={['payoutMoves']}>
                  <Button variant="default" leftSection={<IconQrcode size={16} />} onClick={() => setIsScanning(true)}>
                    Read one by camera
                  </Button>
                </MayWrite>
              </>
            )}
          </Group>
        )}
        {hasToSend && has(chain) && <SendPart kept={kept} />}
        {(moves.reconcile || state.isPaid) && has(chain) && <ReconcilePart kept={kept} />}
        {(hasToSend || moves.reconcile) && !has(chain) && (
          <Text fz="sm">
            To send it and to compare it with the chain, this machine needs a node of {chainName}: add one under{' '}
            <Anchor component={Link} href="/treasury?tab=accounts" fz="inherit">
              Accounts
            </Anchor>
            , Chains.
          </Text>
        )}
        {state.stage === 'part-paid' && (
          <Text fz="sm">
            {state.onlyRestIsDue &&
              `Everybody has what this payout gives. Ask ${countText(state.unpaid.length, 'payee')} at a new address whether the small payment is there. `}
            Whom it paid keeps it; the next payout pays what is missing, to the unit, and nobody twice.
          </Text>
        )}
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      </Stack>
      {isVoiding && <VoidDialog kept={kept} onClose={() => setIsVoiding(false)} />}
      {isScanning && (
        <ScanQrDialog
          title="Read a confirmation by camera"
          onClose={() => setIsScanning(false)}
          actions={({ bytes }) => (
            <Button
              onClick={() => {
                setIsScanning(false)
                void attempt(() => takeInPayoutText(new TextDecoder().decode(bytes)))
              }}
            >
              Take it in
            </Button>
          )}
        />
      )}
    </Paper>
  )
}
