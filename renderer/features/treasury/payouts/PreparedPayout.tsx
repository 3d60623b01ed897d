import { Alert, Button, List, Stack, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { lookAtPayees } from '#core/treasury/addresses/codeAtAddresses'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { countText } from '#core/words/countText'
import { useSettlement } from '../../../data/journal/settlement'
import { useAddressContext } from '../../../data/treasury/addressBook'
import { draftPayout } from '../../../data/treasury/payoutCalls'
import { goTo } from '../../../platform/hashRoute'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { UnreadPast, useWaitsForPast } from '../UnreadPast'
import { ContractPayees } from './ContractPayees'
import { FirstPayments } from './FirstPayments'
import { firstPaymentOffers } from './firstPaymentOffers'
import { HeldList } from './HeldList'
import { PayeesTable } from './PayeesTable'
import { PayoutTotals } from './PayoutTotals'
import { SimulationPart } from './SimulationPart'
import { snapshotFindings } from './snapshotFindings'
import type { NewPayoutWork } from './useNewPayout'

interface PreparedPayoutProps {
  payout: PayoutFileV4
  work: NewPayoutWork
}

const NOWHERE: ReadonlyMap<string, readonly string[]> = new Map()

/** A payout as it came out; it becomes a record when it is kept as a draft. */
export function PreparedPayout({ payout, work }: PreparedPayoutProps) {
  const { snapshot, previous, isPreparing, answers } = work
  const context = useAddressContext()
  /** The payout of whose contracts a person has said that they can take the token. */
  const [accepted, setAccepted] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const waitsForPast = useWaitsForPast()
  const isSettled = useSettlement(({ state }) => state.kind === 'settled')
  const findings = useMemo(() => (snapshot ? snapshotFindings(payout, snapshot) : []), [payout, snapshot])
  const offers = useMemo(() => {
    // What was practised was never paid, and what was paid is nothing to practice.
    const paidAt = isPracticeChain(payout.treasury.chain) ? NOWHERE : (context?.paid ?? NOWHERE)
    return firstPaymentOffers(payout, previous, paidAt)
  }, [payout, previous, context])
  const isAccepted =
    accepted === payout.contentSha256 || (context && lookAtPayees(payout.payees, context.code).contracts.length === 0)
  const isRefused = findings.some(({ refuses }) => refuses)

  async function save() {
    setIsSaving(true)
    try {
      await draftPayout(payout, answers.isAnotherPeriod)
      goTo(`/treasury?tab=payouts&payout=${payout.contentSha256}`)
    } catch (thrown) {
      setProblem(asProblem(thrown))
      setIsSaving(false)
    }
  }

  return (
    <Stack component="section" aria-labelledby="prepared-title">
      <Title order={2} id="prepared-title">
        Prepared: {countText(payout.transactions.length, 'transaction')}
      </Title>
      <PayoutTotals payout={payout} />
      {snapshot === null && (
        <Text fz="sm" c="dimmed">
          Without a snapshot nobody knows whether the treasury holds enough, and whether whoever sends can pay the gas.
        </Text>
      )}
      {snapshot !== null && findings.length === 0 && (
        <Alert
          color="green"
          variant="light"
          role="status"
          title="By the snapshot the treasury holds enough, and all is as it should be"
        />
      )}
      {findings.length > 0 && (
        <Alert
          color={isRefused ? 'red' : 'yellow'}
          variant="light"
          role={isRefused ? 'alert' : 'status'}
          title={
            isRefused ? 'By the snapshot this payout cannot be paid as it is' : 'By the snapshot there is something to look at'
          }
        >
          <List size="sm">
            {findings.map(({ code, message }) => (
              <List.Item key={`${code} ${message}`}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <SimulationPart payout={payout} />
      {context && (
        <ContractPayees
          payout={payout}
          code={context.code}
          isAccepted={accepted === payout.contentSha256}
          onAccept={(is) => setAccepted(is ? payout.contentSha256 : null)}
        />
      )}
      {context && (
        <FirstPayments
          payout={payout}
          offers={offers}
          chosen={work.firstPayments}
          isBusy={isPreparing}
          onChoose={work.choosePaidFirst}
        />
      )}
      <HeldList payout={payout} />
      <PayeesTable payout={payout} />
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <UnreadPast />
      <MayWrite tables={['payouts', 'payoutMoves']}>
        <Button
          w="fit-content"
          onClick={save}
          loading={isSaving}
          disabled={isRefused || !isAccepted || isPreparing || !isSettled || waitsForPast}
        >
          Keep as a draft
        </Button>
      </MayWrite>
    </Stack>
  )
}
