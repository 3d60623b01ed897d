import { describe, expect, it } from 'vitest'
import type { Signature } from '#core/model/records'
import type { PayoutFile } from '#core/payout/payoutFile'
import { preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { exampleSplit } from '#core/rewards/exampleSplit'
import { TRAINING_CHAIN } from './chainSettings'
import { previousPayout } from './previousPayout'

const split = exampleSplit()

async function payoutAfter(before: PayoutFile | null, chain = TRAINING_CHAIN): Promise<PayoutFile> {
  const previous = before ? totalsAfter(before) : { root: null, totals: [] }
  return preparePayout({ split, previous, transaction: chain })
}

function signed(payout: unknown, createdAt: string): Signature {
  return { id: createdAt, distributionId: 'd', periodId: 'e', file: payout, root: '', signer: '', simulated: true, createdAt }
}

describe('previousPayout', () => {
  it('is null for the first payout of a contract', () => {
    expect(previousPayout([], TRAINING_CHAIN, split.token)).toBeNull()
  })

  it('continues from the newest payout, whatever the order of the records, and totals only rise', async () => {
    const first = await payoutAfter(null)
    const second = await payoutAfter(first)
    const signatures = [signed(first, '2026-11-01T00:00:00Z'), signed(second, '2026-11-08T00:00:00Z')]
    for (const order of [signatures, [...signatures].reverse()]) {
      expect(previousPayout(order, TRAINING_CHAIN, split.token)?.merkle.root).toBe(second.merkle.root)
    }
    expect(BigInt(second.totals.cumulativeBaseUnits)).toBe(2n * BigInt(first.totals.cumulativeBaseUnits))
    expect(second.previousRoot).toBe(first.merkle.root)
  })

  it('continues from the payout that no other continues, also when the clock was set back between them', async () => {
    const first = await payoutAfter(null)
    const second = await payoutAfter(first)
    const signatures = [signed(first, '2026-11-08T00:00:00Z'), signed(second, '2026-11-01T00:00:00Z')]
    expect(previousPayout(signatures, TRAINING_CHAIN, split.token)?.merkle.root).toBe(second.merkle.root)
  })

  it('leaves out payouts of other contracts and other chains', async () => {
    const other = await payoutAfter(null, { ...TRAINING_CHAIN, contract: '0x2222222222222222222222222222222222222222' })
    const elsewhere = await payoutAfter(null, { ...TRAINING_CHAIN, chainId: 1337 })
    const signatures = [signed(other, '2026-11-01T00:00:00Z'), signed(elsewhere, '2026-11-02T00:00:00Z')]
    expect(previousPayout(signatures, TRAINING_CHAIN, split.token)).toBeNull()
  })

  it('refuses another token in the same contract, and a payout that cannot be read', async () => {
    const first = signed(await payoutAfter(null), '2026-11-01T00:00:00Z')
    expect(() => previousPayout([first], TRAINING_CHAIN, { symbol: 'HNT', decimals: 8 })).toThrow('This contract pays WXM')
    expect(() => previousPayout([signed({}, '2026-11-01T00:00:00Z')], TRAINING_CHAIN, split.token)).toThrow('cannot be read')
  })
})
