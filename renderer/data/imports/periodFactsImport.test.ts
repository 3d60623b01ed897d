import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Period } from '#core/model/records'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { addInstall } from '../installs/installs'
import { closePeriod } from '../money/closings'
import { readSplitInputs } from '../money/splitInputs'
import { db } from '../records/openRecords'
import { openEmpty, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { ImportSession } from './importSession'

const stamps = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' }
const period: Period = {
  ...{ id: 'period-1', name: 'January', network: 'weatherxm', token: { symbol: 'WXM', decimals: 6 }, sourceFile: 'r.csv' },
  ...{ start: '2026-01-01T00:00:00.000Z', end: '2026-02-01T00:00:00.000Z' },
  ...{ contributionCount: 1, totalBaseUnits: '5', importId: null, ...stamps },
}
const entry = { kind: 'advance', memberId: 'ada', baseUnits: '5', at: '2026-01-10T00:00:00Z', reference: 'cash' }
const price = { currency: 'EUR', price: '3.5', source: 'exchange', at: '2026-01-31T00:00:00Z' }
const beside = {
  installs: [
    { hotspotKey: 'h1', hostId: 'ada', from: '2026-01-01', to: '2026-01-11' },
    { hotspotKey: 'h1', hostId: 'ben', from: '2026-01-11' },
  ],
  prices: [price],
  entries: [entry, entry],
  measures: { hotspots: [{ hotspotKey: 'h1', uptime: '9' }], contributions: [{ memberId: 'ada', weight: '2' }] },
  minimumPayoutBaseUnits: '7',
}

async function openFile(said: object = beside) {
  const file = {
    format: 'commonmast-agreements-v2',
    members: ['ada', 'ben'].map((id) => ({ id, name: id })),
    agreements: [{ id: 'd', name: 'All', scope: { kind: 'default' }, shares: [{ memberId: 'ada', percent: '100' }] }],
    ...said,
  }
  const session = ImportSession.open(db, 'p', 'agreements.json', new TextEncoder().encode(JSON.stringify(file)))
  return { session, preview: await session.read({}) }
}

beforeEach(async () => {
  await openEmpty(db)
  await seedRecords(db, 'periods', [period])
})

describe('[AF11] a file of agreements that says more', () => {
  it('is previewed with how many of each it says, and the periods that they can be for', async () => {
    const { preview } = await openFile()
    expect(preview.problems).toEqual([])
    expect(preview.agreements?.beside).toEqual({
      ...{ installs: 2, prices: 1, entries: 2, measures: 2, minimumPayout: true, needsPeriod: true },
      periods: [{ id: 'period-1', name: 'January', symbol: 'WXM', days: '2026-01-01 to 2026-01-31' }],
    })
    expect((await openFile({})).preview.agreements?.beside).toMatchObject({ needsPeriod: false, periods: [] })
  })

  it('writes all of it in one act, which can be taken back; the same file again adds nothing', async () => {
    const { session } = await openFile()
    await expect(session.commit({}, {})).rejects.toMatchObject({ code: 'import.no-period' })
    expect([await db.agreements.count(), await db.installs.count()]).toEqual([0, 0])
    const { actId } = await session.commit({ periodId: 'period-1' }, {})
    const kept = await readSplitInputs(db, period)
    expect(kept).toMatchObject({
      prices: [price],
      measures: beside.measures,
      minimumPayoutBaseUnits: 7n,
      isMinimumOfPeriod: true,
    })
    expect(kept.entries.map((one) => one.entry)).toEqual([entry, entry])
    expect(kept.installs.map(({ hotspotKey, hostId }) => [hotspotKey, hostId]).sort()).toEqual([
      ['h1', 'ada'],
      ['h1', 'ben'],
    ])
    const again = await openFile()
    expect((await again.session.commit({ periodId: 'period-1' }, {})).actId).toBeNull()
    await undoAct(db, actId ?? '')
    expect(await readSplitInputs(db, period)).toMatchObject({ prices: [], entries: [], installs: [], minimumPayoutBaseUnits: 0n })
  })

  it('needs no period for installs alone; one of the same beginning takes what the file says, an overlap is refused', async () => {
    const fields = { hostId: null, installerId: 'tess', place: 'Mill', cell: null, from: '2026-01-11T00:00:00.000Z', to: null }
    await addInstall({ id: 'h1', name: 'h1' }, fields)
    const { session, preview } = await openFile({ installs: beside.installs })
    expect(preview).toMatchObject({ problems: [], agreements: { beside: { needsPeriod: false } } })
    await session.commit({}, {})
    expect(await recordsIn(db, 'installs')).toContainEqual(
      expect.objectContaining({ hostId: 'ben', installerId: 'tess', place: 'Mill', from: fields.from }),
    )
    expect(await db.installs.count()).toBe(2)
    const overlapping = await openFile({ installs: [{ hotspotKey: 'h1', hostId: 'ada', from: '2026-03-01' }] })
    expect(overlapping.preview).toMatchObject({
      usable: 0,
      problems: [{ message: expect.stringContaining('two installs on 2026-03-01') }],
    })
  })

  it('cannot be for a closed period', async () => {
    await closePeriod(splitByTerms(exampleSplitInput()))
    const { session, preview } = await openFile()
    expect(preview.agreements?.beside.periods).toEqual([])
    await expect(session.commit({ periodId: 'period-1' }, {})).rejects.toMatchObject({ code: 'period.closed' })
    expect(await db.agreements.count()).toBe(0)
  })
})
