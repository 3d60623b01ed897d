import { describe, expect, it } from 'vitest'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleRun, exampleWallet } from '#core/solana/exampleRun'
import { nonceKey } from '#core/solana/nonceKey'
import { sealSolanaSnapshot } from '#core/solana/solanaSnapshot'
import { EXAMPLE_SNAPSHOT } from '#core/treasury/chain/exampleSnapshot'
import { sealSnapshot } from '#core/treasury/chain/snapshot'
import { ACCOUNT_TREASURY, DISTRIBUTOR, SAFE_TREASURY, splitOf, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import { SOLANA_ADDRESSES, SOLANA_TOKEN, SOLANA_TREASURY, solanaConfirmationOf } from '#core/treasury/payout/exampleSolanaPayout'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { makeMove } from '#core/treasury/state/makeMove'
import { payoutState } from '#core/treasury/state/payoutState'
import { NO_SETTINGS, type PayoutChoice, payoutInput, settingsOf } from './payoutDraft'
import { checkOwnSnapshot } from './payoutSnapshot'
import { snapshotFindings } from './snapshotFindings'
import { freeNonceAccounts, heldNonces } from './solanaNonces'

const at = '2026-10-01T00:00:00.000Z'
const recordOf = (facts: typeof ACCOUNT_TREASURY) => ({
  ...{ id: 't', name: 'Treasury', facts, signers: [], distributors: [], checked: null, createdAt: at, updatedAt: at },
})
const SETTINGS = {
  ...NO_SETTINGS,
  nonce: '7',
  gasLimit: '90000',
  rootGasLimit: '200000',
  maxFeeGwei: '1.5',
  priorityFeeGwei: '1',
}

function choiceOf(changes: Partial<PayoutChoice> = {}): PayoutChoice {
  return {
    split: splitOf(),
    treasury: recordOf(ACCOUNT_TREASURY),
    token: { id: 'k', facts: TOKEN_FACTS, checked: null, createdAt: at, updatedAt: at },
    method: 'transfers',
    distributor: null,
    settings: SETTINGS,
    ...{ isFirst: true, isFirstRoot: false, isAnotherPeriod: false, snapshot: null, heldNonces: new Set<string>() },
    ...changes,
  }
}
const inputOf = (changes: Partial<PayoutChoice> = {}) => payoutInput(choiceOf(changes), { previous: [] })

describe('a typed payout', () => {
  it('keeps fees in wei, and has one gas price on a legacy chain', () => {
    expect(inputOf().settings).toMatchObject({ type: 'eip1559', firstNonce: 7, maxFeePerGasWei: '1500000000' })
    expect(inputOf({ settings: { ...SETTINGS, isLegacy: true, priorityFeeGwei: '' } }).settings).toMatchObject({
      type: 'legacy',
      maxPriorityFeePerGasWei: '1500000000',
    })
  })

  it('takes nothing but the nonce for a Safe', () => {
    const settings = { ...NO_SETTINGS, nonce: '12' }
    expect(inputOf({ treasury: recordOf(SAFE_TREASURY), method: 'safe', settings }).settings).toEqual({
      kind: 'safe',
      firstNonce: 12n,
    })
  })

  it.each([
    ['nonce', { nonce: '' }],
    ['nonce', { nonce: '0x7' }],
    ['gasLimit', { gasLimit: '9.5' }],
    ['maxFeeGwei', { maxFeeGwei: 'a lot' }],
  ] as const)('names %s where it is %j', (field, wrong) => {
    expect(() => inputOf({ settings: { ...SETTINGS, ...wrong } })).toThrow(expect.objectContaining({ field }))
  })

  it('needs a distributor for a root, and says whether it is the first there', () => {
    expect(() => inputOf({ method: 'merkle' })).toThrow(expect.objectContaining({ code: 'payout.no-distributor' }))
    const distributor = { kind: 'cumulative' as const, address: DISTRIBUTOR }
    expect(inputOf({ method: 'merkle', distributor, isFirstRoot: true }).distributor).toEqual({ ...distributor, firstRoot: true })
  })

  it('is a first one only where nothing was paid before', () => {
    expect(payoutInput(choiceOf(), { previous: [{}] }).first).toBe(false)
    expect(inputOf().first).toBe(true)
  })

  it('takes nonce and fees from a snapshot, and leaves the gas', () => {
    const snapshot = sealSnapshot(EXAMPLE_SNAPSHOT)
    const settings = settingsOf(snapshot, { ...NO_SETTINGS, gasLimit: '80000' })
    expect(settings.nonce).toBe(snapshot.treasury.nonce)
    expect(settings.gasLimit).toBe('80000')
    expect(settings.maxFeeGwei).not.toBe('')
  })
})

describe('a typed payout on Solana', () => {
  const treasury = recordOf(SOLANA_TREASURY)
  const token = { id: 'k', facts: SOLANA_TOKEN, checked: null, createdAt: at, updatedAt: at }
  const split = splitOf({ addresses: SOLANA_ADDRESSES })
  const nonceAccounts = exampleRun(4).nonceAccounts.map((account) => ({ ...account, authority: EXAMPLE_TREASURY }))
  const payees = [...new Set(Object.values(SOLANA_ADDRESSES))]
  const snapshot = sealSolanaSnapshot({
    ...{ format: 'commonmast-solana-snapshot-v1', capturedAt: at, genesisHash: exampleWallet('genesis'), slot: '9' },
    ...{ treasury: EXAMPLE_TREASURY, treasuryLamports: '10000000000', feeLamports: '5000', nonceAccounts },
    rentLamports: { tokenAccount: '2039280', nonceAccount: '1447680', emptyAccount: '890880' },
    token: {
      ...{ mint: EXAMPLE_TOKEN.mint, decimals: SOLANA_TOKEN.decimals, program: 'token', extensions: [] },
      ...{ sourceAccount: exampleWallet('source'), sourceBaseUnits: '1000000000000', sourceIsFrozen: false },
    },
    payees: payees.map((address) => ({
      ...{ address, owner: null, isProgram: false, lamports: '0' },
      tokenAccount: { address: exampleWallet(`account of ${address}`), exists: false, fault: null },
    })),
  })
  const solanaInput = (changes: Partial<PayoutChoice> = {}) =>
    inputOf({ treasury, token, split, method: 'solana', snapshot, ...changes })

  it('[PL6] takes nonces, token program and missing accounts from the snapshot, and is held against it', async () => {
    const payout = await preparePayoutV4(solanaInput())
    expect(payout.snapshotSha256).toBe(snapshot.contentSha256)
    expect(payout.transactions).toMatchObject(payout.payees.map((_, place) => ({ nonce: exampleWallet(`nonce ${place}`) })))
    const now = new Date(at)
    expect(snapshotFindings(payout, snapshot, now)).toEqual([])
    const { contentSha256: _, ...content } = snapshot
    const poor = sealSolanaSnapshot({ ...content, treasuryLamports: '1' })
    expect(snapshotFindings(payout, poor, now)).toEqual([expect.objectContaining({ refuses: true })])
    expect(() => solanaInput({ snapshot: null })).toThrow(expect.objectContaining({ code: 'payout.no-snapshot' }))
  })

  it('[PL7] leaves nonces to the signed payouts that hold them, and is told how many are missing', async () => {
    const payout = await preparePayoutV4(solanaInput())
    const confirmation = await solanaConfirmationOf(payout, 1)
    const fact = { kind: 'confirmed', confirmation } as const
    const moves = [makeMove({ payoutId: payout.contentSha256, movedAt: at, installation: '', fact })]
    const state = payoutState(payout, moves)
    const kept = { id: payout.contentSha256, periodId: 'p', practice: true, payout, moves, state, createdAt: at }
    const held = heldNonces([kept], EXAMPLE_TREASURY, null)
    const keyAt = (place: number) =>
      nonceKey({ address: exampleWallet(`nonce account ${place}`), nonce: exampleWallet(`nonce ${place}`) })
    expect([...held]).toEqual([keyAt(1)])
    expect(freeNonceAccounts(snapshot, held)).toBe(3)
    expect(heldNonces([kept], EXAMPLE_TREASURY, kept)).toEqual(new Set())
    expect(heldNonces([kept], exampleWallet('another'), null)).toEqual(new Set())
    const { transactions } = await preparePayoutV4(solanaInput({ heldNonces: held }))
    expect(transactions.map(({ nonce }) => nonce)).not.toContain(exampleWallet('nonce 1'))
    const few = preparePayoutV4(solanaInput({ heldNonces: new Set([...held, keyAt(0)]) }))
    await expect(few).rejects.toMatchObject({ code: 'solana.too-few-nonce-accounts' })
  })

  it('takes no snapshot of another treasury or cluster', () => {
    expect(() => checkOwnSnapshot(snapshot, treasury)).not.toThrow()
    const other = recordOf({ ...SOLANA_TREASURY, address: exampleWallet('another') })
    const elsewhere = recordOf({ ...SOLANA_TREASURY, chain: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp' })
    for (const wrong of [other, elsewhere, recordOf(ACCOUNT_TREASURY)]) {
      expect(() => checkOwnSnapshot(snapshot, wrong)).toThrow(expect.objectContaining({ code: 'snapshot.other-treasury' }))
    }
  })
})
