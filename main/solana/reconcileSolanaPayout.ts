/**
 * Compares a payout with what finalized blocks say that its transactions moved, to the unit, and keeps what it finds as moves.
 * Nothing is noted while a transaction may still land or nodes do not agree. SPEC.md, rules [SO16] and [SO23].
 */
import { Problem } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PaymentReceipt } from '#core/treasury/model/payoutMove'
import type { MoveMemory } from './moveMemory'
import { payoutRun } from './payoutRun'
import { type ReconciledOutcome, type ReconciledPayment, reconcileSolanaRun } from './reconcileSolanaRun'
import type { SolanaChain } from './solanaChain'

export interface SolanaPayoutReconciliation {
  /** `open`: it is not at its end, or cannot be told; nothing is noted then. */
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
  const run = await payoutRun(payout, await memory.moves())
  const { payments } = await reconcileSolanaRun(nodes, run)
  const unsigned = payout.transactions.filter(({ at }) => !payments.some((payment) => payment.at === at))
  const findings = [
    ...unsigned.map(({ at }) => notSigned(at)),
    ...payments.flatMap(({ at, outcome }) => findingOf(at, outcome) ?? []),
  ]
  const common = { payments, findings, nodes: nodes.length }
  if (unsigned.length > 0 || payments.some(({ outcome }) => !isEnded(outcome))) return { ...common, status: 'open' }
  await keepEnds(payments, memory)
  const receipts = payments.flatMap((payment) => receiptOf(payment) ?? [])
  const unpaid = payments
    .filter(({ outcome }) => outcome.kind !== 'paid')
    .map(({ payee, amountBaseUnits }) => ({ address: payee, missingBaseUnits: amountBaseUnits.toString() }))
  if (unpaid.length === 0) {
    await memory.keep({ kind: 'reconciled', receipts, nodes: nodes.length })
    return { ...common, status: 'paid' }
  }
  await memory.keep({ kind: 'part-paid', receipts, unpaid, nodes: nodes.length })
  return { ...common, status: receipts.length > 0 ? 'part-paid' : 'nobody' }
}

/** Somebody else may have sent it, so that nothing is known of its end here. */
async function keepEnds(payments: readonly ReconciledPayment[], memory: MoveMemory): Promise<void> {
  for (const { at, signature, outcome } of payments) {
    if (outcome.kind !== 'paid' && outcome.kind !== 'failed' && outcome.kind !== 'consumed') continue
    await memory.keep({
      ...{ kind: 'mined', at, transaction: outcome.kind === 'consumed' ? outcome.by : signature },
      ...{ block: outcome.slot.toString(), blockHash: '', outcome: outcome.kind === 'paid' ? 'succeeded' : 'failed' },
    })
  }
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
