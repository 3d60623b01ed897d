import { describe, expect, it } from 'vitest'
import type { Signature } from '#core/model/records'
import { attachSignature } from '#core/payout/attachSignature'
import { exampleSignature } from '#core/payout/examplePayout'
import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { periodIdOf } from '#core/rewards/period'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { periodOf } from '#core/rewards/splitFile'
import { TRAINING_CHAIN } from './chainSettings'
import { outOfDate } from './outOfDate'

/** A signed payout of a period in which one device was paid `amountBaseUnits` besides the others. */
async function payoutOf(periodId: string, amountBaseUnits: bigint, before: PayoutFile | null = null): Promise<PayoutFile> {
  const input = exampleSplitInput()
  const rewards = [...input.rewards, { hotspotKey: 'h9', name: 'Mast h9', groups: [], amountBaseUnits }]
  const split = splitByTerms({ ...input, period: { ...input.period, id: periodId }, rewards })
  const previous = before ? { ...totalsAfter(before), periods: [] } : NO_PREVIOUS_TOTALS
  const nonce = before ? (before.transaction?.nonce ?? 0) + 1 : 0
  const payout = await preparePayout({ split, previous, transaction: { ...TRAINING_CHAIN, nonce } })
  return attachSignature(payout, await exampleSignature(payout))
}

function signed(payout: PayoutFile): Signature {
  const periodId = periodOf(payout.split).id
  const createdAt = '2026-11-01T00:00:00Z'
  return { id: periodId, distributionId: 'd', periodId, file: payout, root: '', signer: '', simulated: true, createdAt }
}

describe('outOfDate', () => {
  it('lets a payout pass that continues the last signed one', async () => {
    const first = await payoutOf('october', 1n)
    expect(outOfDate(first, [])).toBeNull()
    expect(outOfDate(await payoutOf('november', 2n, first), [signed(first)])).toBeNull()
  })

  it('stops a payout prepared before another one was signed, whose totals it would leave out', async () => {
    const october = await payoutOf('october', 1n)
    const november = await payoutOf('november', 2n, october)
    const december = await payoutOf('december', 3n, await payoutOf('none', 4n, october))
    expect(outOfDate(december, [signed(october), signed(november)])?.code).toBe('payout.out-of-date')
  })

  it('stops a second payout of the same period, whatever its contract', async () => {
    const first = await payoutOf('october', 1n)
    expect(outOfDate(await payoutOf('october', 2n, first), [signed(first)])?.code).toBe('payout.period-signed')
  })

  it('asks about a period with the amounts of another, until the person answers', async () => {
    const first = await payoutOf('october', 1n)
    const again = await payoutOf('november', 1n, first)
    expect(outOfDate(again, [signed(first)])?.code).toBe('payout.same-amounts')
    expect(outOfDate(again, [signed(first)], { isAnotherPeriod: true })).toBeNull()
  })

  it('says so when a signed payout in the records cannot be read', async () => {
    const first = await payoutOf('october', 1n)
    expect(outOfDate(first, [{ ...signed(first), file: {} }])?.code).toBe('payout.previous-unreadable')
  })

  it('stops a payout of some of the same time, whatever its id: only the difference could be paid', async () => {
    const start = '2026-01-01T00:00:00.000Z'
    const payoutUntil = async (end: string, rewards: number, before: PayoutFile | null = null) => {
      const input = exampleSplitInput()
      const identity = { network: 'weatherxm', tokenSymbol: 'WXM', payer: '', dates: { start, end } }
      const period = { ...input.period, start, end, id: periodIdOf(identity) }
      const split = splitByTerms({ ...input, period, rewards: input.rewards.slice(0, rewards) })
      const previous = before ? { ...totalsAfter(before), periods: [] } : NO_PREVIOUS_TOTALS
      const payout = await preparePayout({ split, previous, transaction: { ...TRAINING_CHAIN, nonce: before ? 1 : 0 } })
      return attachSignature(payout, await exampleSignature(payout))
    }
    const [half, whole] = ['2026-01-16T00:00:00.000Z', '2026-02-01T00:00:00.000Z']
    const first = await payoutUntil(half, 2)
    const answers = { isAnotherPeriod: true }
    expect(outOfDate(await payoutUntil(whole, 5, first), [signed(first)], answers)?.code).toBe('payout.overlaps')
    expect(outOfDate(await payoutUntil(whole, 2, first), [signed(first)], answers)?.code).toBe('payout.paid-already')
  })
})
