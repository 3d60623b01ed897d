import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { periodDates } from '../model/periodDates'
import { exampleSplitInput } from '../rewards/exampleSplit'
import { newCorrection, newPeriod } from '../rewards/newPeriod'
import { splitByTerms } from '../rewards/splitByTerms'
import type { SplitFile } from '../rewards/splitFile'
import { comparedPeriodOf, payableIn } from '../rewards/splitPeriod'
import { factsOf, overlapsSigned } from './paidPeriods'
import { NO_PREVIOUS_TOTALS, preparePayout, totalsAfter } from './preparePayout'
import { verifyPayout } from './verifyPayout'

const input = exampleSplitInput()
const groups = new Map(input.rewards.map((reward) => [reward.hotspotKey, reward.groups]))
const refused = (code: string, words = /./) => expect.objectContaining({ code, message: expect.stringMatching(words) })

function splitOf(from: string, to: string, rewards = input.rewards, corrects: SplitFile[] = []): SplitFile {
  const reading = { network: 'weatherxm', token: input.token, rewards }
  const choices = { name: from, payer: '', dates: periodDates(from, to) }
  const corrected = corrects.map((split) => ({ period: comparedPeriodOf(split), payable: payableIn(split) }))
  const made = corrected.length > 0 ? newCorrection(reading, choices, corrected) : newPeriod(reading, choices)
  return splitByTerms({
    ...input,
    period: { ...made.period, sourceFile: 'rewards.csv', corrects: made.corrects },
    rewards: made.rewards.map((reward) => ({ ...reward, groups: groups.get(reward.hotspotKey) ?? [] })),
    original: corrects[0],
  })
}

const january = splitOf('2026-01-01', '2026-01-31')
const few = input.rewards.slice(0, 3)
const february = splitOf('2026-02-01', '2026-02-28', few)
const pay = (split: SplitFile, previous = NO_PREVIOUS_TOTALS, again = false) =>
  preparePayout({ split, previous, transaction: null, again })

async function afterBoth() {
  const first = await pay(january)
  return totalsAfter(await pay(february, totalsAfter(first)))
}

describe('the periods of a payout', () => {
  it('[PO7] are those before and its own, and one that is among them is not paid again', async () => {
    const previous = await afterBoth()
    expect(previous.periods.map(({ name }) => name)).toEqual(['2026-01-01', '2026-02-01'])
    for (const split of [january, february]) await expect(pay(split, previous)).rejects.toThrow(refused('payout.paid-already'))
    await expect(pay(january, previous, true)).rejects.toThrow(refused('payout.paid-already'))
  })

  it('[PO8] equal amounts under other dates are paid when they are said to be another period', async () => {
    const previous = await afterBoth()
    const march = splitOf('2026-03-01', '2026-03-31')
    await expect(pay(march, previous)).rejects.toThrow(refused('payout.same-content', /very amounts of "2026-01-01"/))
    expect((await pay(march, previous, true)).payees).toHaveLength(2)
    const nearly = splitOf('2026-01-02', '2026-01-31')
    await expect(pay(nearly, previous, true)).rejects.toThrow(refused('payout.paid-already', /nothing is left to pay/))
  })

  it('[PO9] what covers time of another is paid as its correction alone, and only after it', async () => {
    const previous = await afterBoth()
    const more = [...few, ...input.rewards.slice(4)]
    await expect(pay(splitOf('2026-02-01', '2026-02-28', more), previous)).rejects.toThrow(refused('payout.overlaps'))
    const correction = splitOf('2026-02-01', '2026-02-28', more, [february])
    expect((await pay(correction, previous)).split.totals.totalBaseUnits).toBe('1000001')
    const first = totalsAfter(await pay(january))
    await expect(pay(correction, first)).rejects.toThrow(refused('payout.corrects-other'))
    // A correction of what February once was is not one of what was paid.
    const other = splitOf('2026-02-01', '2026-02-28', few.slice(1))
    await expect(pay(splitOf('2026-02-01', '2026-02-28', more, [other]), previous)).rejects.toThrow(refused('payout.overlaps'))
  })

  it('[VP6] are worked out again as far as the file tells them', async () => {
    const payout = await pay(february, totalsAfter(await pay(january)))
    expect(await verifyPayout(payout)).toEqual([])
    const [first, last] = payout.periods
    if (!first || !last) throw new Error('the payout has two periods')
    const wheres = async (periods: typeof payout.periods) =>
      (await verifyPayout(seal({ ...payout, periods }))).map(({ where }) => where)
    expect(await wheres([first])).toContain('periods[0] 2026-02-01')
    expect(await wheres([])).toEqual(['periods[0] 2026-02-01'])
    expect(await wheres([last, last])).toEqual(['periods[1] 2026-02-01'])
    expect(await wheres([first, { ...last, amountsSha256: 'a'.repeat(64) }])).toEqual(['periods[1] 2026-02-01'])
  })

  it('[PO12] are known again by their time: what covers it is not signed unless it corrects it', () => {
    const more = [...few, ...input.rewards.slice(4)]
    const paid = [factsOf(february)]
    for (const split of [splitOf('2026-02-01', '2026-02-28', more), splitOf('2026-02-15', '2026-03-31', more)]) {
      expect(overlapsSigned(split, paid)).toMatchObject({ code: 'payout.overlaps' })
    }
    expect(overlapsSigned(splitOf('2026-02-01', '2026-02-27', few), paid)).toMatchObject({ code: 'payout.paid-already' })
    expect(overlapsSigned(splitOf('2026-02-01', '2026-02-28', more, [february]), paid)).toBeNull()
    expect(overlapsSigned(january, paid)).toBeNull()
    expect(overlapsSigned(splitOf('2026-02-15', '2026-03-31', more), [])).toBeNull()
  })
})
