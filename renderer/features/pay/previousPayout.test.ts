import { describe, expect, it } from 'vitest'
import type { Signature } from '#core/model/records'
import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { exampleSplit, exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { TRAINING_CHAIN } from './chainSettings'
import { previousPayout, signedPeriods } from './previousPayout'

const { token } = exampleSplit()

async function payoutAfter(before: PayoutFile | null, chain = TRAINING_CHAIN): Promise<PayoutFile> {
  const input = exampleSplitInput()
  const split = splitByTerms({ ...input, period: { ...input.period, id: before ? 'period-2' : 'period-1' } })
  const previous = before ? totalsAfter(before) : NO_PREVIOUS_TOTALS
  return preparePayout({ split, previous, transaction: chain, again: true })
}

function signed(payout: unknown, createdAt: string): Signature {
  return { id: createdAt, distributionId: 'd', periodId: 'e', file: payout, root: '', signer: '', simulated: true, createdAt }
}

describe('previousPayout', () => {
  it('is null for the first payout of a contract', () => {
    expect(previousPayout([], TRAINING_CHAIN, token)).toBeNull()
  })

  it('continues from the newest payout, whatever the order of the records, and totals only rise', async () => {
    const first = await payoutAfter(null)
    const second = await payoutAfter(first)
    const signatures = [signed(first, '2026-11-01T00:00:00Z'), signed(second, '2026-11-08T00:00:00Z')]
    for (const order of [signatures, [...signatures].reverse()]) {
      expect(previousPayout(order, TRAINING_CHAIN, token)?.merkle.root).toBe(second.merkle.root)
    }
    expect(BigInt(second.totals.cumulativeBaseUnits)).toBe(2n * BigInt(first.totals.cumulativeBaseUnits))
    expect(second.previousRoot).toBe(first.merkle.root)
  })

  it('continues from the payout that no other continues, also when the clock was set back between them', async () => {
    const first = await payoutAfter(null)
    const second = await payoutAfter(first)
    const signatures = [signed(first, '2026-11-08T00:00:00Z'), signed(second, '2026-11-01T00:00:00Z')]
    expect(previousPayout(signatures, TRAINING_CHAIN, token)?.merkle.root).toBe(second.merkle.root)
  })

  it('leaves out payouts of other contracts and other chains', async () => {
    const other = await payoutAfter(null, { ...TRAINING_CHAIN, contract: '0x2222222222222222222222222222222222222222' })
    const elsewhere = await payoutAfter(null, { ...TRAINING_CHAIN, chainId: 1337 })
    const signatures = [signed(other, '2026-11-01T00:00:00Z'), signed(elsewhere, '2026-11-02T00:00:00Z')]
    expect(previousPayout(signatures, TRAINING_CHAIN, token)).toBeNull()
  })

  it('refuses another token in the same contract, and a payout that cannot be read', async () => {
    const first = signed(await payoutAfter(null), '2026-11-01T00:00:00Z')
    expect(() => previousPayout([first], TRAINING_CHAIN, { symbol: 'HNT', decimals: 8 })).toThrow('This contract pays WXM')
    expect(() => previousPayout([signed({}, '2026-11-01T00:00:00Z')], TRAINING_CHAIN, token)).toThrow('cannot be read')
  })

  it('knows the periods that payouts of a token hold, whatever their contract', async () => {
    const first = await payoutAfter(null, { ...TRAINING_CHAIN, contract: '0x2222222222222222222222222222222222222222' })
    const second = signed(await payoutAfter(first), '2026-11-02T00:00:00Z')
    expect(signedPeriods([second], token, TRAINING_CHAIN.chainId).map(({ id }) => id)).toEqual(['period-1', 'period-2'])
    expect(signedPeriods([second], { symbol: 'HNT', decimals: 8 }, TRAINING_CHAIN.chainId)).toEqual([])
    // What was practised pays nobody.
    expect(signedPeriods([second], token, 1)).toEqual([])
  })
})
