import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { periodDates } from '#core/model/periodDates'
import type { RecordOf, SharedTable } from '#core/records/recordTables'
import { addressBookFile } from '#core/treasury/addresses/addressBookFile'
import { readFixture, readFixtureText } from '../../../fixtures/readFixture'
import { readContributions } from '../money/readContributions'
import { CommonmastDatabase } from '../records/database'
import { openEmpty, seedRecords } from '../records/testing/seedRecords'
import { transact } from '../records/transact'
import { undoAct } from '../records/undoAct'
import type { ImportChoices } from './importPreview'
import { ImportSession } from './importSession'

let db: CommonmastDatabase

beforeEach(async () => {
  db = new CommonmastDatabase('session-test')
  await openEmpty(db)
})
afterEach(() => db.delete())

const patch = <T extends SharedTable>(table: T, key: string, fields: Partial<RecordOf<T>>) =>
  transact(db, { kind: 'test', title: 'Changed by hand' }, [table], (records) => records.patch(table, key, fields))

const openFixture = (name: string) => ImportSession.open(db, 'p', name, readFixture(`data/${name}`))
const openText = (name: string, text: string) => ImportSession.open(db, 'p', name, new TextEncoder().encode(text))

test('the Helium fleet is previewed, imported, and replaced by itself', async () => {
  const name = 'helium_explorer_hotspots_2020-10-26.csv'
  const session = openFixture(name)
  const preview = await session.read({})
  expect(preview).toMatchObject({ kind: 'fleet', rows: 3640, usable: 3640, added: 3640, changed: 0, withoutLocation: 82 })
  expect((await session.commit({}, {})).record).toMatchObject({ added: 3640, replaced: 0, skipped: 0 })
  expect(await db.hotspots.count()).toBe(3640)
  expect(await openFixture(name).read({})).toMatchObject({ added: 0, changed: 0, unchanged: 3640 })
})

test('a hotspot imported again keeps its groups and when it was first seen', async () => {
  const table = (name: string) => `id,name,lat,lng\nA1,${name},47.1,8.1\n`
  const first = openText('fleet.csv', table('Old'))
  await first.read({})
  await first.commit({}, {})
  await patch('hotspots', 'other:A1', { groups: ['roof'], createdAt: '2020-01-01T00:00:00.000Z' })
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

const JANUARY = periodDates('2026-01-01', '2026-01-31')

const stations = (amounts: Record<string, string>) => {
  const rows = Object.entries(amounts).map(([id, amount]) => `${id},${id},2022-02-25,1,${amount},1,`)
  return `Station ID,Station Name,First data packet,Rewardable Hours,Allocated Rewards,Max Daily Claim,Transferred Hours From\n${rows.join('\n')}\n`
}

async function importRewards(name: string, text: string, choices: ImportChoices = {}) {
  const session = openText(name, text)
  const preview = await session.read({})
  await session.commit({ dates: JANUARY, ...choices }, {})
  return preview
}
const amountsByPeriod = async () => {
  const periods = await db.periods.orderBy('createdAt').toArray()
  const contributions = await Promise.all(periods.map((period) => readContributions(db, period)))
  return contributions.map((each) => each.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits]))
}

test('the same rewards are one period, whatever the file is called and however its rows are ordered (pay-03)', async () => {
  const amounts = { a: '100', b: '60' }
  await importRewards('rewards-january.csv', stations(amounts))
  const copies = [
    ['rewards-january (1).csv', stations(amounts)],
    ['resaved.csv', stations({ b: '60.0', a: '100.00' })],
    ['crlf.csv', stations(amounts).replaceAll('\n', '\r\n')],
  ] as const
  for (const [name, text] of copies) {
    const session = openText(name, text)
    expect((await session.read({})).rewards?.sameAs).toBe('Rewards january')
    await expect(session.commit({ dates: JANUARY }, {})).rejects.toMatchObject({ code: 'period.already-here' })
    const nearly = { dates: periodDates('2026-01-02', '2026-01-31'), again: true }
    await expect(session.commit(nearly, {})).rejects.toMatchObject({ code: 'period.already-here' })
  }
  const february = { dates: periodDates('2026-02-01', '2026-02-28') }
  await expect(importRewards('february.csv', stations(amounts), february)).rejects.toMatchObject({ code: 'period.same-content' })
  await importRewards('february.csv', stations(amounts), { ...february, again: true })
  expect(await db.periods.count()).toBe(2)
})

