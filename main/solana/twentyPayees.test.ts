import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64 } from '@scure/base'
import { address } from '@solana/kit'
import type { Hex } from 'viem'
import { hexToBytes } from 'viem/utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consoleContract } from '#core/contract/consoleContract'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import type { SplitFile } from '#core/rewards/splitFile'
import { termsOf } from '#core/rewards/termsOf'
import { associatedTokenAccount, type SolanaToken } from '#core/solana/associatedTokenAccount'
import { usableNonceAccounts } from '#core/solana/checkSolanaSnapshot'
import { compilePayment } from '#core/solana/compilePayment'
import { exampleWallet } from '#core/solana/exampleRun'
import { nonceAccountAt } from '#core/solana/nonceAccounts'
import { assembleTransaction, signatureOfId } from '#core/solana/signedSolanaTransaction'
import { readSolanaSnapshot } from '#core/solana/solanaSnapshot'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { checkAgainstSolanaSnapshot, solanaSettingsFrom } from '#core/treasury/payout/solanaSettings'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { cancelSolanaTransaction } from '#core/treasury/state/cancelTransaction'
import { makeMove } from '#core/treasury/state/makeMove'
import { nonceOf } from '#core/treasury/state/payoutSigners'
import { payoutState } from '#core/treasury/state/payoutState'
import { SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { createSoftwareSolanaSigner } from '../ledger/solana/softwareSolanaSigner'
import { createTreasuryRig } from '../services/testing/treasuryRig'
import { captureSolanaSnapshot } from './captureSolanaSnapshot'
import { createJsonRpcSolanaChain } from './jsonRpcSolanaChain'
import type { MoveMemory } from './moveMemory'
import { payoutRun } from './payoutRun'
import { readTokenAccount } from './readAccounts'
import { reconcileSolanaPayout } from './reconcileSolanaPayout'
import { sendSolanaPayout } from './sendSolanaPayout'
import type { SolanaChain } from './solanaChain'
import { createSolanaRpc } from './solanaRpc'
import { placeMint, placeNonce, placeTokens } from './testing/exampleCluster'
import { createLiteSvmChain } from './testing/liteSvmChain'
import { createLiteSvmCluster, type LiteSvmCluster } from './testing/liteSvmCluster'
import { startSolanaRpcServer } from './testing/solanaRpcServer'

/** A cluster of one's own, on which the training key may sign. */
const CHAIN = 'solana:local'
const PATH = "44'/501'/0'"
const HNT: SolanaToken = { mint: exampleWallet('HNT'), decimals: 8, program: 'token' }
const NOW = '2026-11-20T12:00:00.000Z'
const PAYEES = 20
const members = Array.from({ length: PAYEES }, (_, at) => ({
  id: `m${at}`,
  name: `Member ${at}`,
  address: exampleWallet(`member ${at}`),
}))
const nonceAccounts = members.map((_, at) => exampleWallet(`pool ${at}`))
const wait = async () => undefined

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-solana-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A closed period: each member owns one mast, which earned its own amount. */
function twentyMemberSplit(): SplitFile {
  const masts = members.map(({ id }, at) => ({ id, key: `h${at}`, amountBaseUnits: 123_456_789n * BigInt(at + 1) }))
  return splitByTerms({
    ...exampleSplitInput(),
    token: { symbol: 'HNT', decimals: HNT.decimals },
    rewards: masts.map(({ key, amountBaseUnits }) => ({ hotspotKey: key, name: key, groups: [], amountBaseUnits })),
    members,
    agreements: masts.map(({ id, key }) =>
      termsOf({
        ...{ id: key, name: key, scope: { kind: 'hotspots', hotspotIds: [key] } },
        shares: [{ memberId: id, percent: '100' }],
      }),
    ),
  })
}

/** Twenty nonce accounts; every other member has an account for the token. */
async function preparedCluster(total: bigint): Promise<LiteSvmCluster> {
  const cluster = createLiteSvmCluster()
  const treasury = await createSoftwareSolanaSigner().getAddress(PATH)
  cluster.fund(treasury, 10_000_000_000n)
  placeMint(cluster, HNT)
  await placeTokens(cluster, HNT, treasury, total + 5n)
  for (const [at, { address }] of members.entries()) {
    placeNonce(cluster, exampleWallet(`pool ${at}`), exampleWallet(`pool nonce ${at}`), treasury)
    if (at % 2 === 0) await placeTokens(cluster, HNT, address, BigInt(at))
  }
  return cluster
}

/** Captured online and carried over as a file; drafted and verified offline. */
async function draftedPayout(chain: SolanaChain): Promise<PayoutFileV4> {
  const treasury = await createSoftwareSolanaSigner().getAddress(PATH)
  const request = { treasury, mint: HNT.mint, payees: members.map(({ address }) => address), nonceAccounts }
  const captured = JSON.stringify(await captureSolanaSnapshot(chain, request, NOW))
  const snapshot = readSolanaSnapshot(JSON.parse(captured))
  const payout = await preparePayoutV4({
    split: twentyMemberSplit(),
    treasury: { kind: 'solana', chain: CHAIN, address: treasury },
    token: { chain: CHAIN, address: HNT.mint, symbol: 'HNT', decimals: HNT.decimals, codeHash: null },
    method: 'solana',
    settings: solanaSettingsFrom(snapshot),
    snapshotSha256: snapshot.contentSha256,
    previous: [],
    first: true,
  })
  expect(checkAgainstSolanaSnapshot(payout, snapshot, NOW)).toEqual([])
  expect(payout.transactions).toHaveLength(PAYEES)
  return payout
}

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

async function balances(cluster: LiteSvmCluster): Promise<bigint[]> {
  const accounts = await Promise.all(
    members.map(async ({ address }) => cluster.account(await associatedTokenAccount(address, HNT))),
  )
  return accounts.map((account) => readTokenAccount(account)?.amountBaseUnits ?? 0n)
}

const startBalances = members.map((_, at) => (at % 2 === 0 ? BigInt(at) : 0n))
const total = members.reduce((sum, _, at) => sum + 123_456_789n * BigInt(at + 1), 0n)
const expectedBalances = members.map((_, at) => 123_456_789n * BigInt(at + 1) + (startBalances[at] ?? 0n))

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

it('[SO24] a void payment is cancelled by advancing its nonce: what was signed is refused afterwards, and all of it is noted', async () => {
  const cluster = await preparedCluster(total)
  const server = await startSolanaRpcServer(cluster)
  try {
    const payout = await draftedPayout(createLiteSvmChain(cluster))
    const { contentSha256: payoutId } = payout
    const rig = createTreasuryRig({ folder })
    const { handlers, newContext } = rig
    await handlers['treasury.addNode']({ chain: CHAIN, url: server.url }, newContext())
    await rig.proposed(payout)
    for (const at of [0, 1]) await rig.sign(payout, { at, path: PATH })
    const early = await rig.cancel(payout, 0, PATH).catch((thrown: unknown) => thrown)
    expect(early).toMatchObject({ code: 'payout.nothing-to-cancel' })
    await rig.voidPayout(payout, 'Wrong amounts')
    const now = async () => payoutState(payout, await journalled(rig, payout))
    // As the window gets it: the nonces of Solana are no numbers.
    const { payouts } = consoleContract.calls['treasury.list'].output.parse(await handlers['treasury.list']({}, newContext()))
    expect(payouts[0]?.moves.some(({ fact }) => fact.kind === 'voided' && fact.burns.length === 2)).toBe(true)
    expect(allowedMoves(await now()).cancel).toEqual([0, 1])
    for (const at of [0, 1]) await rig.cancel(payout, at, PATH)
    const order = { payoutId, executor: { kind: 'none' }, raisesFees: false, maxFeePerGasWei: null } as const
    const refused = handlers['treasury.broadcast']({ ...order, at: 0, what: 'payment' }, newContext())
    await expect(refused).rejects.toMatchObject({ code: 'broadcast.not-possible' })

    // One is sent from here, the other by somebody who has its bytes.
    for (const _ of ['sent', 'sent again'])
      await handlers['treasury.broadcast']({ ...order, at: 0, what: 'cancelling' }, newContext())
    expect((await now()).transactions[0]?.cancelling?.mined).toMatchObject({ outcome: 'succeeded' })
    const [other] = (await now()).transactions[1]?.cancelling?.confirmations ?? []
    const { message, treasury } = cancelSolanaTransaction(payout, 1)
    const chain = createLiteSvmChain(cluster)
    await chain.send(assembleTransaction(message, hexToBytes(other?.signature as Hex), treasury))

    const run = await payoutRun(payout, await journalled(rig, payout))
    for (const { message: signed, signature } of run.transactions) {
      const wire = assembleTransaction(base64.decode(signed), signatureOfId(signature), run.treasury)
      expect(cluster.submit(wire, { skipsPreflight: true })).toMatch(/refused/)
    }
    expect(await balances(cluster)).toEqual(startBalances)
    expect(await handlers['treasury.reconcile']({ payoutId }, newContext())).toMatchObject({ findings: [] })
    const { transactions, problems } = await now()
    expect(transactions[1]?.cancelling?.mined).toMatchObject({ outcome: 'succeeded' })
    expect(allowedMoves(await now())).toMatchObject({ cancel: [], broadcastCancelling: [] })
    expect(problems).toEqual([])
  } finally {
    await server.close()
  }
})

it('[SO25] creates the nonce accounts that are missing, which the treasury alone signs for, and pays with them', async () => {
  const cluster = createLiteSvmCluster()
  const treasury = await createSoftwareSolanaSigner().getAddress(PATH)
  const server = await startSolanaRpcServer(cluster)
  try {
    placeMint(cluster, HNT)
    await placeTokens(cluster, HNT, treasury, total)
    // Somebody has sent lamports to where the second would be: nothing can be created there.
    cluster.fund(await nonceAccountAt(treasury, 1), 1_000_000n)
    const { handlers, newContext, journal } = createTreasuryRig({ folder })
    await handlers['treasury.addNode']({ chain: CHAIN, url: server.url }, newContext())
    const asked = { chain: CHAIN, treasury, count: 7, deviceId: SIMULATED_LEDGER_ID, derivationPath: PATH }
    const create = (changes: Partial<typeof asked> = {}) =>
      handlers['treasury.createNonceAccounts']({ ...asked, ...changes }, newContext())
    await expect(create()).rejects.toMatchObject({ code: 'solana.too-little-sol' })
    cluster.fund(treasury, 10_000_000_000n)
    await expect(create({ derivationPath: "44'/501'/1'" })).rejects.toMatchObject({ code: 'ledger.wrong-signer' })

    const { created } = await create()
    expect(created).toEqual(await Promise.all([0, 2, 3, 4, 5, 6, 7].map((place) => nonceAccountAt(treasury, place))))
    expect(journal.entries.filter(({ kind }) => kind === 'treasury.nonce-accounts')).toHaveLength(2)
    expect(await create()).toEqual({ created: [] })
    expect((await create({ count: 8 })).created).toEqual([await nonceAccountAt(treasury, 8)])
    await expect(create({ count: 100 })).rejects.toMatchObject({ code: 'solana.nonce-accounts' })

    const payees = members.slice(0, 8).map((member) => member.address)
    const snapshot = await handlers['treasury.solanaSnapshot']({ chain: CHAIN, treasury, mint: HNT.mint, payees }, newContext())
    const usable = usableNonceAccounts(snapshot)
    expect(usable.map((account) => account.address)).toEqual([...created, await nonceAccountAt(treasury, 8)])
    // All of one block hold the same nonce, so that a nonce is nothing without its account.
    expect(new Set(usable.map(({ nonce }) => nonce)).size).toBe(3)
    const [first] = usable
    const payment = await otherPayment({ nonceAccount: first?.address ?? '', nonce: first?.nonce ?? '' }, treasury)
    await placeTokens(cluster, HNT, members[0]?.address ?? treasury, 0n)
    expect(cluster.submit(payment)).toBeNull()
    expect(await balances(cluster).then(([paid]) => paid)).toBe(1n)
  } finally {
    await server.close()
  }
})

/** One base unit to another member, with the nonce of the payout's first transaction. */
async function otherPayment(
  { nonceAccount, nonce }: { nonceAccount: string; nonce: string },
  payer: string,
): Promise<Uint8Array> {
  const treasury = address(payer)
  const signer = createSoftwareSolanaSigner()
  const wallet = members[0]?.address ?? treasury
  const message = await compilePayment({
    treasury,
    nonceAccount: address(nonceAccount),
    nonce,
    transfer: { to: await associatedTokenAccount(wallet, HNT), amountBaseUnits: 1n, token: HNT, createFor: null },
  })
  return assembleTransaction(message, await signer.signTransaction(PATH, message), treasury)
}
