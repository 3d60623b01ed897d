/** Photos and files between laptops with real consoles: the record, its content, its end with a person, and its way back from a backup. */
import 'fake-indexeddb/auto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64 } from '@scure/base'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Evidence } from '#core/model/evidence'
import { openContent, sealContent } from '#core/sync/evidence/sealContent'
import { cooperativeId, type Founding } from '#core/sync/founding'
import { destroyPerson } from '#core/sync/keys/destroyPerson'
import { backupText, restoreText } from '../../../renderer/data/backups/testing/backupRig'
import { readEvidence } from '../../../renderer/data/evidence/readEvidence'
import { sealKeyFor, writeEvidence } from '../../../renderer/data/evidence/writeEvidence'
import { CommonmastDatabase } from '../../../renderer/data/records/database'
import { openRecords } from '../../../renderer/data/records/openRecords'
import { tablesAsText } from '../../../renderer/data/records/testing/cooperatives'
import { expectLogEqualsTables } from '../../../renderer/data/records/testing/expectLogEqualsTables'
import { transact } from '../../../renderer/data/records/transact'
import { undoAct } from '../../../renderer/data/records/undoAct'
import { openSyncStore } from '../../../renderer/data/sync/openSyncStore'
import { placeIn, RealLaptop } from '../realLaptop'

let dir: string
let folder: string
let founding: Founding
const laptops: RealLaptop[] = []

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: { request: (_name: string, _options: object, work: () => unknown) => work() } })
  dir = await mkdtemp(join(tmpdir(), 'commonmast-evidence-'))
  folder = await placeIn(dir, 'stick')
})

afterEach(async () => {
  for (const each of laptops.splice(0)) {
    await each.close()
    await each.db.delete()
  }
  await rm(dir, { recursive: true, force: true })
})

async function laptop(word: string): Promise<RealLaptop> {
  const one = await RealLaptop.start(new CommonmastDatabase(`${word}-${crypto.randomUUID()}`), join(dir, word))
  laptops.push(one)
  return one
}

async function meet(): Promise<[RealLaptop, RealLaptop]> {
  const [ada, ben] = [await laptop('ada'), await laptop('ben')]
  founding = await ada.found('Hill')
  await ada.sync(folder)
  await ben.join(founding)
  await ada.decide(ben, founding, ['technician'])
  for (const each of [ada, ben, ada, ben]) await each.sync(folder)
  return [ada, ben]
}

const MAST = { subject: 'hotspots', subjectId: 'helium:mast', name: 'Mast' } as const
const photo = (word: string) => new TextEncoder().encode(word.repeat(60_000))

async function attach({ db, client }: RealLaptop, content: Uint8Array, memberId: string | null = null, name = 'carlas-roof.jpg') {
  const { sha256, seal, chunks } = sealContent(content, await sealKeyFor(db, content.length > 0 ? hashOf(content) : '', memberId))
  const facts = {
    title: 'Carla’s roof',
    name,
    mediaType: 'image/jpeg',
    sha256,
    bytes: content.length,
    seal,
    by: 'Ben',
    memberId,
  } as const
  await writeEvidence(db, client, MAST, facts, chunks)
}

const hashOf = (content: Uint8Array) => sealContent(content, new Uint8Array(32)).sha256

/** The content as a screen reads it; null where a part is not here. */
async function contentAt({ client }: RealLaptop, { sha256, bytes, seal }: Evidence): Promise<Uint8Array | null> {
  const parts = await Promise.all(seal.chunks.map(async (hash) => (await client.call('evidence.read', { hash })).bytes))
  if (parts.some((part) => part === null)) return null
  return openContent(
    { sha256, bytes, seal },
    parts.map((part) => base64.decode(part ?? '')),
  )
}

const of = ({ db }: RealLaptop) => readEvidence(db, [MAST])
const only = async (one: RealLaptop): Promise<Evidence> => {
  const [found, ...others] = await of(one)
  if (!found || others.length > 0) throw new Error('There is not exactly one photo')
  return found
}
const sameBytes = (one: Uint8Array | null, other: Uint8Array) => one !== null && Buffer.from(one).equals(other)

async function everyByte(): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))
  return texts.join('\n')
}

