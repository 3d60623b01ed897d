/** Holds a payout against the chain, to the unit, and writes what it found: paid, or paid in part. */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import { type ExpectedPayment, type ReconciledPayment, reconcileReceived } from '#core/treasury/chain/reconciliation'
import { readTransfer } from '#core/treasury/chain/tokenTransfers'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact, PaymentReceipt } from '#core/treasury/model/payoutMove'
import type { EvmChain } from '../../../chain/evmChain'
import { finalReceipts, reconcileCoinPayout } from '../../../chain/reconcilePayout'
import type { MoveBook, OpenedPayout } from '../PayoutBook'
import { finalBlocks } from './attempts'
import { lookAtPayout } from './lookAtPayout'
import { reconcileDistributor } from './reconcileDistributor'

export interface ReconcileResult {
  /** What each payee got; empty while it is not at its end, and where members claim it themselves. */
  payments: ReconciledPayment[]
  findings: Problem[]
  /** How many nodes said the same. */
  nodes: number
}

/**
 * Not before every transaction has come to its end: mined, failed, or void and never to be mined.
 * @throws Problem `node.*` where nodes differ or lie: nothing is written then; `reconcile.*` or `disk.*`
 */
export async function reconcilePayout(book: MoveBook, chain: EvmChain, payoutId: string): Promise<ReconcileResult> {
  const nodes = chain.hosts.length
  const { opened, findings: found } = await lookAtPayout(book, chain, payoutId)
  const findings = found.map(({ problem }) => problem)
  const { state, payout } = opened
  const lost = new Set(found.flatMap(({ at, isLost }) => (isLost ? at : [])))
  const waits = waitedFor(opened, lost)
  if (waits.length > 0 || found.some(({ isLost }) => !isLost) || !isOver(opened, lost)) {
    return { findings: [...findings, ...waits], payments: [], nodes }
  }
  const hashes = state.transactions.flatMap(({ mined }) => (mined?.outcome === 'succeeded' ? [mined.transaction as Hex] : []))
  if (payout.method === 'merkle') {
    const { receipts, problems, isWithoutRoot } = await reconcileDistributor(book, chain, opened, hashes)
    if (problems.length === 0) await book.add(payoutId, { kind: 'reconciled', receipts, nodes })
    else if (isWithoutRoot) await book.add(payoutId, { kind: 'part-paid', receipts: [], unpaid: unpaidOf(payout), nodes })
    return { findings: [...findings, ...problems], payments: [], nodes }
  }
  const { payments, receipts, foreign } = await paymentsOf(chain, payout, hashes)
  const fact = factOf(payments, receipts, nodes)
  await book.add(payoutId, fact)
  return { findings: [...findings, ...foreign, ...overPaid(payments)], payments, nodes }
}

/** Mined, failed, cancelled, or without its nonce: nothing of it can still pay. */
function isOver({ state }: OpenedPayout, lost: ReadonlySet<number>): boolean {
  return state.transactions.every(
    ({ at, stage, cancelling }) => stage === 'mined' || stage === 'failed' || cancelling?.mined != null || lost.has(at),
  )
}

function unpaidOf({ payees }: PayoutFileV4): { address: string; missingBaseUnits: string }[] {
  return payees.map(({ address, amountBaseUnits }) => ({ address, missingBaseUnits: amountBaseUnits }))
}

function waitedFor({ state }: OpenedPayout, lost: ReadonlySet<number>): Problem[] {
  return state.transactions.flatMap(({ at, stage, broadcasts, cancelling }) => {
    if (lost.has(at)) return []
    if (stage === 'mined' || stage === 'failed' || cancelling?.mined || broadcasts.length > 0) return []
    return [
      new Problem(
        'reconcile.not-sent',
        `Transaction ${at + 1} was not sent yet: send it, or make the payout void and cancel it.`,
      ),
    ]
  })
}

interface SeenPayments {
  payments: ReconciledPayment[]
  receipts: PaymentReceipt[]
  /** What the treasury paid to others in the same transactions. */
  foreign: Problem[]
}

