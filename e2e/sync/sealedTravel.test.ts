/** What is said of people, and what is too large for a batch, between laptops with real consoles that meet by a folder. */
import 'fake-indexeddb/auto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { periodDates } from '#core/model/periodDates'
import { personalPlans, SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { splitPeriodOf } from '#core/rewards/splitPeriod'
import { termsOf } from '#core/rewards/termsOf'
import { verifySplit } from '#core/rewards/verifySplit'
import { cooperativeId, type Founding } from '#core/sync/founding'
import { destroyPerson } from '#core/sync/keys/destroyPerson'
import { readFixture } from '../../fixtures/readFixture'
import { demoRecords, putByTable } from '../../renderer/data/cooperative/demoRecords'
import { ImportSession } from '../../renderer/data/imports/importSession'
import { closePeriod, splitOf } from '../../renderer/data/money/closings'
import { CommonmastDatabase } from '../../renderer/data/records/database'
import { db } from '../../renderer/data/records/openRecords'
import { tablesAsText } from '../../renderer/data/records/testing/cooperatives'
import { expectLogEqualsTables } from '../../renderer/data/records/testing/expectLogEqualsTables'
import { openEmpty } from '../../renderer/data/records/testing/seedRecords'
import { transact } from '../../renderer/data/records/transact'
import { openSyncStore } from '../../renderer/data/sync/openSyncStore'
import { checkPeriod } from '../../renderer/features/split/checkPeriod'
import { placeIn, RealLaptop } from './realLaptop'

let dir: string
let folder: string
let ada: RealLaptop
let ben: RealLaptop
let founding: Founding

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: { request: (_name: string, _options: object, work: () => unknown) => work() } })
  dir = await mkdtemp(join(tmpdir(), 'commonmast-sealed-'))
  folder = await placeIn(dir, 'stick')
  await openEmpty(db)
  ada = await RealLaptop.start(db, join(dir, 'ada'))
  ben = await RealLaptop.start(new CommonmastDatabase(`ben-${crypto.randomUUID()}`), join(dir, 'ben'))
})

afterEach(async () => {
  for (const each of [ada, ben]) await each.close()
  await ben.db.delete()
  await rm(dir, { recursive: true, force: true })
})

/** Ada founds and admits Ben; both hold the same afterwards. */
async function meet(): Promise<void> {
  founding = await ada.found('Hill')
  await ada.sync(folder)
  await ben.join(founding)
  await ada.decide(ben, founding, ['operator', 'treasurer', 'technician'])
  for (const each of [ada, ben, ada, ben]) await each.sync(folder)
}

async function expectSame(): Promise<void> {
  expect(await tablesAsText(ben.db)).toBe(await tablesAsText(ada.db))
  for (const each of [ada, ben]) await expectLogEqualsTables(each.db)
}

/** All bytes at the place, and the names under which they lie there. */
async function everyByte(): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))
  return [...entries.map(({ name }) => name), ...texts].join('\n')
}

