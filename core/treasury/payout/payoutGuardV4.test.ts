import { describe, expect, it } from 'vitest'
import { exampleSignedPayout } from '../../payout/examplePayout'
import { signedPayoutOf } from '../../payout/signedPayout'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { confirmedByInstallation, INSTALLATION } from './exampleConfirmation'
import { ACCOUNT_SETTINGS, ACCOUNTS, BY_ROOT, payoutOf, SAFE_TREASURY, splitOf, TOKEN_FACTS } from './examplePayoutV4'
import { type KnownPayout, knownEarlierPayout, knownPayoutOf, type PayoutStanding } from './knownPayout'
import { guardPayoutV4 } from './payoutGuardV4'

const SIGNED = { isSigned: true, isVoid: false, isPaid: false, usedNonces: [] }
const DRAFT = { ...SIGNED, isSigned: false }
const signed = (payout: PayoutFileV4, changes: Partial<PayoutStanding> = {}) => knownPayoutOf(payout, { ...SIGNED, ...changes })
const february = splitOf({ period: 'february', amount: 501n })
const march = splitOf({ period: 'march', amount: 502n })
const nonce = (firstNonce: bigint) => ({ settings: { kind: 'safe', firstNonce } as const })
const accountNonce = (firstNonce: number) => ({ settings: { ...ACCOUNT_SETTINGS, firstNonce } as typeof ACCOUNT_SETTINGS })
const real = { treasury: { ...SAFE_TREASURY, chain: 'eip155:8453' }, token: { ...TOKEN_FACTS, chain: 'eip155:8453' } }
const codeOf = async (payout: PayoutFileV4, known: KnownPayout[], answers = {}) =>
  (await guardPayoutV4(payout, known, answers))?.code ?? null

