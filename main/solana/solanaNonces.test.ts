import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64 } from '@scure/base'
import type { Hex } from 'viem'
import { hexToBytes } from 'viem/utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { consoleContract } from '#core/contract/consoleContract'
import { usableNonceAccounts } from '#core/solana/checkSolanaSnapshot'
import { nonceAccountAt } from '#core/solana/nonceAccounts'
import { assembleTransaction, signatureOfId } from '#core/solana/signedSolanaTransaction'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { cancelSolanaTransaction } from '#core/treasury/state/cancelTransaction'
import { payoutState } from '#core/treasury/state/payoutState'
import { SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { createSoftwareSolanaSigner } from '../ledger/solana/softwareSolanaSigner'
import { createTreasuryRig } from '../services/testing/treasuryRig'
import { payoutRun } from './payoutRun'
import { placeMint, placeTokens } from './testing/exampleCluster'
import { createLiteSvmChain } from './testing/liteSvmChain'
import { createLiteSvmCluster } from './testing/liteSvmCluster'
import { startSolanaRpcServer } from './testing/solanaRpcServer'
import {
  balances,
  CHAIN,
  draftedPayout,
  HNT,
  members,
  otherPayment,
  PATH,
  preparedCluster,
  startBalances,
  total,
} from './testing/twentyMembers'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-solana-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function journalled({ list }: ReturnType<typeof createTreasuryRig>, payout: PayoutFileV4): Promise<PayoutMove[]> {
  return (await list()).find((one) => one.payoutId === payout.contentSha256)?.moves ?? []
}

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
