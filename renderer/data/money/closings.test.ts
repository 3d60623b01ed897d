import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { verifySplit } from '#core/rewards/verifySplit'
import { actOfRecord } from '../records/actOfRecord'
import { db } from '../records/openRecords'
import { openEmpty, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { checkEnded, closePeriod, isClosed, readOpening } from './closings'
import { saveDistribution } from './distributions'

const TOKEN = exampleSplitInput().token

beforeEach(() => openEmpty(db))

/** A split that goes on with the books as they stand. */
async function splitNow(id: string, address: string | null = null) {
  const input = exampleSplitInput()
  const opening = await readOpening({ id, token: TOKEN })
  const members = input.members.map((member) => (member.id === 'cy' ? { ...member, address } : member))
  return splitByTerms({ ...input, ...opening, members, period: { ...input.period, id, name: id } })
}

test('the next period opens with what the one before closed with, and pays what was held', async () => {
  const first = await splitNow('p1')
  await closePeriod(first)
  const second = await splitNow('p2', '0x8ba1f109551bD432803012645Ac136ddd64DBA72')
  expect(second.opening).toEqual(first.closing)
  expect(verifySplit(second)).toEqual([])
  const cy = second.members.find(({ id }) => id === 'cy')
  expect(cy).toMatchObject({ fromHeldBaseUnits: '500038', paidBaseUnits: '1000076', heldBaseUnits: '0' })
  expect(second.totals.sinceBeginning).toMatchObject({ held: '0', totalBaseUnits: '2836917858' })
  await closePeriod(second)
  expect((await recordsIn(db, 'closings')).map(({ sequence }) => sequence).sort()).toEqual([1, 2])
})

test('what is closed stays: it is not split again, not closed again with another split, and not taken back', async () => {
  const first = await splitNow('p1')
  await closePeriod(first)
  await closePeriod(first)
  expect(await db.closings.count()).toBe(1)
  const other = splitByTerms({ ...exampleSplitInput(), period: { ...exampleSplitInput().period, id: 'p1', name: 'Other' } })
  await expect(closePeriod(other)).rejects.toMatchObject({ code: 'period.closed-already' })
  await expect(saveDistribution(other)).rejects.toMatchObject({ code: 'split.already-closed' })
  const act = await actOfRecord(db, 'closings', first.contentSha256)
  await expect(undoAct(db, act ?? '')).rejects.toMatchObject({ code: 'undo.nothing-left' })
})

test('a split that was made before another period was closed does not close', async () => {
  const [one, other] = [await splitNow('p1'), await splitNow('p2')]
  await closePeriod(one)
  await expect(closePeriod(other)).rejects.toMatchObject({ code: 'period.books-moved' })
  await expect(isClosed(other)).rejects.toMatchObject({ code: 'period.books-moved' })
  expect(await isClosed(one)).toBe(true)
  await closePeriod(await splitNow('p2'))
})

test('two last periods of one token, as two installations may close them, are not chosen between', async () => {
  const [one, other] = [await splitNow('p1'), await splitNow('p2')]
  await closePeriod(one)
  const closing = (await db.closings.toArray())[0]
  if (!closing) throw new Error('The period is closed')
  await seedRecords(db, 'closings', [{ ...closing, id: other.contentSha256, periodId: 'p2', file: other }])
  await expect(readOpening({ id: 'p3', token: TOKEN })).rejects.toMatchObject({ code: 'books.forked' })
  const token = { symbol: 'OTHER', decimals: 6 }
  expect(await readOpening({ id: 'p3', token })).toEqual({ previous: [], opening: null })
  // The demo's periods have books of their own.
  expect(await readOpening({ id: 'demo-p3', token: TOKEN })).toEqual({ previous: [], opening: null })
})

test('[AC9] a period that is not over is closed only when a person says so: the clock or its dates may be wrong', async () => {
  const input = exampleSplitInput()
  const later = { start: '2099-01-01T00:00:00.000Z', end: '2099-02-01T00:00:00.000Z' }
  const split = splitByTerms({ ...input, period: { ...input.period, id: 'p1', ...later } })
  await expect(closePeriod(split)).rejects.toMatchObject({ code: 'period.not-ended' })
  expect(await db.closings.count()).toBe(0)
  await closePeriod(split, true)
  expect(await db.closings.count()).toBe(1)
  checkEnded(split, Date.parse('2099-02-01T00:00:00.000Z'))
})
