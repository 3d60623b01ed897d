import { describe, expect, it } from 'vitest'
import type { SolanaToken } from '#core/solana/associatedTokenAccount'
import { associatedTokenAccount } from '#core/solana/associatedTokenAccount'
import { checkSolanaSnapshot, planFromSnapshot } from '#core/solana/checkSolanaSnapshot'
import { exampleWallet } from '#core/solana/exampleRun'
import { transactionId } from '#core/solana/signedSolanaTransaction'
import { readSolanaSnapshot } from '#core/solana/solanaSnapshot'
import {
  messageBytes,
  planSolanaTransactions,
  type SignedSolanaTransaction,
  type SolanaPlan,
} from '#core/solana/solanaTransactions'
import { verifySolanaTransactions } from '#core/solana/verifySolanaTransactions'
import { createSoftwareSolanaSigner } from '../ledger/solana/softwareSolanaSigner'
import { broadcastSolanaRun, type SolanaMove, type SolanaRunToSend } from './broadcastSolanaRun'
import { captureSolanaSnapshot } from './captureSolanaSnapshot'
import { createJsonRpcSolanaChain } from './jsonRpcSolanaChain'
import { readTokenAccount } from './readAccounts'
import { reconcileSolanaRun } from './reconcileSolanaRun'
import type { SolanaChain } from './solanaChain'
import { createSolanaRpc } from './solanaRpc'
import { placeMint, placeNonce, placeTokens } from './testing/exampleCluster'
import { createLiteSvmChain } from './testing/liteSvmChain'
import { createLiteSvmCluster, type LiteSvmCluster, LOCAL_CHAIN } from './testing/liteSvmCluster'
import { startSolanaRpcServer } from './testing/solanaRpcServer'

const PATH = "44'/501'/0'"
const HNT: SolanaToken = { mint: exampleWallet('HNT'), decimals: 8, program: 'token' }
const NOW = '2026-03-01T12:00:00.000Z'
const PAYEES = 20
const payees = Array.from({ length: PAYEES }, (_, at) => ({
  address: exampleWallet(`member ${at}`),
  amountBaseUnits: 123_456_789n * BigInt(at + 1),
}))
const total = payees.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n)
const signer = createSoftwareSolanaSigner()

/** Twenty nonce accounts; every other member has an account for the token. */
async function preparedCluster(): Promise<LiteSvmCluster> {
  const cluster = createLiteSvmCluster()
  const treasury = await signer.getAddress(PATH)
  cluster.fund(treasury, 10_000_000_000n)
  placeMint(cluster, HNT)
  await placeTokens(cluster, HNT, treasury, total + 5n)
  for (const [at, { address }] of payees.entries()) {
    placeNonce(cluster, exampleWallet(`pool ${at}`), exampleWallet(`pool nonce ${at}`), treasury)
    if (at % 2 === 0) await placeTokens(cluster, HNT, address, BigInt(at))
  }
  return cluster
}

/** Captured online, drafted, verified from the bytes and signed offline. */
async function signedRun(chain: SolanaChain): Promise<SolanaRunToSend> {
  const treasury = await signer.getAddress(PATH)
  const nonceAccounts = payees.map((_, at) => exampleWallet(`pool ${at}`))
  const request = { treasury, mint: HNT.mint, payees: payees.map(({ address }) => address), nonceAccounts }
  const captured = JSON.stringify(await captureSolanaSnapshot(chain, request, NOW))

  const snapshot = readSolanaSnapshot(JSON.parse(captured))
  const plan: SolanaPlan = { treasury, token: HNT, ...planFromSnapshot(snapshot, payees) }
  expect(checkSolanaSnapshot(plan, snapshot, { chain: LOCAL_CHAIN, now: NOW })).toEqual({
    refusals: [],
    warnings: [],
  })
  const transactions = await planSolanaTransactions(plan)
  expect(transactions).toHaveLength(PAYEES)
  expect(await verifySolanaTransactions(plan, JSON.parse(JSON.stringify(transactions)))).toEqual([])
  const signed: SignedSolanaTransaction[] = []
  for (const transaction of transactions) {
    signed.push({ ...transaction, signature: transactionId(await signer.signTransaction(PATH, messageBytes(transaction))) })
  }
  return { treasury, token: HNT, chain: LOCAL_CHAIN, sinceSlot: BigInt(snapshot.slot), transactions: signed }
}

class Crash extends Error {}

