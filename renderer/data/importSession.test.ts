import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readFixture } from '../../fixtures/readFixture'
import { undoImport } from './commands/importRecords'
import { CommonmastDatabase } from './database'
import { ImportSession } from './importSession'

let db: CommonmastDatabase

beforeEach(async () => {
  db = new CommonmastDatabase('session-test')
  await db.open()
})
afterEach(() => db.delete())

const openFixture = (name: string) => ImportSession.open(db, 'p', name, readFixture(`data/${name}`))
const openText = (name: string, text: string) => ImportSession.open(db, 'p', name, new TextEncoder().encode(text))

test('the Helium fleet is previewed, imported, and replaced by itself', async () => {
  const name = 'helium_explorer_hotspots_2020-10-26.csv'
  const session = openFixture(name)
  const preview = await session.read({})
  expect(preview).toMatchObject({ kind: 'fleet', rows: 3640, usable: 3640, added: 3640, replacing: 0, withoutLocation: 82 })
  expect(await session.commit({}, {})).toMatchObject({ added: 3640, replaced: 0, skipped: 0 })
  expect(await db.hotspots.count()).toBe(3640)
  expect(await openFixture(name).read({})).toMatchObject({ added: 0, replacing: 3640 })
})

test('a hotspot imported again keeps its groups and when it was first seen', async () => {
  const table = (name: string) => `id,name,lat,lng\nA1,${name},47.1,8.1\n`
  const first = openText('fleet.csv', table('Old'))
  await first.read({})
  await first.commit({}, {})
  await db.hotspots.update('other:A1', { groups: ['roof'], createdAt: '2020-01-01T00:00:00.000Z' })
  const second = openText('fleet.csv', table('New'))
  await second.read({})
  await second.commit({}, {})
  expect(await db.hotspots.get('other:A1')).toMatchObject({
    name: 'New',
    groups: ['roof'],
    createdAt: '2020-01-01T00:00:00.000Z',
  })
})

test('a table with unknown columns is read once they are named, with problems by line', async () => {
  const session = openText('masts.csv', 'code;breite;laenge\nA1;47.1;8.1\nA2;95;8.2\nA1;47;8\n')
  expect(await session.read({})).toMatchObject({ kind: 'unmapped', usable: 0, headers: ['code', 'breite', 'laenge'] })
  const mapping = { columns: { id: 'code', lat: 'breite', lng: 'laenge' }, network: 'mesh' }
  const preview = await session.read({}, mapping)
  expect(preview).toMatchObject({ kind: 'fleet', usable: 1, duplicates: 1, problemCount: 2 })
  expect(preview.problems.map(({ line }) => line)).toEqual([3, 4])
  await session.commit({}, {})
  expect(await db.hotspots.toArray()).toMatchObject([{ id: 'mesh:A1', network: 'mesh' }])
})

test('rewards become one period whose contributions add up to its total', async () => {
  const session = openFixture('weatherxm_beta_rewards_table.csv')
  const preview = await session.read({})
  expect(preview).toMatchObject({ kind: 'rewards', rows: 5166, usable: 5166, problemCount: 0 })
  const record = await session.commit({ periodName: 'Beta' }, {})
  expect(record).toMatchObject({ table: 'contributions', added: 5166 })
  const [period] = await db.periods.toArray()
  const amounts = (await db.contributions.toArray()).map(({ amountBaseUnits }) => BigInt(amountBaseUnits))
  expect(period).toMatchObject({ name: 'Beta', contributionCount: 5166, totalBaseUnits: preview.rewards?.totalBaseUnits })
  expect(amounts.reduce((sum, amount) => sum + amount, 0n).toString()).toBe(period?.totalBaseUnits)
  expect((await openFixture('weatherxm_beta_rewards_table.csv').read({})).rewards?.sameAs).toBe('Beta')
  await undoImport(db, record.id)
  expect([await db.periods.count(), await db.contributions.count()]).toEqual([0, 0])
})

