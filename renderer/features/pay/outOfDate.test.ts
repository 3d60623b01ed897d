import { describe, expect, it } from 'vitest'
import type { Signature } from '#core/model/records'
import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from '#core/payout/preparePayout'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { periodIdOf } from '#core/rewards/period'
import { splitExactly } from '#core/rewards/splitExactly'
import { periodOf } from '#core/rewards/splitFile'
import { TRAINING_CHAIN } from './chainSettings'
import { outOfDate } from './outOfDate'

function payoutOf(periodId: string, before: PayoutFile | null = null): Promise<PayoutFile> {
  const input = exampleSplitInput()
  const split = splitExactly({ ...input, period: { ...input.period, id: periodId } })
  const previous = before ? totalsAfter(before) : NO_PREVIOUS_TOTALS
  return preparePayout({ split, previous, transaction: TRAINING_CHAIN, again: true })
}

function signed(payout: PayoutFile): Signature {
  const periodId = periodOf(payout.split).id
  const createdAt = '2026-11-01T00:00:00Z'
  return { id: periodId, distributionId: 'd', periodId, file: payout, root: '', signer: '', simulated: true, createdAt }
}

describe('outOfDate', () => {
  it('lets a payout pass that continues the last signed one', async () => {
    const first = await payoutOf('october')
    expect(outOfDate(first, [])).toBeNull()
    expect(outOfDate(await payoutOf('november', first), [signed(first)])).toBeNull()
  })

  it('stops a payout prepared before another one was signed, whose totals it would leave out', async () => {
    const both = [await payoutOf('october'), await payoutOf('november')] as const
    expect(outOfDate(both[1], [signed(both[0])])?.code).toBe('payout.out-of-date')
  })

  it('stops a second payout of the same period, whatever its contract', async () => {
    const first = await payoutOf('october')
    expect(outOfDate(await payoutOf('october'), [signed(first)])?.code).toBe('payout.period-signed')
  })

  it('stops a payout of the same time under another id: only the difference could be paid', async () => {
    const january = { start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' }
    const identity = { network: 'weatherxm', tokenSymbol: 'WXM', payer: '', dates: january }
    const payoutIn = (rewards: number) => {
      const input = exampleSplitInput()
      const period = { ...input.period, ...january, id: periodIdOf(identity) }
      const split = splitExactly({ ...input, period, rewards: input.rewards.slice(0, rewards) })
      return preparePayout({ split, previous: NO_PREVIOUS_TOTALS, transaction: TRAINING_CHAIN })
    }
    const first = { ...signed(await payoutIn(2)), periodId: 'as another program called it' }
    expect(outOfDate(await payoutIn(5), [first])?.code).toBe('payout.overlaps')
    expect(outOfDate(await payoutIn(2), [first])?.code).toBe('payout.paid-already')
  })
})
