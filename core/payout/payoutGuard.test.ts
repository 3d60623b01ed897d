import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import { attachSignature } from './attachSignature'
import { ADA, exampleSignature, SETTINGS } from './examplePayout'
import type { PayoutFile, RootTransactionSettings } from './payoutFile'
import { guardPayout } from './payoutGuard'
import { periodOf, rewardsDigest } from './payoutPeriod'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from './preparePayout'
import { lastSigned, type SignedPayout, signedPayoutOf } from './signedPayout'

interface Wanted {
  period?: string
  /** Base units that one device was paid. */
  amount?: bigint
  after?: PayoutFile
  chain?: Partial<RootTransactionSettings>
  token?: { symbol: string; decimals: number }
}

async function payoutOf({ period = 'october', amount = 500n, after, chain, token }: Wanted = {}): Promise<PayoutFile> {
  const input = exampleSplitInput()
  const split = splitByTerms({
    ...input,
    period: { ...input.period, id: period, name: period },
    token: token ?? input.token,
    rewards: [...input.rewards, { hotspotKey: 'h9', name: 'Mast h9', groups: [], amountBaseUnits: amount }],
  })
  const previous = after ? { ...totalsAfter(after), periods: [] } : NO_PREVIOUS_TOTALS
  return preparePayout({ split, previous, transaction: { ...SETTINGS, ...chain } })
}

async function signedOf(payout: PayoutFile): Promise<SignedPayout> {
  return signedPayoutOf(await attachSignature(payout, await exampleSignature(payout)))
}

/** The same as an earlier version wrote it down. */
function ofEarlierVersion(signed: SignedPayout): SignedPayout {
  const { previousRoot: _unknown, ...rest } = signed
  return { ...rest, period: null, token: null, rewardsSha256: null, totals: null, signature: null, signedTransaction: null }
}

const another = { nonce: SETTINGS.nonce + 1 }

describe('guardPayout', () => {
  it('[PG1] lets the first payout of a contract pass, and each that continues the last one', async () => {
    const first = await payoutOf()
    expect(guardPayout(first, [])).toBeNull()
    const second = await payoutOf({ period: 'november', amount: 1n, after: first, chain: another })
    expect(guardPayout(second, [await signedOf(first)])).toBeNull()
    expect(guardPayout(second, [ofEarlierVersion(await signedOf(first))])).toBeNull()
  })

  it('[PG2] refuses the very bytes that were signed and kept, and says since when', async () => {
    const payout = await payoutOf()
    const problem = guardPayout(payout, [await signedOf(payout)])
    expect(problem).toMatchObject({ code: 'payout.signed-already' })
    expect(problem?.message).toContain('2026-11-20')
  })

  it('[PG2] lets the very bytes be signed again where nothing of the signature was kept', async () => {
    const first = await payoutOf()
    const second = await payoutOf({ period: 'november', amount: 1n, after: first, chain: another })
    const lost = ofEarlierVersion(await signedOf(first))
    expect(guardPayout(first, [lost])).toBeNull()
    expect(guardPayout(first, [lost, await signedOf(second)])).toBeNull()
  })

  it('[PG3] refuses other bytes under a nonce that was signed for the contract, in whatever case it is written', async () => {
    const first = await payoutOf()
    const second = await payoutOf({ period: 'november', amount: 1n, after: first })
    const signed = await signedOf(first)
    const written = { ...signed, contract: signed.contract.toLowerCase() }
    for (const known of [signed, written, ofEarlierVersion(signed)]) {
      expect(guardPayout(second, [known])).toMatchObject({ code: 'payout.nonce-used', field: 'nonce' })
    }
    const dearer = await payoutOf({ chain: { maxFeePerGasWei: '30000000000' } })
    expect(guardPayout(dearer, [signed])).toMatchObject({ code: 'payout.nonce-used' })
  })

  it('[PG4] refuses a period that was signed, whatever its contract and amounts', async () => {
    const first = await payoutOf()
    const signed = [await signedOf(first)]
    const again = await payoutOf({ after: first, chain: another })
    const elsewhere = await payoutOf({ amount: 3n, chain: { contract: ADA } })
    expect(guardPayout(again, signed)).toMatchObject({ code: 'payout.period-signed' })
    expect(guardPayout(elsewhere, signed)).toMatchObject({ code: 'payout.period-signed' })
  })

  it('[PG4] does not take what was practised on a development chain for a payment', async () => {
    const practised = await signedOf(await payoutOf())
    expect(guardPayout(await payoutOf({ chain: { chainId: 8453 } }), [practised])).toBeNull()
    const real = await payoutOf({ chain: { chainId: 8453 } })
    expect(guardPayout(await payoutOf({ chain: { chainId: 137 } }), [await signedOf(real)])).toMatchObject({
      code: 'payout.period-signed',
    })
  })

  it('[PG5] asks when the same amounts for the same devices were signed under another name', async () => {
    const first = await payoutOf()
    const renamed = await payoutOf({ period: 'rewards (1)', after: first, chain: another })
    const signed = [await signedOf(first)]
    const problem = guardPayout(renamed, signed)
    expect(problem).toMatchObject({ code: 'payout.same-amounts' })
    expect(problem?.message).toContain('october')
    expect(guardPayout(renamed, signed, { isAnotherPeriod: true })).toBeNull()
    expect(guardPayout(await payoutOf({ after: first, chain: another }), signed, { isAnotherPeriod: true })?.code).toBe(
      'payout.period-signed',
    )
  })

  it('[PG6] refuses another token in the contract', async () => {
    const first = await payoutOf()
    const second = await payoutOf({
      ...{ period: 'november', after: first, chain: another },
      token: { symbol: 'HNT', decimals: 8 },
    })
    expect(guardPayout(second, [await signedOf(first)])).toMatchObject({ code: 'payout.other-token', field: 'contract' })
  })

  it('[PG7] refuses what does not continue the last payout of its contract', async () => {
    const first = await payoutOf()
    const second = await payoutOf({ period: 'november', amount: 1n, after: first, chain: another })
    const meanwhile = await payoutOf({ period: 'december', amount: 2n, after: first, chain: { nonce: SETTINGS.nonce + 2 } })
    const fromNothing = await payoutOf({ period: 'january', amount: 3n, chain: { nonce: SETTINGS.nonce + 3 } })
    const signed = [await signedOf(first), await signedOf(second)]
    expect(guardPayout(meanwhile, signed)).toMatchObject({ code: 'payout.out-of-date' })
    expect(guardPayout(fromNothing, signed)).toMatchObject({ code: 'payout.out-of-date' })
    const elsewhere = await payoutOf({ period: 'february', amount: 4n, chain: { contract: ADA } })
    expect(guardPayout(elsewhere, signed)).toBeNull()
  })

  it('[PG7] takes the payout that no other continues for the last, also when the clock was set back', async () => {
    const first = await payoutOf()
    const second = await payoutOf({ period: 'november', amount: 1n, after: first, chain: another })
    const third = await payoutOf({ period: 'december', amount: 2n, after: second, chain: { nonce: SETTINGS.nonce + 2 } })
    expect(guardPayout(third, [await signedOf(second), await signedOf(first)])).toBeNull()
  })
})