const agreements = {
  format: 'commonmast-agreements-v1',
  members: [
    { id: 'ada', name: 'Ada', address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
    { id: 'ben', name: 'Ben' },
  ],
  groups: [{ name: 'roof', hotspots: ['A1', 'gone'] }],
  agreements: [
    {
      name: 'Everything',
      scope: { kind: 'default' },
      shares: [
        { memberId: 'ada', percent: '60' },
        { memberId: 'ben', percent: '40' },
      ],
    },
  ],
}

test('agreements bring their members, and put hotspots of the fleet into groups', async () => {
  const fleet = openText('fleet.csv', 'id,lat,lng\nA1,47.1,8.1\n')
  await fleet.read({})
  await fleet.commit({}, {})
  const session = openText('agreements.json', JSON.stringify(agreements))
  const preview = await session.read({})
  expect(preview).toMatchObject({ kind: 'agreements', usable: 1, agreements: { members: 2, withoutAddress: 1, grouped: 1 } })
  const record = await session.commit({}, {})
  expect([await db.members.count(), await db.agreements.count()]).toEqual([2, 1])
  expect((await db.hotspots.get('other:A1'))?.groups).toEqual(['roof'])
  await undoImport(db, record.id)
  expect([await db.members.count(), await db.agreements.count()]).toEqual([0, 0])
  expect((await db.hotspots.get('other:A1'))?.groups).toEqual([])
})

async function importText(name: string, text: string) {
  const session = openText(name, text)
  const preview = await session.read({})
  await session.commit({}, {})
  return preview
}
const moneyCase = (name: string) => readFileSync(resolve(process.cwd(), '../shared/cases/money', name), 'utf8')

test('a file never blanks a member or changes where one is paid; the preview says so', async () => {
  await importText('agreements.csv', moneyCase('agr-5050.csv'))
  await db.members.update('ada', { name: 'Ada Lovelace', role: 'treasurer' })
  const ada = { name: 'Ada Lovelace', role: 'treasurer', address: '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7' }
  await importText('shares.csv', moneyCase('pay-05-shares-only.csv'))
  expect(await db.members.get('ada')).toMatchObject(ada)
  const preview = await importText('redirect.csv', moneyCase('pay-04-redirect.csv'))
  expect(preview.agreements?.addressDiffers).toMatchObject([{ memberId: 'ada', from: ada.address, looksAlike: true }])
  expect(await db.members.get('ada')).toMatchObject(ada)
  expect(await db.agreements.toArray()).toMatchObject([{ id: 'default', shares: [{ percent: '60' }, { percent: '40' }] }])
})

test('the agreements of a second file come beside those of the first', async () => {
  const file = (group: string) => {
    const agreement = { name: group, scope: { kind: 'group', group }, shares: [{ memberId: 'ada', percent: '100' }] }
    return JSON.stringify({ ...agreements, groups: [], agreements: [agreement] })
  }
  await importText('harbour.json', file('harbour'))
  await importText('hill.json', file('hill'))
  expect((await db.agreements.toArray()).map(({ name }) => name)).toEqual(['harbour', 'hill'])
})

test('a key that hotspots of two networks have is not guessed', async () => {
  await importText('fleet.csv', 'eui,lat,lng,network\nA84041FFFF1E0001,47,8,ttn\nA84041FFFF1E0001,47,8,helium\n')
  const session = openText('agreements.csv', 'hotspot,member,percent\na84041ffff1e0001,ada,100\n')
  expect(await session.read({})).toMatchObject({ kind: 'agreements', usable: 0, problems: [{ field: 'hotspotIds' }] })
  await importText('agreements.csv', 'hotspot,member,percent\nttn:a84041ffff1e0001,ada,100\n')
  expect(await db.agreements.toArray()).toMatchObject([{ scope: { hotspotIds: ['ttn:A84041FFFF1E0001'] } }])
})

test('agreements that do not add up to 100 write nothing', async () => {
  const session = openText('agreements.json', JSON.stringify(agreements).replace('"60"', '"50"'))
  expect(await session.read({})).toMatchObject({ kind: 'agreements', usable: 0, problemCount: 1 })
  await expect(session.commit({}, {})).rejects.toMatchObject({ code: 'import.nothing-to-import' })
  expect(await db.members.count()).toBe(0)
})

test('bytes that are no text are refused in words', () => {
  const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3])
  expect(() => ImportSession.open(db, 'p', 'fleet.csv', picture)).toThrow('not text')
})

test('cancelling while reading gives the file up', async () => {
  const session = openFixture('helium_explorer_hotspots_2020-10-26.csv')
  await expect(session.read({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'import.cancelled' })
})
