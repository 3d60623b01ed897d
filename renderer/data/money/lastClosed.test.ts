import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { amountsSha256 } from '#core/rewards/period'
import { splitByTerms } from '#core/rewards/splitByTerms'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { db } from '../records/openRecords'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { closePeriod, readOpening } from './closings'
import { readLastClosed } from './lastClosed'
import { reopeningOf } from './testing/reopeningOf'

const TOKEN = exampleSplitInput().token

beforeEach(() => openEmpty(db))

async function splitNow(id: string): Promise<SplitFileV3> {
  const input = exampleSplitInput()
  const opening = await readOpening({ id, token: TOKEN })
  return splitByTerms({ ...input, ...opening, period: { ...input.period, id, name: id } })
}

async function correctionNow(original: SplitFileV3): Promise<SplitFileV3> {
  const input = exampleSplitInput()
  const opening = await readOpening({ id: 'correction', token: TOKEN })
  const corrects = [{ id: original.period.id, amountsSha256: amountsSha256(input.rewards) }]
  return splitByTerms({
    ...input,
    ...opening,
    original,
    rewards: input.rewards.map((reward) => ({
      ...reward,
      amountBaseUnits: reward.amountBaseUnits + 1n,
      beforeBaseUnits: reward.amountBaseUnits,
    })),
    period: { ...input.period, id: 'correction', name: 'Correction', corrects },
  })
}

test('a split is compared with the last closed period before it, also once it is closed itself', async () => {
  const first = await splitNow('p1')
  expect(await readLastClosed(first)).toBeNull()
  await closePeriod(first)
  expect(await readLastClosed(first)).toBeNull()
  const second = await splitNow('p2')
  expect((await readLastClosed(second))?.contentSha256).toBe(first.contentSha256)
  await closePeriod(second)
  const third = await splitNow('p3')
  expect((await readLastClosed(third))?.contentSha256).toBe(second.contentSha256)
  expect((await readLastClosed(second))?.contentSha256).toBe(first.contentSha256)
})

test('corrections and periods of the demo are not what a period is compared with', async () => {
  const first = await splitNow('p1')
  await closePeriod(first)
  await closePeriod(await correctionNow(first))
  const next = await splitNow('p2')
  expect(next.closing.periods).toBe(3)
  expect((await readLastClosed(next))?.contentSha256).toBe(first.contentSha256)
  expect(await readLastClosed(await splitNow('demo-p1'))).toBeNull()
})

test('[AC8] a split is not compared with what a period was opened again from', async () => {
  const first = await splitNow('p1')
  await closePeriod(first)
  await closePeriod(await splitNow('p2'))
  await closePeriod(await splitNow('p3'))
  const closing = (await db.closings.toArray()).find(({ periodId }) => periodId === 'p3')
  if (!closing) throw new Error('p3 is closed')
  await seedRecords(db, 'reopenings', [reopeningOf(closing)])
  const next = await splitNow('p4')
  expect((await readLastClosed(next))?.contentSha256).toBe(next.previous[0]?.contentSha256)
})
