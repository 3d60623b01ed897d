/** What a run really paid, from finalized balances; a second node, where there is one, must tell the same. */
import type { Address } from '@solana/kit'
import type { SolanaToken } from '#core/solana/associatedTokenAccount'
import { type PaymentOutcome, reconcilePayment } from '#core/solana/reconcileSolana'
import type { SignedSolanaTransaction } from '#core/solana/solanaTransactions'
import { checkCluster, type SolanaRunToSend } from './broadcastSolanaRun'
import type { SolanaChain } from './solanaChain'
import { standOfTransaction } from './standOfTransaction'

export type ReconciledOutcome =
  | PaymentOutcome
  /** It can still land. */
  | { kind: 'open' }
  | { kind: 'consumed'; by: string; slot: bigint }
  | { kind: 'unknown'; why: string }

export interface ReconciledPayment {
  at: number
  payee: Address
  amountBaseUnits: bigint
  signature: string
  outcome: ReconciledOutcome
}

export interface ReconciledRun {
  payments: ReconciledPayment[]
  paidBaseUnits: bigint
  /** Every payee has the amount, to the unit. */
  isComplete: boolean
  /** How many nodes told it. */
  nodes: number
}

/**
 * @param nodes one or more of the same cluster. Where two differ about a payment, it is `unknown`.
 * @throws Problem `solana.wrong-cluster`, `node.*`
 */
export async function reconcileSolanaRun(
  nodes: readonly [SolanaChain, ...SolanaChain[]],
  run: SolanaRunToSend,
): Promise<ReconciledRun> {
  for (const node of nodes) await checkCluster(node, run.chain)
  const payments: ReconciledPayment[] = []
  for (const transaction of run.transactions) {
    const outcomes: ReconciledOutcome[] = []
    for (const node of nodes) outcomes.push(await outcomeOn(node, run, transaction))
    payments.push({
      at: transaction.at,
      payee: transaction.payee.address,
      amountBaseUnits: BigInt(transaction.payee.amountBaseUnits),
      signature: transaction.signature,
      outcome: agreed(outcomes, nodes),
    })
  }
  const paid = payments.filter(({ outcome }) => outcome.kind === 'paid')
  return {
    payments,
    paidBaseUnits: paid.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n),
    isComplete: paid.length === payments.length,
    nodes: nodes.length,
  }
}

async function outcomeOn(
  chain: SolanaChain,
  { treasury, token, sinceSlot }: { treasury: Address; token: SolanaToken | null; sinceSlot: bigint },
  transaction: SignedSolanaTransaction,
): Promise<ReconciledOutcome> {
  const stand = await standOfTransaction(chain, transaction, sinceSlot)
  return stand.kind === 'landed' ? reconcilePayment({ treasury, token }, transaction, stand.transaction) : stand
}

function agreed(outcomes: readonly ReconciledOutcome[], nodes: readonly SolanaChain[]): ReconciledOutcome {
  const [first] = outcomes
  if (!first) return { kind: 'unknown', why: 'no node was asked' }
  const other = outcomes.findIndex((outcome) => JSON.stringify(outcome, text) !== JSON.stringify(first, text))
  if (other < 0) return first
  const told = `${nodes[0]?.host} says "${first.kind}" and ${nodes[other]?.host} says "${outcomes[other]?.kind}"`
  return { kind: 'unknown', why: `the nodes differ: ${told}; ask a third` }
}

function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
