import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { associatedTokenAccount } from '#core/solana/associatedTokenAccount'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { makeMove } from '#core/treasury/state/makeMove'
import { nonceOf } from '#core/treasury/state/payoutSigners'
import { payoutState } from '#core/treasury/state/payoutState'
import { createTreasuryRig } from '../services/testing/treasuryRig'
import { createJsonRpcSolanaChain } from './jsonRpcSolanaChain'
import type { MoveMemory } from './moveMemory'
import { readTokenAccount } from './readAccounts'
import { reconcileSolanaPayout } from './reconcileSolanaPayout'
import { sendSolanaPayout } from './sendSolanaPayout'
import type { SolanaChain } from './solanaChain'
import { createSolanaRpc } from './solanaRpc'
import { createLiteSvmChain } from './testing/liteSvmChain'
import { startSolanaRpcServer } from './testing/solanaRpcServer'
import {
  balances,
  CHAIN,
  draftedPayout,
  expectedBalances,
  HNT,
  NOW,
  otherPayment,
  PATH,
  PAYEES,
  preparedCluster,
  total,
} from './testing/twentyMembers'

const wait = async () => undefined

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-solana-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Every one signed by the training key, one after another, in a treasury of its own. */
async function signedInTreasury(payout: PayoutFileV4) {
  const rig = createTreasuryRig({ folder })
  await rig.proposed(payout)
  for (const { at } of payout.transactions) await rig.sign(payout, { at, path: PATH })
  return rig
}

async function journalled({ list }: Awaited<ReturnType<typeof signedInTreasury>>, payout: PayoutFileV4): Promise<PayoutMove[]> {
  return (await list()).find((one) => one.payoutId === payout.contentSha256)?.moves ?? []
}

let signedBefore: { payout: PayoutFileV4; moves: readonly PayoutMove[] } | null = null

/** Clusters that are prepared in the same way hold the same nonces, so that what was signed once serves for each. */
async function signedPayout(chain: SolanaChain): Promise<{ payout: PayoutFileV4; moves: PayoutMove[] }> {
  const payout = signedBefore?.payout ?? (await draftedPayout(chain))
  signedBefore ??= { payout, moves: await journalled(await signedInTreasury(payout), payout) }
  return { payout, moves: [...signedBefore.moves] }
}

/** Memory of the process's own, with the moves of another. */
function memoryOf(moves: PayoutMove[], payout: PayoutFileV4): MoveMemory {
  return {
    moves: async () => moves,
    async keep(fact: MoveFact) {
      const move = makeMove({ payoutId: payout.contentSha256, movedAt: NOW, installation: '', fact })
      if (!moves.some(({ id }) => id === move.id)) moves.push(move)
    },
  }
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
    recentBlockhash: () => through(chain.recentBlockhash),
    landed: (signature) => through(() => chain.landed(signature)),
    history: (account) => through(() => chain.history(account)),
    send: (transaction) => through(() => chain.send(transaction)),
  }
  return { stepped, through }
}