async function paymentsOf(chain: EvmChain, payout: PayoutFileV4, transactionHashes: readonly Hex[]): Promise<SeenPayments> {
  const { treasury, token, payees } = payout
  const expected = payees.map(
    ({ address, amountBaseUnits }): ExpectedPayment => ({ payee: address as Address, amountBaseUnits: BigInt(amountBaseUnits) }),
  )
  const confirmations = finalBlocks(treasury.chain)
  const seen = await finalReceipts(chain, transactionHashes, confirmations)
  if (token.address === null) {
    const found = await reconcileCoinPayout(chain, { expected, transactionHashes, confirmations }, treasury.address as Address)
    return {
      payments: found.payments,
      receipts: coinReceipts(payout, found.payments, seen),
      foreign: foreignProblems(found.foreign),
    }
  }
  const [from, contract] = [treasury.address.toLowerCase(), token.address.toLowerCase()]
  const receipts = new Map<string, PaymentReceipt>()
  for (const { succeeded, logs, transactionHash, blockNumber } of seen) {
    for (const log of succeeded ? logs : []) {
      const transfer = readTransfer(log, contract)
      if (transfer?.from !== from) continue
      const key = `${transfer.to} ${transactionHash}`
      const payee = payees.find(({ address }) => address.toLowerCase() === transfer.to)
      const before = receipts.get(key) ?? {
        ...{ address: payee?.address ?? transfer.to, receivedBaseUnits: '0', transaction: transactionHash },
        ...{ block: blockNumber.toString(), logIndexes: [] },
      }
      const received = BigInt(before.receivedBaseUnits) + transfer.amountBaseUnits
      const logIndexes = [...before.logIndexes, log.logIndex]
      receipts.set(key, { ...before, receivedBaseUnits: received.toString(), logIndexes })
    }
  }
  const received = new Map<string, bigint>()
  for (const { address, receivedBaseUnits } of receipts.values()) {
    const key = address.toLowerCase()
    received.set(key, (received.get(key) ?? 0n) + BigInt(receivedBaseUnits))
  }
  const { payments, foreign } = reconcileReceived(expected, received)
  const ofPayees = [...receipts.values()].filter(({ address }) => payees.some((payee) => payee.address === address))
  return { payments, receipts: ofPayees, foreign: foreignProblems(foreign) }
}

/** Coin writes no logs: a payee's is paid by the one transaction that was to pay it. */
function coinReceipts(
  { payees, transactions }: PayoutFileV4,
  payments: readonly ReconciledPayment[],
  seen: readonly { transactionHash: Hex; blockNumber: bigint }[],
): PaymentReceipt[] {
  return payments.flatMap(({ payee, receivedBaseUnits }) => {
    const index = payees.findIndex(({ address }) => address === payee)
    const at = transactions.find(({ payees: range }) => range && range.first <= index && index < range.first + range.count)?.at
    const by = seen.length === transactions.length ? seen[at ?? 0] : seen[0]
    if (receivedBaseUnits === 0n || !by) return []
    const { transactionHash: transaction, blockNumber } = by
    const received = receivedBaseUnits.toString()
    return [{ address: payee, receivedBaseUnits: received, transaction, block: blockNumber.toString(), logIndexes: [] }]
  })
}

function factOf(payments: readonly ReconciledPayment[], receipts: PaymentReceipt[], nodes: number): MoveFact {
  const unpaid = payments.flatMap(({ payee, amountBaseUnits, receivedBaseUnits }) => {
    const missing = amountBaseUnits - receivedBaseUnits
    return missing > 0n ? [{ address: payee, missingBaseUnits: missing.toString() }] : []
  })
  return unpaid.length === 0 ? { kind: 'reconciled', receipts, nodes } : { kind: 'part-paid', receipts, unpaid, nodes }
}

function overPaid(payments: readonly ReconciledPayment[]): Problem[] {
  return payments.flatMap(({ payee, amountBaseUnits, receivedBaseUnits, state }) =>
    state === 'over'
      ? [
          new Problem(
            'reconcile.over-paid',
            `${payee} has got ${receivedBaseUnits} base units, ${amountBaseUnits} were due: settle it with them.`,
          ),
        ]
      : [],
  )
}

function foreignProblems(foreign: readonly { to: Address; amountBaseUnits: bigint }[]): Problem[] {
  return foreign.map(
    ({ to, amountBaseUnits }) =>
      new Problem(
        'reconcile.foreign',
        `${to} has got ${amountBaseUnits} base units in the same transactions and is not in the payout: a fee of the token, or worse.`,
      ),
  )
}
