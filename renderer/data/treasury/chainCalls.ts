/** Steps of a payout that need a network, as main takes them; the records keep what they change. */
import type { LedgerPrompt } from '#core/contract/consoleContract'
import type { BroadcastProgress, Executor } from '#core/contract/treasuryChainCalls'
import { Problem } from '#core/model/problem'
import type { SolanaSnapshot } from '#core/solana/solanaSnapshot'
import type { Snapshot } from '#core/treasury/chain/snapshot'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { TokenFacts, TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import { consoleClient } from '../../platform/consoleClient'
import { saveMoves } from './savePayout'

export interface SendRequest {
  at: number
  what: 'payment' | 'cancelling'
  executor: Executor
  raisesFees: boolean
  /** Null: what the node suggests. */
  maxFeePerGasWei: string | null
}

interface Context<Progress> {
  signal: AbortSignal
  onProgress: (progress: Progress) => void
}

/** @throws Problem `node.*`, `broadcast.*`, `payout.*` or of the write */
export async function sendPayout(payoutId: string, request: SendRequest, context: Context<BroadcastProgress>): Promise<void> {
  const { moves } = await consoleClient.call('treasury.broadcast', { payoutId, ...request }, context)
  await saveMoves(payoutId, moves)
}

export interface Reconciled {
  /** What is not as it should be, or is waited for. */
  findings: Problem[]
  /** How many nodes said the same. */
  nodes: number
}

export async function reconcilePayout(payoutId: string, context: Context<{ message: string }>): Promise<Reconciled> {
  const { moves, findings, nodes } = await consoleClient.call('treasury.reconcile', { payoutId }, context)
  await saveMoves(payoutId, moves)
  return { findings: findings.map((finding) => Problem.fromData(finding)), nodes }
}

export interface SnapshotRequest {
  treasury: TreasuryFacts
  token: TokenFacts
  executor: string | null
  distributor: string | null
  /** Of whom the chain is asked whether they are contracts. */
  payees: string[]
}

/** @throws Problem `node.*`, `snapshot.*` or `chain.not-evm` */
export function takeSnapshot({ treasury, token, executor, distributor, payees }: SnapshotRequest): Promise<Snapshot> {
  const multiSends = treasury.kind === 'safe' ? [treasury.multiSendCallOnly] : []
  return consoleClient.call('treasury.snapshot', {
    chain: treasury.chain,
    treasury: treasury.address,
    token: token.address,
    ...{ executor, distributor, multiSends, payees },
  })
}

/** Of a treasury on Solana. @throws Problem `node.*` or `solana.*` */
export function takeSolanaSnapshot(
  { chain, address }: TreasuryFacts,
  mint: string | null,
  payees: string[],
): Promise<SolanaSnapshot> {
  return consoleClient.call('treasury.solanaSnapshot', { chain, treasury: address, mint, payees })
}

export interface NonceAccountsRequest {
  chain: string
  treasury: string
  /** How many the treasury shall have. */
  count: number
  deviceId: string
  derivationPath: string
}

/** @throws Problem `node.*`, `solana.*` or `ledger.*` */
export async function createNonceAccounts(request: NonceAccountsRequest, context: Context<LedgerPrompt>): Promise<void> {
  await consoleClient.call('treasury.createNonceAccounts', request, context)
}

export interface SimulationFinding {
  at: number
  payee: string | null
  problem: Problem
}

/** Nothing is sent. @returns whom it would not pay, and why */
export async function simulatePayout(payout: PayoutFileV4): Promise<SimulationFinding[]> {
  const { findings } = await consoleClient.call('treasury.simulate', { payout })
  return findings.map(({ problem, ...found }) => ({ ...found, problem: Problem.fromData(problem) }))
}