/** Texts in fields that say something of people, and in no others. */
async function personalTexts({ db: records }: RealLaptop): Promise<Set<string>> {
  const personal = new Set<string>()
  const clear = new Set<string>()
  for (const table of SHARED_TABLES) {
    const plan = personalPlans.get(table)
    for (const record of (await records.table(table).toArray()) as Record<string, unknown>[]) {
      for (const [field, value] of Object.entries(record)) {
        if (field.startsWith('$')) continue
        for (const text of textsIn(value)) (plan?.seals === 'whole' || plan?.fields.has(field) ? personal : clear).add(text)
      }
    }
  }
  return new Set([...personal].filter((text) => text.length >= 8 && ![...clear].some((other) => other.includes(text))))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

test('[SY66] [SY74] [SY75] after work of every kind no byte at the place says anything of people, and the other laptop reads all of it', async () => {
  await meet()
  const { records } = await demoRecords()
  const { cooperativeSettings: _, ...work } = records
  await transact(ada.db, { kind: 'test', title: 'The work of a week' }, Object.keys(work) as SharedTable[], (transaction) =>
    putByTable(transaction, work),
  )
  const member = { ...work.members?.[0], id: 'm-carla', name: 'Carla Ceder', address: `0x${'ab'.repeat(20)}` }
  await transact(ben.db, { kind: 'test', title: 'Member Carla Ceder added' }, ['members'], (transaction) =>
    transaction.put('members', member as never),
  )
  for (const each of [ada, ben, ada]) expect(await each.sync(folder)).toMatchObject({ missingKeys: [], isOwnPastRead: true })
  await expectSame()
  const place = await everyByte()
  const texts = await personalTexts(ada)
  expect(texts.size).toBeGreaterThan(500)
  expect([...texts].filter((text) => place.includes(text))).toEqual([])
  for (const text of ['Carla', 'm-carla', 'ab'.repeat(20)]) expect(place).not.toContain(text)
  expect(place).toContain('"personal":[')
}, 120_000)

test('[SY61] [SY62] a closed split of 5,166 rows arrives whole, to the byte, and its books hold', async () => {
  await meet()
  const rewards = ImportSession.open(ada.db, 'r', 'rewards.csv', readFixture('data/weatherxm_beta_rewards_table.csv'))
  await rewards.read({})
  await rewards.commit({ dates: periodDates('2026-01-01', '2026-01-31') }, {})
  const terms = 'hotspot,member,percent,address\n*,Ada Wagner,60,\n*,Bo Lindqvist,40,\n'
  const agreements = ImportSession.open(ada.db, 'a', 'agreements.csv', new TextEncoder().encode(terms))
  await agreements.read({})
  await agreements.commit({}, {})
  const [period] = await ada.db.periods.toArray()
  if (!period) throw new Error('The rewards were not imported')
  const facts = {
    ...{ period, hotspots: [], groupedHotspots: [] },
    contributions: await ada.db.contributions.toArray(),
    members: await ada.db.members.toArray(),
    agreements: await ada.db.agreements.toArray(),
  }
  const split = splitByTerms({
    ...checkPeriod(facts),
    period: splitPeriodOf(period),
    token: period.token,
    members: facts.members,
    agreements: facts.agreements.map(termsOf),
  })
  expect(split.rows).toHaveLength(5_166)
  await closePeriod(split)
  expect(await ada.sync(folder)).toMatchObject({ tooLarge: null, notWritten: null, unsealed: 0, isAgreed: true })
  expect(await ben.sync(folder)).toMatchObject({ missingKeys: [], isAgreed: true })
  const [closing] = await ben.db.closings.toArray()
  if (!closing) throw new Error('The closing did not arrive')
  expect(splitOf(closing)).toEqual(split)
  expect(verifySplit(split)).toEqual([])
  await expectSame()
  const place = await everyByte()
  for (const name of ['Ada Wagner', 'Bo Lindqvist']) expect(place).not.toContain(name)
}, 120_000)

test('[SY71] [SY72] [SY75] who is revoked reads nothing that is said after it, and a person who is erased is gone from both laptops', async () => {
  await meet()
  const memberOf = (id: string, name: string) => ({ id, name, address: null, role: 'host', ...stamps })
  const say = (laptop: RealLaptop, ...members: ReturnType<typeof memberOf>[]) =>
    transact(laptop.db, { kind: 'test', title: 'Members' }, ['members'], (records) => records.putAll('members', members))
  const namesAt = async (laptop: RealLaptop) => (await laptop.db.members.toArray()).map(({ name }) => name).sort()
  await say(ada, memberOf('m1', 'Carla Ceder'), memberOf('m2', 'Dora Dorn'))
  for (const each of [ada, ben]) await each.sync(folder)
  expect(await namesAt(ben)).toEqual(['Carla Ceder', 'Dora Dorn'])

  const store = await openSyncStore(ada.db, ada.client, ada.publicKey)
  expect(await destroyPerson(store, { cooperative: cooperativeId(founding), person: 'm1', at: stamps.createdAt })).toBe(1)
  await ada.sync(folder)
  expect((await ben.sync(folder)).found).toMatchObject([{ kind: 'key-destroyed', batches: 1 }])
  for (const each of [ada, ben]) {
    expect(await namesAt(each)).toEqual(['Dora Dorn'])
    const { keys } = await each.client.call('sync.dataKeys', { cooperative: cooperativeId(founding) })
    expect(keys.map(({ person }) => person).sort()).toEqual(['m2', null])
  }
  await expectSame()

  await ada.decide(ben, founding, [])
  // In the same round as the word that takes the access away.
  await say(ada, memberOf('m3', 'Emil Ek'), memberOf('m2', 'Dora Dorn-Ek'))
  await ada.sync(folder)
  expect((await ben.sync(folder)).missingKeys.length).toBeGreaterThan(0)
  expect([await namesAt(ada), await namesAt(ben)]).toEqual([['Dora Dorn-Ek', 'Emil Ek'], ['Dora Dorn']])
}, 120_000)

const stamps = { createdAt: '2026-11-30T10:00:00.000Z', updatedAt: '2026-11-30T10:00:00.000Z' }
