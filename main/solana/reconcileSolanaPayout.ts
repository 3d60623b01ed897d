/**
 * Compares a payout with what finalized blocks say that its transactions moved, to the unit, and keeps what it finds as moves.
 * Nothing is called paid while a transaction may still land or nodes do not agree. SPEC.md, rules [SO16] and [SO23].
 */
import { Problem } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PaymentReceipt } from '#core/treasury/model/payoutMove'
import { payoutState } from '#core/treasury/state/payoutState'
import type { PayoutState } from '#core/treasury/state/payoutStateModel'
import type { MoveMemory } from './moveMemory'
import { payoutRun } from './payoutRun'
import { type ReconciledOutcome, type ReconciledPayment, reconcileSolanaRun } from './reconcileSolanaRun'
import { cancellingId } from './sendSolanaCancelling'
import type { SolanaChain } from './solanaChain'

export interface SolanaPayoutReconciliation {
  /** `open`: it is not at its end, or cannot be told; no more than the ends that are known is noted then. */
  status: 'paid' | 'part-paid' | 'nobody' | 'open'
  /** Of every transaction that is signed. */
  payments: ReconciledPayment[]
  /** What is not as it should be, or is waited for. */
  findings: Problem[]
  /** How many nodes said the same. */
  nodes: number
}

/** @throws Problem `solana.*`, `payout.*`, `node.*` or what the memory refuses */
export async function reconcileSolanaPayout(
  nodes: readonly [SolanaChain, ...SolanaChain[]],
  payout: PayoutFileV4,
  memory: MoveMemory,
): Promise<SolanaPayoutReconciliation> {
  const before = await memory.moves()
  const state = payoutState(payout, before)
  const { voided, replacedBy } = state
  const run = await payoutRun(payout, before)
  const { payments } = await reconcileSolanaRun(nodes, run)
  // What is void and was not signed is not waited for.
  const isDead = voided !== null || replacedBy !== null
  const unsigned = isDead ? [] : payout.transactions.filter(({ at }) => !payments.some((payment) => payment.at === at))
  const findings = [
    ...unsigned.map(({ at }) => notSigned(at)),
    ...payments.flatMap(({ at, outcome }) => (isCancelled(state, at, outcome) ? [] : (findingOf(at, outcome) ?? []))),
  ]
  const common = { payments, findings, nodes: nodes.length }
  await keepEnds(payments, state, memory)
  if (unsigned.length > 0 || payments.some(({ outcome }) => !isEnded(outcome))) return { ...common, status: 'open' }
  const receipts = payments.flatMap((payment) => receiptOf(payment) ?? [])
  const unpaid = payout.payees
    .filter(({ address }) => !receipts.some((receipt) => receipt.address === address))
    .map(({ address, amountBaseUnits }) => ({ address, missingBaseUnits: amountBaseUnits }))
  if (unpaid.length === 0) {
    await memory.keep({ kind: 'reconciled', receipts, nodes: nodes.length })
    return { ...common, status: 'paid' }
  }
  if (isDead && receipts.length === 0) return { ...common, status: 'nobody' }
  await memory.keep({ kind: 'part-paid', receipts, unpaid, nodes: nodes.length })
  return { ...common, status: receipts.length > 0 ? 'part-paid' : 'nobody' }
}

/** Somebody else may have sent it, so that nothing is known of its end here. */
async function keepEnds(payments: readonly ReconciledPayment[], state: PayoutState, memory: MoveMemory): Promise<void> {
  for (const { at, signature, outcome } of payments) {
    if (outcome.kind !== 'paid' && outcome.kind !== 'failed' && outcome.kind !== 'consumed') continue
    if (isCancelled(state, at, outcome)) {
      await memory.keep({
        ...{ kind: 'mined', at, transaction: outcome.by, block: outcome.slot.toString(), blockHash: '' },
        ...{ outcome: 'succeeded', cancels: true },
      })
    }
    await memory.keep({
      ...{ kind: 'mined', at, transaction: outcome.kind === 'consumed' ? outcome.by : signature },
      ...{ block: outcome.slot.toString(), blockHash: '', outcome: outcome.kind === 'paid' ? 'succeeded' : 'failed' },
    })
  }
}

/** Whether what used up the nonce is the treasury's own transaction that cancels this one. */
function isCancelled(
  state: PayoutState,
  at: number,
  outcome: ReconciledOutcome,
): outcome is Extract<ReconciledOutcome, { kind: 'consumed' }> {
  return outcome.kind === 'consumed' && outcome.by === cancellingId(state, at)
}

function isEnded({ kind }: ReconciledOutcome): boolean {
  return kind === 'paid' || kind === 'failed' || kind === 'consumed'
}

function receiptOf({ payee, amountBaseUnits, signature, outcome }: ReconciledPayment): PaymentReceipt | null {
  if (outcome.kind !== 'paid') return null
  return {
    address: payee,
    receivedBaseUnits: amountBaseUnits.toString(),
    transaction: signature,
    block: outcome.slot.toString(),
    logIndexes: [],
  }
}

function notSigned(at: number): Problem {
  return new Problem('reconcile.not-signed', `Transaction ${at + 1} is not signed by what is known here: sign and send it first.`)
}

function findingOf(at: number, outcome: ReconciledOutcome): Problem | null {
  const name = `Transaction ${at + 1}`
  switch (outcome.kind) {
    case 'paid':
      return null
    case 'open':
      return new Problem('reconcile.not-mined', `${name} is not carried out yet: send it, or wait.`)
    case 'failed':
      return new Problem('reconcile.failed', `${name} failed (${outcome.error}) and paid nobody: pay its payee again.`)
    case 'consumed':
      return new Problem(
        'reconcile.nonce-taken',
        `${outcome.by} used up the nonce of transaction ${at + 1}, which can never be carried out: pay its payee again.`,
      )
    case 'unknown':
      return new Problem('reconcile.unknown', `What became of transaction ${at + 1} cannot be told: ${outcome.why}.`)
    case 'different':
      return new Problem(
        'reconcile.different',
        `${name} moved something else than was signed (${outcome.differences[0]}): ask another node, and find out before anything else.`,
      )
  }
}