test('[EV3] [EV4] a photo above 256 KB arrives with its record, byte for byte, and the place sees nothing of either', async () => {
  const [ada, ben] = await meet()
  await attach(ben, photo('roof of Carla '))
  expect((await ben.sync(folder)).evidence).toMatchObject({ sent: 1, notSent: null })
  expect((await ada.sync(folder)).evidence).toMatchObject({ received: 1, waiting: 0 })
  const arrived = await only(ada)
  expect(arrived).toMatchObject({ title: 'Carla’s roof', by: 'Ben', bytes: 840_000 })
  expect(sameBytes(await contentAt(ada, arrived), photo('roof of Carla '))).toBe(true)
  const place = await everyByte()
  for (const word of ['Carla', 'roof', arrived.sha256, arrived.seal.key, 'helium:mast']) expect(place).not.toContain(word)
  // Again the same: one content, two records.
  const before = await ben.client.call('evidence.room', {})
  await attach(ben, photo('roof of Carla '), null, 'again.jpg')
  expect(await ben.client.call('evidence.room', {})).toEqual(before)
  expect((await ben.sync(folder)).evidence.sent).toBe(0)
  await ada.sync(folder)
  expect(await of(ada)).toHaveLength(2)
  expect(await tablesAsText(ben.db)).toBe(await tablesAsText(ada.db))
}, 120_000)

test('[EV9] what is removed goes everywhere, and taking that back brings record and content', async () => {
  const [ada, ben] = await meet()
  await attach(ben, photo('roof '))
  await ben.sync(folder)
  await ada.sync(folder)
  const { id } = await only(ada)
  const removal = await transact(ada.db, { kind: 'evidence', title: 'Removed' }, ['evidence'], (records) =>
    records.remove('evidence', [id]),
  )
  for (const each of [ada, ben]) await each.sync(folder)
  expect([await of(ada), await of(ben)]).toEqual([[], []])
  for (const each of [ada, ben]) await each.client.call('evidence.settle', { named: [] })
  await undoAct(ada.db, removal.actId ?? '')
  for (const each of [ada, ben]) await each.sync(folder)
  for (const each of [ada, ben]) expect(sameBytes(await contentAt(each, await only(each)), photo('roof '))).toBe(true)
  await expectLogEqualsTables(ada.db)
}, 120_000)

test('[EV8] a photo of a person goes with them: nobody has its key any more, and one of nobody stays', async () => {
  const [ada, ben] = await meet()
  await attach(ben, photo('home of Carla '), 'm-carla')
  await attach(ben, photo('mast '), null, 'mast.jpg')
  await ben.sync(folder)
  await ada.sync(folder)
  const carlas = (await of(ada)).find(({ memberId }) => memberId === 'm-carla')
  expect(carlas && sameBytes(await contentAt(ada, carlas), photo('home of Carla '))).toBe(true)
  const store = await openSyncStore(ada.db, ada.client, ada.publicKey)
  expect(
    await destroyPerson(store, { cooperative: cooperativeId(founding), person: 'm-carla', at: new Date().toISOString() }),
  ).toBe(1)
  await ada.sync(folder)
  await ben.sync(folder)
  for (const each of [ada, ben]) {
    expect((await of(each)).map(({ name }) => name)).toEqual(['mast.jpg'])
    const everything = JSON.stringify(await Promise.all(each.db.tables.map((table) => table.toArray())))
    expect(everything).not.toContain(carlas?.seal.key)
    expect(everything).toContain((await only(each)).seal.key)
    await expectLogEqualsTables(each.db)
  }
}, 120_000)

test('[EV7] a restored backup finds every content beside it, and holds none of it itself', async () => {
  const [ada] = await meet()
  await attach(ada, photo('roof '))
  const kept = await only(ada)
  const text = await backupText(ada.db)
  expect(text).toContain(kept.seal.key)
  expect(text.length).toBeLessThan(photo('roof ').length)
  await ada.db.delete()
  const again = new CommonmastDatabase(`again-${crypto.randomUUID()}`)
  await openRecords(again)
  await restoreText(again, text)
  const [restored] = await readEvidence(again, [MAST])
  expect(restored && sameBytes(await contentAt(ada, restored), photo('roof '))).toBe(true)
  await again.delete()
}, 120_000)
