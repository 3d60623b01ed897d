/**
 * What became of a payout, folded from its moves. They may come in any order, twice, from machines whose clocks differ: the state is
 * the same. What does not go together is named and never settled silently. SPEC.md, rules [PS1] to [PS8].
 */
import { canonicalJson } from '../../model/canonicalJson'
import type { MoveFact, PaymentReceipt, PayoutMove } from '../model/payoutMove'
import { findTransaction } from './payoutSigners'
import type { PayoutStage, PayoutState, SignedParts, StateProblem, TransactionState } from './payoutStateModel'
import { isStanding, movesOfKind, transactionState } from './transactionState'

type Settled = Extract<MoveFact, { kind: 'reconciled' | 'part-paid' }>

/** @param moves of this payout; those of others are left out. */
export function payoutState(payout: SignedParts, moves: readonly PayoutMove[]): PayoutState {
  const own = inOneOrder(moves.filter(({ payoutId }) => payoutId === payout.contentSha256))
  const problems = new Map<string, StateProblem>()
  const add = (code: StateProblem['code'], message: string, at: number | null = null) =>
    problems.set(`${code} ${at} ${message}`, { code, message, at })

  nameStrayPlaces(payout, own, add)
  const transactions = payout.transactions.map((transaction) =>
    transactionState(payout, transaction, own, (code, message) => add(code, message, transaction.at)),
  )
  const proposals = earliestFirst(movesOfKind(own, 'proposed'))
  const isConfirmed = transactions.some(({ confirmations }) => confirmations.length > 0)
  if (isConfirmed && proposals.length === 0) add('not-proposed', 'It was signed and never proposed by what is known here.')

  const voided = voidedBy(own)
  const replacedBy = replacementOf(own, add)
  const settled = withRests(settledBy(own, add), payout.firstPayments ?? [])
  const reached = reachedStage(transactions, proposals.length > 0)
  nameSentAfterVoid(transactions, { voided, replacedBy }, add)
  return {
    stage: settled.stage ?? withVoid(reached, voided !== null, replacedBy !== null),
    transactions,
    proposedBy: proposals[0]?.fact.by ?? null,
    voided,
    replacedBy,
    isPaid: settled.stage === 'reconciled',
    onlyRestIsDue: settled.onlyRestIsDue,
    receipts: settled.receipts,
    unpaid: settled.unpaid,
    problems: [...problems.values()].sort((one, other) => (canonical(one) < canonical(other) ? -1 : 1)),
  }
}

