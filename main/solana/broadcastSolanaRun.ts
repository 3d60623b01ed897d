/**
 * Sends the signed transactions of a run, each at most once to its end. What was done before a crash is read from the chain,
 * so it can be called again at any time: what landed is not sent again, and what is open is sent again as the same bytes.
 */
import type { Address } from '@solana/kit'
import { Problem, validateArgument } from '#core/model/problem'
import type { SolanaToken } from '#core/solana/associatedTokenAccount'
import { assembleTransaction, signatureOfId } from '#core/solana/signedSolanaTransaction'
import { isSolanaCluster } from '#core/solana/solanaCluster'
import { messageBytes, type SignedSolanaTransaction } from '#core/solana/solanaTransactions'
import { verifySolanaTransactions } from '#core/solana/verifySolanaTransactions'
import type { SolanaChain } from './solanaChain'
import { type NoncedTransaction, type SolanaStand, standOfTransaction } from './standOfTransaction'

export interface SolanaRunToSend {
  treasury: Address
  token: SolanaToken | null
  /** CAIP-2 name of the cluster that the payout is for. */
  chain: string
  /** Slot of the snapshot from which the nonces were taken. */
  sinceSlot: bigint
  transactions: readonly SignedSolanaTransaction[]
}

export type SolanaMove =
  /** Told before the node is asked, so that a crash leaves a signature to look for. */
  | { kind: 'broadcast'; at: number; signature: string; raw: Uint8Array }
  | { kind: 'mined'; at: number; signature: string; slot: bigint; outcome: 'succeeded' | 'failed'; error: string | null }
  /** It can never land: another transaction used its nonce. */
  | { kind: 'consumed'; at: number; signature: string; by: string; slot: bigint }

export interface BroadcastOptions {
  /** Kept by the caller before it resolves; a throw stops the run, which can be taken up again. */
  onMove(move: SolanaMove): Promise<void>
  /** Waits between two looks at the chain. */
  wait(): Promise<void>
  /** How often to look whether a transaction landed. */
  looks?: number
}

export type SentTransaction =
  | { kind: 'mined'; outcome: 'succeeded' | 'failed' }
  | { kind: 'consumed'; by: string; slot: bigint }
  /** Sent, and not in a finalized block yet: call again later. */
  | { kind: 'pending'; why: string | null }
  | { kind: 'unknown'; why: string }

const LOOKS = 60

/**
 * What became of each transaction, in their order.
 * @throws Problem `solana.wrong-cluster`, `solana.not-verified`, `solana.signature`: nothing was sent then; `node.*`
 */
export async function broadcastSolanaRun(
  chain: SolanaChain,
  run: SolanaRunToSend,
  options: BroadcastOptions,
): Promise<SentTransaction[]> {
  await checkCluster(chain, run.chain)
  const raw = await assembled(run)
  const sent: SentTransaction[] = []
  for (const [at, transaction] of run.transactions.entries()) {
    sent.push(await broadcastOne(chain, { transaction, raw: raw[at] ?? new Uint8Array(), sinceSlot: run.sinceSlot }, options))
  }
  return sent
}

/** @throws Problem `solana.wrong-cluster` */
export async function checkCluster(node: SolanaChain, chain: string): Promise<void> {
  const found = await node.genesisHash()
  validateArgument(
    isSolanaCluster(chain, found),
    'solana.wrong-cluster',
    `The node ${node.host} is on the cluster ${found}, but the payout is for ${chain}: choose a node of that cluster.`,
  )
}

/** All are checked before the first is sent. */
async function assembled({ treasury, token, transactions }: SolanaRunToSend): Promise<Uint8Array[]> {
  // Some of a payout's may be sent alone: their places are the payout's.
  const placed = transactions.map((transaction, at) => ({ ...transaction, at }))
  const [finding] = await verifySolanaTransactions({ treasury, token }, placed)
  if (finding) throw new Problem('solana.not-verified', `${finding.where} ${finding.message}: nothing was sent.`)
  return transactions.map((transaction) =>
    assembleTransaction(messageBytes(transaction), signatureOfId(transaction.signature), treasury),
  )
}

export interface TransactionToSend {
  transaction: NoncedTransaction
  /** The bytes that are sent. */
  raw: Uint8Array
  /** Slot of the snapshot from which the nonce was taken. */
  sinceSlot: bigint
}

/** One transaction, at most once to its end. @throws Problem `node.*` or what `onMove` refuses */
export async function broadcastOne(
  chain: SolanaChain,
  given: TransactionToSend,
  options: BroadcastOptions,
): Promise<SentTransaction> {
  const { onMove, wait, looks = LOOKS } = options
  const { transaction, raw, sinceSlot } = given
  const { at, signature } = transaction
  const stand = await standOfTransaction(chain, transaction, sinceSlot)
  if (stand.kind !== 'open') return settled(stand, transaction, onMove)

  await onMove({ kind: 'broadcast', at, signature, raw })
  // What a node says against it decides nothing: it may have passed it on. The chain is asked.
  let refusal = await sendQuietly(chain, raw)
  for (let look = 0; look < looks; look++) {
    const now = await standOfTransaction(chain, transaction, sinceSlot)
    if (now.kind !== 'open') return settled(now, transaction, onMove)
    await wait()
    if (look % 10 === 9) refusal = await sendQuietly(chain, raw)
  }
  return { kind: 'pending', why: refusal }
}

async function settled(
  stand: Exclude<SolanaStand, { kind: 'open' }>,
  { at, signature }: NoncedTransaction,
  onMove: BroadcastOptions['onMove'],
): Promise<SentTransaction> {
  if (stand.kind === 'unknown') return stand
  if (stand.kind === 'consumed') {
    await onMove({ kind: 'consumed', at, signature, by: stand.by, slot: stand.slot })
    return stand
  }
  const { slot, error } = stand.transaction
  const outcome = error === null ? 'succeeded' : 'failed'
  await onMove({ kind: 'mined', at, signature, slot, outcome, error })
  return { kind: 'mined', outcome }
}

async function sendQuietly(chain: SolanaChain, raw: Uint8Array): Promise<string | null> {
  try {
    await chain.send(raw)
    return null
  } catch (thrown) {
    return Problem.from(thrown, 'solana.send', 'It could not be handed to the node.').message
  }
}