test('a corrected file adds only what was missing', async () => {
  const partial = await importRewards('january.csv', stations({ a: '100', b: '6O' }))
  expect(partial.problemCount).toBe(1)
  await importRewards('january.csv', stations({ a: '100', b: '60' }))
  expect(await amountsByPeriod()).toEqual([
    [['a', `100${'0'.repeat(18)}`]],
    [
      ['a', '0'],
      ['b', `60${'0'.repeat(18)}`],
    ],
  ])
  const [first, correction] = await db.periods.orderBy('createdAt').toArray()
  expect(correction?.corrects).toEqual([{ id: first?.id, amountsSha256: first?.amountsSha256 }])
  const half = { dates: periodDates('2026-01-01', '2026-01-15') }
  await expect(importRewards('half.csv', stations({ a: '1' }), half)).rejects.toMatchObject({ code: 'period.overlaps-in-part' })
  await importRewards('less.csv', stations({ a: '99', b: '60' }))
  // What is less takes back, and is the difference to all before it.
  const less = (await db.contributions.toArray()).find(({ correction }) => correction?.statedBaseUnits.startsWith('99'))
  expect(less).toMatchObject({ amountBaseUnits: '0', correction: { beforeBaseUnits: `100${'0'.repeat(18)}` } })
  await expect(importRewards('again.csv', stations({ a: '99', b: '60' }))).rejects.toMatchObject({ code: 'period.already-here' })
})

test('rewards whose import was taken back come in again as their file is now, and nothing of before with them', async () => {
  const wrong = openText('january.csv', stations({ a: '100', b: '60', gone: '5' }))
  await wrong.read({})
  const { actId } = await wrong.commit({ dates: JANUARY }, {})
  await undoAct(db, actId ?? '')
  await importRewards('january.csv', stations({ a: '100', b: '6' }))
  expect(await amountsByPeriod()).toEqual([
    [
      ['a', `100${'0'.repeat(18)}`],
      ['b', `6${'0'.repeat(18)}`],
    ],
  ])
})

test('amounts from before there were dates are known again', async () => {
  const at = '2026-01-01T00:00:00.000Z'
  const token = { symbol: 'WXM', decimals: 18 }
  const counts = { contributionCount: 1, totalBaseUnits: '1', importId: null, createdAt: at, updatedAt: at }
  await seedRecords(db, 'periods', [{ id: 'old', name: 'Old', network: 'weatherxm', token, sourceFile: 'old.csv', ...counts }])
  await seedRecords(db, 'contributions', [
    { id: 'old:A', periodId: 'old', hotspotKey: ' A', name: 'A', amountBaseUnits: `1${'0'.repeat(18)}` },
  ])
  await expect(importRewards('again.csv', stations({ A: '1' }))).rejects.toMatchObject({ code: 'period.same-content' })
})