/** Each once, by id: whatever the order of arrival was. */
function inOneOrder(moves: readonly PayoutMove[]): PayoutMove[] {
  return [...new Map(moves.map((move) => [move.id, move])).values()].sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** By the clocks of the machines; where they differ it is no more than a choice, and always the same. */
function earliestFirst<M extends PayoutMove>(moves: readonly M[]): M[] {
  return [...moves].sort((one, other) => (`${one.movedAt}${one.id}` < `${other.movedAt}${other.id}` ? -1 : 1))
}

type Add = (code: StateProblem['code'], message: string, at?: number | null) => void

function nameStrayPlaces(payout: SignedParts, moves: readonly PayoutMove[], add: Add): void {
  for (const { fact } of moves) {
    const at = fact.kind === 'confirmed' ? fact.confirmation.at : 'at' in fact ? fact.at : null
    if (at !== null && !findTransaction(payout, at)) {
      add('no-such-transaction', `A move is about transaction ${at + 1}, which the payout does not have.`)
    }
  }
}

function voidedBy(moves: readonly PayoutMove[]): PayoutState['voided'] {
  const facts = earliestFirst(movesOfKind(moves, 'voided')).map(({ fact }) => fact)
  const [first] = facts
  if (!first) return null
  const burns = [...new Set(facts.flatMap((fact) => fact.burns))]
  return { reason: first.reason, burns: burns.sort((one, other) => one.length - other.length || (one < other ? -1 : 1)) }
}

function replacementOf(moves: readonly PayoutMove[], add: Add): string | null {
  const by = [...new Set(movesOfKind(moves, 'replaced').map(({ fact }) => fact.by))].sort()
  if (by.length > 1) add('replaced-twice', `${by.length} payouts say that they take its place: only one of them may be paid.`)
  return by[0] ?? null
}

function reachedStage(transactions: readonly TransactionState[], isProposed: boolean): PayoutStage {
  const isDone = ({ stage }: TransactionState) => stage === 'mined' || stage === 'failed'
  if (transactions.every(isDone)) return 'mined'
  if (transactions.some((one) => isDone(one) || one.broadcasts.length > 0)) return 'broadcast'
  if (transactions.every(({ isSigned }) => isSigned)) return 'signed'
  if (transactions.some(({ confirmations }) => confirmations.length > 0)) return 'confirming'
  return isProposed ? 'proposed' : 'drafted'
}

function withVoid(reached: PayoutStage, isVoid: boolean, isReplaced: boolean): PayoutStage {
  if (reached === 'mined' || !(isVoid || isReplaced)) return reached
  return isReplaced ? 'replaced' : 'void'
}

function nameSentAfterVoid(
  transactions: readonly TransactionState[],
  { voided, replacedBy }: Pick<PayoutState, 'voided' | 'replacedBy'>,
  add: Add,
): void {
  if (!voided && replacedBy === null) return
  for (const { at, broadcasts, mined, cancelling } of transactions) {
    if (mined?.outcome === 'succeeded') {
      if (voided) add('void-mined', 'It is void, and stands in the chain all the same: what it paid is paid.', at)
      if (replacedBy !== null) {
        add(
          'replaced-mined',
          'Another payout takes its place, and it stands in the chain: make sure that nothing is paid twice.',
          at,
        )
      }
    } else if (broadcasts.length > 0 && !cancelling?.mined) {
      add('void-sent', 'It must not be sent, and was given to a node: it can be carried out until its nonce is used up.', at)
    }
  }
}

interface SettledState {
  stage: 'reconciled' | 'part-paid' | null
  receipts: PaymentReceipt[]
  unpaid: PayoutState['unpaid']
}

/** What the chain was seen to have paid, as far as the blocks that prove it are still part of the chain. */
function settledBy(moves: readonly PayoutMove[], add: Add): SettledState {
  const told = [...movesOfKind(moves, 'reconciled'), ...movesOfKind(moves, 'part-paid')].map(({ fact }): Settled => fact)
  const standing = told.filter((fact) => {
    const gone = fact.receipts.find((receipt) => isGone(receipt, moves))
    if (gone) add('reconciled-unmined', `The block of ${gone.transaction} is no longer part of the chain: compare it anew.`)
    return !gone
  })
  const whole = standing.filter((fact) => fact.kind === 'reconciled')
  const [paid] = whole.sort((one, other) => (canonical(sums(one)) < canonical(sums(other)) ? -1 : 1))
  if (new Set(whole.map((fact) => canonical(sums(fact)))).size > 1) {
    add('reconciled-differently', 'Two comparisons with the chain say different things: ask a second node.')
  }
  // Several in part: later ones know of more receipts; the one that proves most says what is still missing.
  const [part] = standing
    .filter((fact) => fact.kind === 'part-paid')
    .sort((one, other) => other.receipts.length - one.receipts.length || (canonical(one) < canonical(other) ? -1 : 1))
  if (paid) {
    if (part?.receipts.some((receipt) => !paid.receipts.some((one) => isSameReceipt(one, receipt)))) {
      add('reconciled-differently', 'A payment that was seen before is not in the last comparison: ask a second node.')
    }
    return { stage: 'reconciled', receipts: paid.receipts, unpaid: [] }
  }
  if (part) return { stage: 'part-paid', receipts: part.receipts, unpaid: part.unpaid }
  return { stage: null, receipts: [], unpaid: [] }
}

/** What is due after first payments is missing like all that was not paid: the payout is paid in part until another pays it. */
function withRests(
  settled: SettledState,
  firstPayments: NonNullable<SignedParts['firstPayments']>,
): SettledState & { onlyRestIsDue: boolean } {
  if (settled.stage === null || firstPayments.length === 0) return { ...settled, onlyRestIsDue: false }
  const missing = new Map(settled.unpaid.map(({ address, missingBaseUnits }) => [address, BigInt(missingBaseUnits)]))
  for (const { address, restBaseUnits } of firstPayments) {
    missing.set(address, (missing.get(address) ?? 0n) + BigInt(restBaseUnits))
  }
  const unpaid = [...missing].map(([address, amount]) => ({ address, missingBaseUnits: amount.toString() }))
  return { ...settled, stage: 'part-paid', unpaid, onlyRestIsDue: settled.stage === 'reconciled' }
}

/** Whether some block that held its transaction is gone and none that stands has this number. */
function isGone({ transaction, block }: PaymentReceipt, moves: readonly PayoutMove[]): boolean {
  const ofBlock = movesOfKind(moves, 'mined')
    .map(({ fact }) => fact)
    .filter((fact) => fact.transaction === transaction && fact.block === block)
  return ofBlock.length > 0 && !ofBlock.some((fact) => isStanding(fact, moves))
}

/** What it says, without who was asked. */
function sums({ receipts }: Settled): string[] {
  return receipts.map((receipt) => canonical(receipt)).sort()
}

function isSameReceipt(one: PaymentReceipt, other: PaymentReceipt): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  return canonicalJson(value) ?? ''
}