describe('guardPayoutV4', () => {
  it('[PX1] lets a first payout pass, one that goes on, and further owners of the same', async () => {
    const january = await payoutOf()
    expect(await codeOf(january, [])).toBeNull()
    expect(await codeOf(january, [signed(january)])).toBeNull()
    const next = await payoutOf({ previous: [january], split: february, ...nonce(8n) })
    expect(await codeOf(next, [signed(january, { isPaid: true, usedNonces: ['7'] })])).toBeNull()
    expect(await codeOf(january, [signed(january, { isVoid: true })])).toBe('payout.void')
    expect(await codeOf(january, [signed(january, { isPaid: true })])).toBe('payout.paid')
  })

  it('[PX2] refuses a nonce that a signed payout takes, unless it is declared to take its place (pay-09)', async () => {
    const january = await payoutOf()
    const next = await payoutOf({ previous: [january], split: february })
    const problem = await guardPayoutV4(next, [signed(january)])
    expect(problem).toMatchObject({ code: 'payout.nonce-used', field: 'nonce' })
    expect(problem?.message).toContain('Nonce 7 is used by the signed payout of january')
    expect(await codeOf(next, [signed(january, { isVoid: true })])).toBe('payout.nonce-used')
    expect(await codeOf(next, [knownPayoutOf(january, DRAFT)])).toBeNull()
    const instead = await payoutOf({ replaces: { payout: january, reason: 'Wrong', unpaid: null } })
    expect(await codeOf(instead, [signed(january)])).toBeNull()
    expect(await codeOf(instead, [])).toBe('payout.replaced-unknown')
    expect(await codeOf(instead, [signed(january, { isPaid: true })])).toBe('payout.replaced-paid')
  })

  it('[PX3] lets nothing take the place of what the chain would still take', async () => {
    const january = await payoutOf()
    const elsewhere = await payoutOf({ replaces: { payout: january, reason: 'Wrong', unpaid: null }, ...nonce(9n) })
    const known = (changes: Partial<PayoutStanding>) => codeOf(elsewhere, [signed(january, changes)])
    expect(await known({})).toBe('payout.replaced-can-still-pay')
    expect(await known({ isVoid: true })).toBe('payout.replaced-can-still-pay')
    expect(await known({ isVoid: true, usedNonces: ['7'] })).toBeNull()
    expect(await known({ isSigned: false, isVoid: true })).toBeNull()
  })

  it('[PX4] refuses a period that was signed or paid, and one that has its amounts', async () => {
    const january = await payoutOf()
    const again = await payoutOf(nonce(8n))
    expect(await codeOf(again, [signed(january)])).toBe('payout.period-signed')
    expect(await codeOf(again, [knownPayoutOf(january, { ...DRAFT, isPaid: true })])).toBe('payout.period-signed')
    expect(await codeOf(again, [signed(january, { isVoid: true, usedNonces: ['7'] })])).toBeNull()
    const renamed = await payoutOf({ split: splitOf({ period: 'rewards (1)' }), ...nonce(8n) })
    expect(await codeOf(renamed, [signed(january)])).toBe('payout.same-amounts')
    expect(await codeOf(renamed, [signed(january)], { isAnotherPeriod: true })).toBeNull()
  })

  it('[PX5] what was practised stands in the way of practice alone', async () => {
    const practised = signed(await payoutOf())
    const payout = await payoutOf(real)
    expect(await codeOf(payout, [practised])).toBeNull()
    expect(await codeOf(await payoutOf(nonce(9n)), [signed(payout)])).toBeNull()
  })

  it('[PX6] no root has a leaf that is lower than a signed one, nor goes on from an old one (pay-06)', async () => {
    const january = await payoutOf(BY_ROOT)
    const second = await payoutOf({ ...BY_ROOT, previous: [january], split: february, ...accountNonce(9) })
    const less = splitOf({ period: 'march', amount: 3n })
    const restored = await payoutOf({ ...BY_ROOT, previous: [january], split: less, ...accountNonce(11) })
    const known = [signed(january), signed(second)]
    const problem = await guardPayoutV4(restored, known)
    expect(problem).toMatchObject({ code: 'payout.lower-leaf' })
    expect(problem?.message).toContain(`february (root ${second.merkle?.root})`)
    const rootsOnly = known.map((one) => ({ ...one, merkle: one.merkle && { ...one.merkle, cumulativeByAddress: null } }))
    expect(await codeOf(restored, rootsOnly)).toBe('payout.out-of-date')
    const right = await payoutOf({ ...BY_ROOT, previous: [january, second], split: march, ...accountNonce(11) })
    expect(await codeOf(right, known)).toBeNull()
  })

  it('[PX7] a distributor pays one token', async () => {
    const january = await payoutOf(BY_ROOT)
    const token = { ...TOKEN_FACTS, address: '0x2222222222222222222222222222222222222222' }
    const next = await payoutOf({ ...BY_ROOT, token, split: february, ...accountNonce(9) })
    expect(await codeOf(next, [signed(january)])).toBe('payout.other-token')
  })

  it('[PX8] knows payouts of earlier versions, with their file and without', async () => {
    const earlier = await exampleSignedPayout()
    const entry = signedPayoutOf(earlier)
    const byRoot = await payoutOf({ ...BY_ROOT, split: february })
    expect(await codeOf(byRoot, [knownEarlierPayout(entry, earlier)])).toBe('payout.nonce-used')
    const later = await payoutOf({ ...BY_ROOT, split: february, ...accountNonce(8) })
    expect(await codeOf(later, [knownEarlierPayout(entry, earlier)])).toBe('payout.lower-leaf')
    expect(await codeOf(later, [knownEarlierPayout(entry, null)])).toBe('payout.out-of-date')
    const right = await payoutOf({ ...BY_ROOT, previous: [earlier], split: february, ...accountNonce(8) })
    expect(await codeOf(right, [knownEarlierPayout(entry, earlier)])).toBeNull()
    const bare = { ...entry, period: null, periodFacts: null, token: null, rewardsSha256: null }
    expect(await codeOf(right, [knownEarlierPayout(bare, null)])).toBeNull()
  })

  it('[PX9] a changed address needs a confirmation by somebody else', async () => {
    const january = await payoutOf()
    const [bo, address] = ['0xB298394f965D5C1c55126882103E7b43B8f02F0D', ACCOUNTS[3]?.address ?? '']
    const split = splitOf({ period: 'february', amount: 501n, addresses: { bo: address } })
    // Prepared where January is not known.
    const unaware = await payoutOf({ split, ...nonce(8n) })
    expect(await codeOf(unaware, [signed(january)])).toBe('payout.address-unconfirmed')
    const facts = { memberId: 'bo', memberName: 'Bo', previousAddress: bo, address, confirmedAt: '2026-02-20T12:00:00.000Z' }
    const confirmed = await payoutOf({ split, ...nonce(8n), addressConfirmations: [confirmedByInstallation(facts)] })
    expect(await codeOf(confirmed, [signed(january)])).toBeNull()
    expect(await codeOf(confirmed, [signed(january)], { ownPublicKey: INSTALLATION })).toBe('address-confirmation.own-key')
  })
})
