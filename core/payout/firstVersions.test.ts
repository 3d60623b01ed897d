import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import { periodOf, splitFileSchema } from '../rewards/splitFile'
import { verifySplit } from '../rewards/verifySplit'
import { BO, examplePayout } from './examplePayout'
import { payoutFileSchema } from './payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from './preparePayout'
import { verifyPayout } from './verifyPayout'

/** A signed payout of version 1 and the split in it, byte for byte as the program made them that had only these. */
const text = readFileSync(resolve(process.cwd(), 'core/payout/fixtures/commonmast-payout-v1.json'), 'utf8')
const readPayoutV1 = () => JSON.parse(text)

describe('split and payout files of version 1', () => {
  it('[VS7] are verified as they were, and their epoch is the period', () => {
    const { split } = readPayoutV1()
    expect(split.format).toBe('commonmast-split-v1')
    expect(verifySplit(split)).toEqual([])
    expect(periodOf(splitFileSchema.parse(split))).toEqual(split.epoch)
    expect(splitFileSchema.parse(split)).toEqual(split)
    const [row] = split.rows
    row.amountBaseUnits = '101'
    expect(verifySplit(seal(split)).map(({ where }) => where)).toContain('rows[0] hotspot h1')
  })

  it('[VP5] hold with their signature, and read back as they are', async () => {
    const payout = readPayoutV1()
    expect(await verifyPayout(payout)).toEqual([])
    expect(payoutFileSchema.parse(payout)).toEqual(payout)
    const { epoch, ...rest } = payout.split
    const mixed = { ...payout, split: seal({ ...rest, format: 'commonmast-split-v2', period: epoch }) }
    expect((await verifyPayout(seal(mixed))).map(({ where }) => where)).toEqual(['split.format', 'split.epoch'])
  })

  it('[VP5] are paid from and continued by a payout of version 3', async () => {
    const first = payoutFileSchema.parse(readPayoutV1())
    const again = await preparePayout({ split: first.split, previous: NO_PREVIOUS_TOTALS, transaction: null })
    expect(again).toMatchObject({ format: 'commonmast-payout-v3', split: { format: 'commonmast-split-v1' } })
    expect(await verifyPayout(again)).toEqual([])
    const { split } = await examplePayout()
    const continued = { split, previous: totalsAfter(first), transaction: null }
    // What version 1 paid is told by its amounts alone.
    await expect(preparePayout(continued)).rejects.toMatchObject({ code: 'payout.same-content' })
    const next = await preparePayout({ ...continued, again: true })
    expect(next.previousRoot).toBe(first.merkle.root)
    expect(await verifyPayout(next)).toEqual([])
  })

  it('[VP5] of version 2 hold as well, and what they hold is paid once there is an address', async () => {
    const payoutV2 = JSON.parse(readFileSync('core/payout/fixtures/payout-v2.json', 'utf8'))
    expect(await verifyPayout(payoutV2)).toEqual([])
    const first = payoutFileSchema.parse(payoutV2)
    const input = exampleSplitInput()
    const split = splitByTerms({
      ...input,
      period: { ...input.period, id: 'period-2', name: 'Second week' },
      rewards: input.rewards.slice(0, 1),
      members: input.members.map((member) => (member.id === 'cy' ? { ...member, address: BO } : member)),
    })
    const next = await preparePayout({ split, previous: totalsAfter(first), transaction: null })
    const bo = next.payees.find(({ address }) => address === BO)
    expect(bo).toMatchObject({
      memberIds: ['bo', 'cy'],
      fromHeldBaseUnits: '500039',
      periodBaseUnits: (500_039n + 33n + 34n).toString(),
    })
    expect(next.held).toEqual([])
    expect(await verifyPayout(next)).toEqual([])
  })
})