describe('what a payout is known by', () => {
  it('reads the period whatever the file calls it', () => {
    const named = { id: 'p', name: 'October' }
    expect(periodOf({ epoch: named })).toEqual(named)
    expect(periodOf({ period: { ...named, start: '2026-10-01' } })).toEqual(named)
    expect(periodOf({ period: { id: 'p' }, epoch: { id: 'old', name: 'Old' } })).toEqual({ id: 'p', name: 'p' })
  })

  it('is the same for any order of the rows and with devices that were paid nothing, and no other for other amounts', () => {
    const { token, rows } = splitByTerms(exampleSplitInput())
    const digest = rewardsDigest({ token, rows })
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(rewardsDigest({ token, rows: shuffled })).toBe(digest)
      }),
    )
    expect(rewardsDigest({ token, rows: rows.filter(({ amountBaseUnits }) => amountBaseUnits !== '0') })).toBe(digest)
    const more = rows.map((row, at) => (at === 1 ? { ...row, amountBaseUnits: `${BigInt(row.amountBaseUnits) + 1n}` } : row))
    expect(rewardsDigest({ token, rows: more })).not.toBe(digest)
    expect(rewardsDigest({ token: { ...token, symbol: 'HNT' }, rows })).not.toBe(digest)
  })

  it('finds the end of a chain of payouts in any order, and the newest where none ends it', () => {
    const chain = ['a', 'b', 'c', 'd'].map((root, at, all) => ({ root, previousRoot: all[at - 1] ?? null }))
    fc.assert(
      fc.property(fc.shuffledSubarray(chain, { minLength: 4 }), (shuffled) => {
        expect(lastSigned(shuffled)?.root).toBe('d')
      }),
    )
    expect(lastSigned([])).toBeNull()
    // Kept twice, and all of the period held: each continues the other.
    const twice = [1, 2].map((id) => ({ id, root: 'a', previousRoot: 'a' }))
    expect(lastSigned(twice)?.id).toBe(2)
  })
})