describe('twenty members paid in HNT on Solana', () => {
  it('[SO22] [SO23] from a closed period to reconciled by the treasury over a node, all signed offline', async () => {
    const cluster = await preparedCluster(total)
    const [server, second] = [await startSolanaRpcServer(cluster), await startSolanaRpcServer(cluster)]
    try {
      const payout = await draftedPayout(createJsonRpcSolanaChain(createSolanaRpc(server.url)))
      expect(await verifyPayoutV4(JSON.parse(JSON.stringify(payout)))).toEqual([])
      const rig = await signedInTreasury(payout)
      const { handlers, newContext } = rig
      const { contentSha256: payoutId } = payout
      const now = async () => payoutState(payout, await journalled(rig, payout))
      for (const { url } of [server, second]) await handlers['treasury.addNode']({ chain: CHAIN, url }, newContext())
      expect(await now()).toMatchObject({ stage: 'signed', problems: [] })
      const early = await handlers['treasury.reconcile']({ payoutId }, newContext())
      expect(new Set(early.findings.map(({ code }) => code))).toEqual(new Set(['reconcile.not-mined']))

      const order = { payoutId, what: 'payment', executor: { kind: 'none' }, raisesFees: false, maxFeePerGasWei: null } as const
      for (const { at } of [...payout.transactions].reverse())
        await handlers['treasury.broadcast']({ ...order, at }, newContext())
      expect(await now()).toMatchObject({ stage: 'mined', problems: [] })
      expect(await handlers['treasury.reconcile']({ payoutId }, newContext())).toMatchObject({ findings: [], nodes: 2 })
      const state = await now()
      expect(state).toMatchObject({ stage: 'reconciled', isPaid: true, problems: [] })
      const received = state.receipts.map(({ address: payee, receivedBaseUnits }) => [payee, receivedBaseUnits])
      expect(received).toEqual(payout.payees.map(({ address: payee, amountBaseUnits }) => [payee, amountBaseUnits]))
      expect(await balances(cluster)).toEqual(expectedBalances)
      await handlers['treasury.broadcast']({ ...order, at: 0 }, newContext())
      expect(await balances(cluster)).toEqual(expectedBalances)
    } finally {
      for (const { close } of [server, second]) await close()
    }
  })

  it('[SO12] whoever dies at whichever step: taken up again, nobody is paid twice and nobody is left out', async () => {
    const cluster = await preparedCluster(total)
    const chain = createLiteSvmChain(cluster)
    const { payout, moves } = await signedPayout(chain)
    const memory = memoryOf(moves, payout)
    let crashes = 0
    // One process after the other, each dying one step later than the one before, so that every step is died at once: some
    // eighty of them, each of which looks at all twenty payments again.
    for (let at = 1; ; at++) {
      const { stepped, through } = dying(chain, { at, afterwards: at % 2 === 0 })
      const dyingMemory = { ...memory, keep: (fact: MoveFact) => through(() => memory.keep(fact)) }
      const ended = await sendSolanaPayout(stepped, payout, dyingMemory, { wait }).then(
        () => true,
        (thrown: unknown) => {
          if (thrown instanceof Crash) return false
          throw thrown
        },
      )
      if (ended) break
      crashes += 1
    }
    expect(crashes).toBeGreaterThan(2 * PAYEES)
    expect(await reconcileSolanaPayout([chain], payout, memory)).toMatchObject({ status: 'paid', findings: [] })
    expect(await balances(cluster)).toEqual(expectedBalances)
    const treasury = await associatedTokenAccount(payout.treasury.address as never, HNT)
    expect(readTokenAccount(cluster.account(treasury))?.amountBaseUnits).toBe(5n)
    const state = payoutState(payout, moves)
    expect(state).toMatchObject({ stage: 'reconciled', problems: [] })
    // What was sent was written down before: no signature on chain is missing among the moves.
    for (const { broadcasts, mined } of state.transactions) {
      expect(broadcasts.map(({ transaction }) => transaction)).toEqual([mined?.transaction])
    }
  }, 120_000)

  it('[SO22] [SO23] a nonce that another transaction took leaves one member out, who is named to be paid again', async () => {
    const cluster = await preparedCluster(total)
    const chain = createLiteSvmChain(cluster)
    const { payout, moves } = await signedPayout(chain)
    const [first] = payout.transactions
    if (first?.kind !== 'solana') throw new Error('The payout is of Solana')
    const other = await otherPayment(first, payout.treasury.address)
    await chain.send(other)
    const memory = memoryOf(moves, payout)
    await sendSolanaPayout(chain, payout, memory, { wait })
    const { status, findings } = await reconcileSolanaPayout([chain], payout, memory)
    expect({ status, codes: findings.map(({ code }) => code) }).toEqual({ status: 'part-paid', codes: ['reconcile.nonce-taken'] })
    const state = payoutState(payout, moves)
    expect(state.stage).toBe('part-paid')
    expect(state.transactions.map(({ stage }) => stage)).toEqual(
      payout.transactions.map(({ at }) => (at === 0 ? 'failed' : 'mined')),
    )
    const [left] = payout.payees
    expect(state.unpaid).toEqual([{ address: left?.address, missingBaseUnits: left?.amountBaseUnits }])
  })
})

it('[SO23] of a void payout the nonces that were used up are noted, and what can still land is said', async () => {
  const cluster = await preparedCluster(total)
  const chain = createLiteSvmChain(cluster)
  const { payout, moves } = await signedPayout(chain)
  const memory = memoryOf(moves, payout)
  await memory.keep({ kind: 'voided', reason: 'Wrong amounts', burns: payout.transactions.map(nonceOf) })
  const [first] = payout.transactions
  if (first?.kind !== 'solana') throw new Error('The payout is of Solana')
  await chain.send(await otherPayment(first, payout.treasury.address))
  const { status, findings } = await reconcileSolanaPayout([chain], payout, memory)
  expect(status).toBe('open')
  expect(findings.map(({ code }) => code)).toEqual([
    'reconcile.nonce-taken',
    ...payout.transactions.slice(1).map(() => 'reconcile.not-mined'),
  ])
  const { transactions, stage } = payoutState(payout, moves)
  expect(transactions[0]).toMatchObject({ stage: 'failed' })
  expect(transactions[1]).toMatchObject({ stage: 'signed' })
  expect(stage).toBe('void')
})
