/**
 * Compares a payout with the chain: what became of its transactions, and what every payee got, to the unit. What it finds is kept
 * as moves; nothing is called paid while a transaction may still be carried out. SPEC.md, rules [PS14] and [PS16].
 */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import type { ChainReceipt } from '#core/treasury/chain/chainLog'
import { reconcileTransfers } from '#core/treasury/chain/reconcileTransfers'
import type { ExpectedPayment, Reconciliation } from '#core/treasury/chain/reconciliation'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PaymentReceipt } from '#core/treasury/model/payoutMove'
import { signedHashOf } from '#core/treasury/state/payoutSigners'
import type { EvmChain } from './evmChain'
import { followPayout } from './followPayout'
import type { MoveMemory } from './moveMemory'
import { coinReceipts, transferReceipts } from './paymentReceipts'
import { finalReceipts, reconcileCoinPayout } from './reconcilePayout'
import { rootStands } from './rootStands'
import type { TransactionFate } from './transactionFate'

/** Deep enough that a block is not expected to go; on a practice chain the first is. */
export function usualConfirmations(chain: string): bigint {
  return isPracticeChain(chain) ? 1n : 12n
}

export interface ReconcileOptions {
  /** Blocks, its own included, after which a block counts as final. */
  confirmations: bigint
  /** Block in which the distributor was first funded, or before; needed for a root that is not its first. */
  fromBlock: bigint | null
}

export interface PayoutReconciliation {
  /** In the order of the payout's transactions. */
  fates: TransactionFate[]
  /** `open`: it is not at its end, and nothing is said of it. */
  status: Reconciliation['status'] | 'open'
  /** What each payee got; of a distributor what was transferred to it. Empty while it is open. */
  payments: Reconciliation['payments']
  /** What is not as it should be, or is waited for. */
  findings: Problem[]
  /** How many nodes said the same. */
  nodes: number
}

/** @throws Problem `broadcast.other-chain`, `reconcile.*`, `node.*` or what the memory refuses */
export async function reconcilePayoutV4(
  chain: EvmChain,
  payout: PayoutFileV4,
  memory: MoveMemory,
  options: ReconcileOptions,
): Promise<PayoutReconciliation> {
  const fates = await followPayout(chain, payout, memory)
  const nodes = chain.hosts.length
  const waits = fates.flatMap((fate, at) => waitedFor(fate, at) ?? [])
  const open = (findings: Problem[]): PayoutReconciliation => ({ fates, status: 'open', payments: [], findings, nodes })
  if (waits.length > 0) return open(waits)
  const mined = fates.flatMap((fate) => (fate.kind === 'mined' ? [fate.receipt] : []))
  let receipts: ChainReceipt[]
  try {
    const ended = fates.flatMap((fate) => ('receipt' in fate ? [fate.receipt.transactionHash] : []))
    await finalReceipts(chain, ended, options.confirmations)
    receipts = await finalReceipts(chain, hashesOf(mined), options.confirmations)
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code.startsWith('reconcile.not-')) return open([thrown])
    throw thrown
  }
  const receiptAt = fates.map((fate) => (fate.kind === 'mined' ? fate.receipt : null))
  const { reconciliation, proofs } = await paid(chain, payout, receipts, receiptAt)
  const findings = [...fates.flatMap((fate, at) => lostNonce(fate, at) ?? []), ...foreignPayments(reconciliation)]
  if (payout.merkle) {
    const problem = receipts.length === 0 ? null : await rootStands(chain, payout, receipts, options.fromBlock)
    const isSet = payout.transactions.every(({ purpose }, at) => purpose === 'fund' || receiptAt[at])
    // Money alone can still be sent to the distributor; a root that was not set is set by another payout.
    if (problem && isSet) return { ...open([...findings, problem]), payments: reconciliation.payments }
    const status = problem || !isSet ? 'nobody' : 'paid'
    await keepResult(memory, { status, proofs, unpaid: payeesOf(payout), nodes })
    return { fates, status, payments: reconciliation.payments, findings: problem ? [...findings, problem] : findings, nodes }
  }
  const { status, payments, unpaid } = reconciliation
  if (status === 'over-paid') findings.push(overPaid(payments))
  await keepResult(memory, { status, proofs, unpaid, nodes })
  return { fates, status, payments, findings, nodes }
}

interface Result {
  status: Reconciliation['status']
  proofs: PaymentReceipt[]
  unpaid: readonly ExpectedPayment[]
  nodes: number
}