/**
 * Every question to the chain, every sending and every move kept is a step. The process dies at step `dies.at`, before it is
 * done or right after, and does nothing more.
 */
function dying(chain: SolanaChain, dies: { at: number; afterwards: boolean }) {
  let step = 0
  const through = async <T>(run: () => Promise<T>): Promise<T> => {
    step += 1
    if (step > dies.at || (step === dies.at && !dies.afterwards)) throw new Crash()
    const result = await run()
    if (step === dies.at) throw new Crash()
    return result
  }
  const stepped: SolanaChain = {
    host: chain.host,
    genesisHash: () => through(chain.genesisHash),
    accounts: (addresses) => through(() => chain.accounts(addresses)),
    rentLamports: (bytes) => through(() => chain.rentLamports(bytes)),
    landed: (signature) => through(() => chain.landed(signature)),
    history: (account) => through(() => chain.history(account)),
    send: (transaction) => through(() => chain.send(transaction)),
  }
  return { stepped, through }
}

async function balances(cluster: LiteSvmCluster): Promise<bigint[]> {
  const accounts = await Promise.all(
    payees.map(async ({ address }) => cluster.account(await associatedTokenAccount(address, HNT))),
  )
  return accounts.map((account) => readTokenAccount(account)?.amountBaseUnits ?? 0n)
}

const startBalances = payees.map((_, at) => (at % 2 === 0 ? BigInt(at) : 0n))
const expectedBalances = payees.map(({ amountBaseUnits }, at) => amountBaseUnits + (startBalances[at] ?? 0n))
const kept = (moves: SolanaMove[]) => async (move: SolanaMove) => void moves.push(move)
const wait = async () => undefined

describe('twenty members paid in HNT on Solana', () => {
  it('from snapshot to reconciled over a node, all signed offline', async () => {
    const cluster = await preparedCluster()
    const server = await startSolanaRpcServer(cluster)
    try {
      const chain = createJsonRpcSolanaChain(createSolanaRpc(server.url))
      const run = await signedRun(chain)
      const moves: SolanaMove[] = []
      await broadcastSolanaRun(chain, run, { onMove: kept(moves), wait })
      const { payments, paidBaseUnits, isComplete } = await reconcileSolanaRun([chain, createLiteSvmChain(cluster)], run)
      expect(payments.map(({ outcome }) => outcome.kind)).toEqual(payees.map(() => 'paid'))
      expect({ paidBaseUnits, isComplete }).toEqual({ paidBaseUnits: total, isComplete: true })
      expect(await balances(cluster)).toEqual(expectedBalances)
      expect(moves).toHaveLength(2 * PAYEES)
    } finally {
      await server.close()
    }
  })

  it('[SO12] whoever dies at whichever step: taken up again, nobody is paid twice and nobody is left out', async () => {
    const cluster = await preparedCluster()
    const chain = createLiteSvmChain(cluster)
    const run = await signedRun(chain)
    const moves: SolanaMove[] = []
    let crashes = 0
    // One process after the other, each dying one step later than the one before, so that every step is died at once.
    for (let at = 1; ; at++) {
      const { stepped, through } = dying(chain, { at, afterwards: at % 2 === 0 })
      const onMove = (move: SolanaMove) => through(() => kept(moves)(move))
      const ended = await broadcastSolanaRun(stepped, run, { onMove, wait }).then(
        () => true,
        (thrown: unknown) => {
          if (thrown instanceof Crash) return false
          throw thrown
        },
      )
      if (ended) break
      crashes += 1
      for (const { outcome } of (await reconcileSolanaRun([chain], run)).payments)
        expect(['paid', 'open']).toContain(outcome.kind)
    }
    expect(crashes).toBeGreaterThan(2 * PAYEES)
    expect(await reconcileSolanaRun([chain], run)).toMatchObject({ isComplete: true, paidBaseUnits: total })
    expect(await balances(cluster)).toEqual(expectedBalances)
    const treasury = await associatedTokenAccount(run.treasury, HNT)
    expect(readTokenAccount(cluster.account(treasury))?.amountBaseUnits).toBe(5n)
    // What was sent was written down before: no signature on chain is missing among the moves.
    const broadcast = new Set(moves.flatMap((move) => (move.kind === 'broadcast' ? [move.signature] : [])))
    expect(run.transactions.every(({ signature }) => broadcast.has(signature))).toBe(true)
  })
})
