import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { periodDates } from '#core/model/periodDates'
import { CommonmastDatabase } from '../records/database'
import { openEmpty } from '../records/testing/seedRecords'
import { ImportSession } from './importSession'

let db: CommonmastDatabase

beforeEach(async () => {
  db = new CommonmastDatabase('bounds-test')
  await openEmpty(db)
})
afterEach(() => db.delete())

const openText = (name: string, text: string) => ImportSession.open(db, 'p', name, new TextEncoder().encode(text))

test('names lose what turns them round or hides in them, from tables, documents and file names, and it is told', async () => {
  const fleet = openText('fl\u202eeet.csv', 'key,name,lat,lng\nmast-1,Ro\u202eof\u200b,50.06,19.94\nmast-2,Hill,50.07,19.95')
  const preview = await fleet.read({})
  expect(preview.fileName).toBe('fleet.csv')
  expect(preview.warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining('Line 3 is the last'),
    expect.stringContaining('2 hidden characters'),
  ])
  expect((await fleet.commit({}, {})).record.fileName).toBe('fleet.csv')
  expect((await db.hotspots.toArray()).map(({ name }) => name).sort()).toEqual(['Hill', 'Roof'])

  const table = openText('a.csv', 'hotspot,member,percent\n*,Ad\u2066a,100\n')
  await table.read({})
  await table.commit({}, {})
  const agreements = JSON.stringify({
    format: 'commonmast-agreements-v1',
    members: [{ id: 'b\u200bo', name: 'B\u202eo' }],
    groups: [{ name: 'no\u2069rth', hotspots: ['mast-1'] }],
    agreements: [
      { name: 'N\u200forth', scope: { kind: 'group', group: 'north\u2060' }, shares: [{ memberId: 'bo', percent: '100' }] },
    ],
  })
  const document = openText('a.json', agreements)
  expect((await document.read({})).problems).toEqual([])
  await document.commit({}, {})
  expect((await db.members.toArray()).map(({ name }) => name).sort()).toEqual(['Ada', 'Bo'])
  expect((await db.agreements.toArray()).map(({ name }) => name)).toContain('North')
  expect((await db.hotspots.get('other:mast-1'))?.groups).toEqual(['north'])
})

test('names of rewards and of their period are plain too', async () => {
  const head = 'Station ID,Station Name,Allocated Rewards,Rewardable Hours,Max Daily Claim,Transferred Hours From'
  const session = openText('Jan\u202euary.csv', `${head}\nws-1,Wind\u202ey,1.5,24,1,\n`)
  const { kind } = await session.read({})
  expect(kind).toBe('rewards')
  await session.commit({ dates: periodDates('2026-01-01', '2026-01-31') }, {})
  expect((await db.periods.toArray()).map(({ name, sourceFile }) => [name, sourceFile])).toEqual([['January', 'January.csv']])
  expect((await db.contributions.toArray()).map(({ name }) => name)).toEqual(['Windy'])
})

test('what is handed to the window is clipped, however large the file makes it', async () => {
  const long = 'x'.repeat(200_000)
  const preview = await openText('fleet.csv', `key,lat,lng,${long}\n${long},50,20,1\nmast-1,50,20,${long}\n`).read({})
  expect(preview.usable).toBe(0)
  expect(JSON.stringify(preview).length).toBeLessThan(4_000)
})