/** More than was due is for people to look at: nothing is noted then. */
async function keepResult(memory: MoveMemory, { status, proofs: receipts, unpaid, nodes }: Result): Promise<void> {
  if (status === 'paid') await memory.keep({ kind: 'reconciled', receipts, nodes })
  if (status !== 'part-paid' && status !== 'nobody') return
  const missing = unpaid.map(({ payee, amountBaseUnits }) => ({ address: payee, missingBaseUnits: amountBaseUnits.toString() }))
  await memory.keep({ kind: 'part-paid', receipts, unpaid: missing, nodes })
}

/** Of a root's payout: that its money came to the distributor. */
function expectedOf(payout: PayoutFileV4): ExpectedPayment[] {
  const { merkle } = payout
  if (!merkle) return payeesOf(payout)
  return [{ payee: merkle.distributor as Address, amountBaseUnits: BigInt(merkle.fundBaseUnits) }]
}

function payeesOf({ payees }: PayoutFileV4): ExpectedPayment[] {
  return payees.map(({ address, amountBaseUnits }) => ({ payee: address as Address, amountBaseUnits: BigInt(amountBaseUnits) }))
}

async function paid(
  chain: EvmChain,
  payout: PayoutFileV4,
  receipts: readonly ChainReceipt[],
  receiptAt: readonly (ChainReceipt | null)[],
): Promise<{ reconciliation: Reconciliation; proofs: PaymentReceipt[] }> {
  const { token, treasury, transactions, merkle } = payout
  // A root alone moves nothing: that it stands is looked at by itself.
  if (merkle?.fundBaseUnits === '0') {
    return { reconciliation: { status: 'paid', payments: [], unpaid: [], foreign: [] }, proofs: [] }
  }
  const expected = expectedOf(payout)
  const payer = treasury.address as Address
  if (token.address === null) {
    const transactionHashes = hashesOf(receipts)
    const reconciliation = await reconcileCoinPayout(chain, { expected, transactionHashes, confirmations: 1n }, payer)
    return { reconciliation, proofs: coinReceipts(payout, reconciliation.payments, receiptAt) }
  }
  const safeTxHashes = transactions.flatMap((each) => (each.kind === 'safe' ? [signedHashOf(each) as Hex] : []))
  const query = { treasury: payer, token: token.address as Address, safeTxHashes }
  const reconciliation = reconcileTransfers(expected, receipts, query)
  return { reconciliation, proofs: transferReceipts(reconciliation.payments, receipts, query) }
}

function hashesOf(receipts: readonly ChainReceipt[]): Hex[] {
  return [...new Set(receipts.map(({ transactionHash }) => transactionHash))]
}

/** @param at place of the transaction */
function waitedFor(fate: TransactionFate, at: number): Problem | null {
  if (fate.kind === 'open') {
    return new Problem('reconcile.not-mined', `Transaction ${at + 1} is not carried out yet: send it, or wait.`)
  }
  if (fate.kind !== 'taken' || fate.by !== null) return null
  return new Problem(
    'reconcile.nonce-used',
    `The nonce of transaction ${at + 1} is used, and the node does not show by what, so nothing is decided: ask another node.`,
  )
}

function lostNonce(fate: TransactionFate, at: number): Problem | null {
  if (fate.kind === 'failed') {
    return new Problem('reconcile.failed', `Transaction ${at + 1} failed and paid nobody: pay those whom it left out again.`)
  }
  if (fate.kind !== 'taken') return null
  return new Problem(
    'reconcile.nonce-taken',
    `${fate.by} took the nonce of transaction ${at + 1}, which can never be carried out: pay those whom it left out again.`,
  )
}

function foreignPayments({ foreign }: Reconciliation): Problem[] {
  return foreign.map(
    ({ to, amountBaseUnits }) =>
      new Problem(
        'reconcile.foreign-payment',
        `In the same transactions the treasury also paid ${amountBaseUnits} base units to ${to}: find out for what.`,
      ),
  )
}

function overPaid(payments: Reconciliation['payments']): Problem {
  const more = payments.filter(({ state }) => state === 'over').map(({ payee }) => payee)
  return new Problem(
    'reconcile.over-paid',
    `More than was due came to ${more.slice(0, 3).join(', ')}${more.length > 3 ? ` and ${more.length - 3} others` : ''}: find out by what, nothing is noted as paid.`,
  )
}