test('rewards become one period whose contributions add up to its total', async () => {
  const session = openFixture('weatherxm_beta_rewards_table.csv')
  const preview = await session.read({})
  expect(preview).toMatchObject({ kind: 'rewards', rows: 5166, usable: 5166, problemCount: 0 })
  expect(preview.rewards?.dates).toBeNull()
  await expect(session.commit({ periodName: 'Beta' }, {})).rejects.toMatchObject({ code: 'period.no-dates' })
  const { record, actId } = await session.commit({ periodName: 'Beta', dates: JANUARY }, {})
  expect(record).toMatchObject({ table: 'contributions', added: 5166 })
  const [period] = await db.periods.toArray()
  const amounts = (await db.contributions.toArray()).map(({ amountBaseUnits }) => BigInt(amountBaseUnits))
  expect(period).toMatchObject({
    ...JANUARY,
    name: 'Beta',
    contributionCount: 5166,
    totalBaseUnits: preview.rewards?.totalBaseUnits,
  })
  expect(amounts.reduce((sum, amount) => sum + amount, 0n).toString()).toBe(period?.totalBaseUnits)
  expect((await openFixture('weatherxm_beta_rewards_table.csv').read({})).rewards?.sameAs).toBe('Beta')
  await undoAct(db, actId ?? '')
  expect(await db.periods.count()).toBe(0)
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
  expect(preview).toMatchObject({
    kind: 'agreements',
    usable: 1,
    agreements: { members: 2, withoutAddress: 1, grouped: 2, groupedOutsideFleet: 1 },
  })
  const { actId } = await session.commit({}, {})
  expect([await db.members.count(), await db.agreements.count()]).toEqual([2, 1])
  expect((await db.hotspots.get('other:A1'))?.groups).toEqual(['roof'])
  expect(await groupsByRecord()).toEqual({ 'other:A1': ['roof'], gone: ['roof'] })
  await undoAct(db, actId ?? '')
  expect([await db.members.count(), await db.agreements.count()]).toEqual([0, 0])
  expect((await db.hotspots.get('other:A1'))?.groups).toEqual([])
  expect(await groupsByRecord()).toEqual({})
})

test('[AG6] hotspots keep the groups of their keys when they come into the fleet, and when they leave it', async () => {
  const file = openText('agreements.json', JSON.stringify(agreements))
  await file.read({})
  await file.commit({}, {})
  expect((await openText('agreements.json', JSON.stringify(agreements)).read({})).wouldChange).toBe(false)
  const fleet = openText('fleet.csv', 'id,lat,lng,groups\nA1,47.1,8.1,south\nB1,47.2,8.2,\n')
  await fleet.read({})
  const { actId } = await fleet.commit({}, {})
  expect((await db.hotspots.get('other:A1'))?.groups.toSorted()).toEqual(['roof', 'south'])
  expect((await db.hotspots.get('other:B1'))?.groups).toEqual([])
  await undoAct(db, actId ?? '')
  expect(await db.hotspots.count()).toBe(0)
  expect(await groupsByRecord()).toEqual({ A1: ['roof'], gone: ['roof'] })
})

async function groupsByRecord(): Promise<Record<string, string[]>> {
  return Object.fromEntries((await db.groupedHotspots.toArray()).map(({ id, groups }) => [id, groups]))
}

async function importText(name: string, text: string) {
  const session = openText(name, text)
  const preview = await session.read({})
  await session.commit({}, {})
  return preview
}
const REDIRECT = '0x2fDdc3C3c3c3c3C3c3C3C3C3C3c3c3C3C3C388a7'
const moneyCase = (name: string) => readFixtureText(`cases/money/${name}`)

test('[MM2] a file never blanks a member or changes where one is paid; the preview says so', async () => {
  await importText('agreements.csv', moneyCase('agr-5050.csv'))
  await patch('members', 'ada', { name: 'Ada Lovelace', role: 'treasurer' })
  const ada = { name: 'Ada Lovelace', role: 'treasurer', address: '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7' }
  await importText('shares.csv', moneyCase('pay-05-shares-only.csv'))
  expect(await db.members.get('ada')).toMatchObject(ada)
  const preview = await importText('redirect.csv', moneyCase('pay-04-redirect.csv'))
  const [change] = preview.agreements?.addressChanges ?? []
  expect(change).toMatchObject({ memberId: 'ada', from: ada.address, to: REDIRECT, findings: [{ kind: 'looks-like-own' }, {}] })
  expect(await db.members.get('ada')).toMatchObject(ada)
  expect(await db.agreements.toArray()).toMatchObject([{ id: 'default', shares: [{ percent: '60' }, { percent: '40' }] }])
})

test('[MM2] an address is changed for the member whom a person confirmed, as an act of its own that is undone alone', async () => {
  await importText('agreements.csv', moneyCase('agr-5050.csv'))
  const before = (await db.members.get('ada'))?.address ?? ''
  const session = openText('redirect.csv', moneyCase('pay-04-redirect.csv'))
  const { agreements: preview } = await session.read({})
  const outcome = await session.commit({ confirmedAddresses: preview?.addressChanges }, {})
  expect(outcome).toMatchObject({ addressesOf: ['ada'], addressActIds: [expect.any(String)] })
  expect((await db.members.get('ada'))?.address).toBe(REDIRECT)
  expect((await db.acts.get(outcome.addressActIds[0] ?? ''))?.title).toBe(`Address of ada changed from ${before} to ${REDIRECT}`)
  await undoAct(db, outcome.addressActIds[0] ?? '')
  expect((await db.members.get('ada'))?.address).toBe(before)
  expect(await db.agreements.toArray()).toMatchObject([{ shares: [{ percent: '60' }, { percent: '40' }] }])
})

test('[MM2] what was confirmed is made only as it was shown', async () => {
  await importText('agreements.csv', moneyCase('agr-5050.csv'))
  const session = openText('redirect.csv', moneyCase('pay-04-redirect.csv'))
  const { agreements: preview } = await session.read({})
  const [shown] = preview?.addressChanges ?? []
  const another = [
    { ...shown, memberId: 'ada', name: 'ada', from: shown?.from ?? null, to: '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C' },
  ]
  expect((await session.commit({ confirmedAddresses: another }, {})).addressesOf).toEqual([])
  const later = openText('redirect.csv', moneyCase('pay-04-redirect.csv'))
  const { agreements: again } = await later.read({})
  await patch('members', 'ada', { address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' })
  await expect(later.commit({ confirmedAddresses: again?.addressChanges }, {})).rejects.toMatchObject({
    code: 'member.address-moved',
  })
  expect(await db.imports.count()).toBe(2)
})

test('an address book adds members and only proposes another address; one that was altered is refused', async () => {
  await importText('agreements.csv', moneyCase('agr-5050.csv'))
  const members = [
    { id: 'ada', name: 'Ada', role: 'treasurer', address: REDIRECT },
    { id: 'cy', name: 'Cy', role: 'host', address: '0x77135961f98DAE3c7a200bE3cd3F3BC15E087d3C' },
  ]
  const book = JSON.stringify(addressBookFile(members, 'Harbour', '2026-11-30T12:00:00.000Z'))
  const before = (await db.members.get('ada'))?.address
  const preview = await importText('book.json', book)
  expect(preview).toMatchObject({ kind: 'members', format: 'commonmast-address-book-v1', usable: 2, added: 1, changed: 1 })
  expect(preview.agreements?.newAddresses).toMatchObject([{ memberId: 'cy', findings: [{ kind: 'shared' }] }])
  expect(await db.members.get('ada')).toMatchObject({ name: 'Ada', role: 'treasurer', address: before })
  expect(await db.members.get('cy')).toMatchObject({ name: 'Cy', address: members[1]?.address })
  expect((await db.imports.toArray()).map(({ table }) => table)).toContain('members')
  expect(() => openText('book.json', book.replace('Cy', 'Di'))).toThrow(/changed after it was saved/)
})

test('nobody comes in at the contract of a token', async () => {
  const address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
  await seedRecords(db, 'tokens', [
    {
      id: `eip155:8453/${address}`,
      facts: { chain: 'eip155:8453', address, symbol: 'HNT', decimals: 8, codeHash: null },
      checked: null,
      createdAt: '2026-11-01T00:00:00.000Z',
      updatedAt: '2026-11-01T00:00:00.000Z',
    },
  ])
  const preview = await openText('members.csv', `member,address\nada,${address}\n`).read({})
  expect(preview).toMatchObject({ kind: 'members', usable: 0, problems: [{ field: 'address' }] })
  expect(preview.problems[0]?.message).toMatch(/contract of the token HNT/)
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
