/** What operations say of people, through whole rounds: sealed, opened, opened later, rotated and destroyed. */
import { randomBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { Problem } from '../model/problem'
import type { PersonalPlan } from '../records/personalPlan'
import { fold, textOf } from '../records/testing/logs'
import { cooperativeId } from './founding'
import type { Admitted } from './keys/DataKeyStore'
import { dataKeyOf } from './keys/dataKey'
import { destroyPerson } from './keys/destroyPerson'
import { destroyKey, wrapForAll } from './keys/envelope'
import { wrapSender } from './keys/wrapKey'
import { canonicalText } from './signedDocument'
import { exampleCooperative, recordsText, siteNamed, sync } from './testing/exampleCooperative'
import { admittedAs, MemoryDataKeys } from './testing/MemoryDataKeys'
import type { MemoryLaptop } from './testing/MemoryLaptop'
import { MemoryPlace } from './testing/MemoryPlace'

const ask = async () => 'write-all' as const
/** A site is somebody's, by its key; a fact is about several people. */
const personal = new Map<string, PersonalPlan>([
  ['sites', { seals: 'whole', fields: new Set(['name']), personOf: 'key' }],
  ['facts', { seals: 'whole', fields: new Set(['amount']), personOf: null }],
])

async function withKeys(...words: string[]) {
  const { laptop, founding } = await exampleCooperative()
  const admitted: Admitted[] = []
  const join = (word: string): MemoryLaptop => {
    const one = laptop(word)
    one.dataKeys = new MemoryDataKeys(one, () => admitted)
    admitted.push(admittedAs(one.signer.publicKey, word === 'ada'))
    return one
  }
  const leave = ({ signer }: MemoryLaptop) => {
    admitted.splice(
      admitted.findIndex(({ publicKey }) => publicKey === signer.publicKey),
      1,
    )
  }
  const makeAdmin = ({ signer }: MemoryLaptop) => {
    admitted.push({ ...admittedAs(signer.publicKey, true) })
    admitted.splice(
      admitted.findIndex(({ publicKey, mayDestroy }) => publicKey === signer.publicKey && !mayDestroy),
      1,
    )
  }
  return { join, leave, makeAdmin, laptops: words.map(join), cooperative: cooperativeId(founding), place: new MemoryPlace() }
}

const round = (laptop: MemoryLaptop, place: MemoryPlace) => sync(laptop, place, { ask, personal })
const textAt = (place: MemoryPlace) => [...place.files.values(), ...place.envelopeTexts].join('\n')
const nameOf = (laptop: MemoryLaptop, key: string) => laptop.states.get('sites')?.get(key)?.fields.name

test('[SY66] [SY69] the place sees nothing personal, and every laptop of the cooperative reads all of it', async () => {
  const { laptops, place } = await withKeys('ada', 'ben')
  const [ada, ben] = laptops as [MemoryLaptop, MemoryLaptop]
  ada.write(siteNamed('Carla Ceder'))
  ada.write({ table: 'facts', key: 'of Carla', set: { amount: 5 } })
  expect(await round(ada, place)).toMatchObject({ written: 1, missingKeys: [], isAgreed: true })
  expect(textAt(place)).not.toMatch(/Carla|amount|"set"/)
  expect(await round(ben, place)).toMatchObject({ applied: 1, missingKeys: [], isOwnPastRead: true })
  expect(recordsText(ben)).toBe(recordsText(ada))
  ben.write({ table: 'sites', key: 'Carla Ceder', set: { name: 'Carla Ceder-Dorn' } })
  await round(ben, place)
  await round(ada, place)
  expect(nameOf(ada, 'Carla Ceder')).toBe('Carla Ceder-Dorn')
  // One key of the person and one of the cooperative, whoever writes.
  expect(place.envelopeTexts).toHaveLength(2)
  expect(await round(ada, place)).toMatchObject({ sealed: 0, written: 0, applied: 0, found: [] })
})

test('[SY68] what is sealed with a key that is not here is left out, told, and there once the key has come', async () => {
  const { laptops, place } = await withKeys('ada', 'ben')
  const [ada, ben] = laptops as [MemoryLaptop, MemoryLaptop]
  ada.write(siteNamed('Carla'))
  ada.write({ table: 'plain', key: 'p', set: { title: 'x' } })
  ada.write({ table: 'facts', key: 'f', set: { amount: 5 } })
  await round(ada, place)
  const { envelopeTexts } = place
  place.envelopeTexts = []
  const { missingKeys, isOwnPastRead, applied } = await round(ben, place)
  expect([missingKeys.length, isOwnPastRead, applied]).toEqual([2, false, 1])
  expect([[...ben.states.keys()], ben.disk.log.map(({ table }) => table)]).toEqual([[], ['plain']])
  // One key comes, and then the other; a crash between loses nothing.
  for (const texts of [envelopeTexts.slice(0, 1), envelopeTexts]) {
    place.envelopeTexts = texts
    const keep = ben.dataKeys?.keep.bind(ben.dataKeys)
    if (ben.dataKeys) ben.dataKeys.keep = async () => Promise.reject(new Error('crash'))
    await expect(round(ben, place)).rejects.toThrow('crash')
    if (ben.dataKeys && keep) ben.dataKeys.keep = keep
    await round(ben, place)
  }
  expect(await round(ben, place)).toMatchObject({ missingKeys: [], isOwnPastRead: true })
  expect(recordsText(ben)).toBe(recordsText(ada))
  expect(recordsText(ben)).toBe(textOf(fold(ben.disk.log)))
})

test('[SY68] a laptop that has no keys at all does not take for all what it can read', async () => {
  const { laptops, place } = await withKeys('ada', 'ben')
  const [ada, ben] = laptops as [MemoryLaptop, MemoryLaptop]
  ada.write(siteNamed('Carla'))
  await round(ada, place)
  ben.dataKeys = null
  expect(await round(ben, place)).toMatchObject({ applied: 1, missingKeys: [expect.any(String)], isOwnPastRead: false })
})

test('[SY70] whoever joins can read everything, from the first round after an admitted laptop has met them', async () => {
  const { laptops, join, place } = await withKeys('ada')
  const [ada] = laptops as [MemoryLaptop]
  ada.write(siteNamed('Carla'))
  await round(ada, place)
  const ben = join('ben')
  expect((await round(ben, place)).missingKeys).toHaveLength(1)
  expect(ben.states.size).toBe(0)
  await round(ada, place)
  await round(ben, place)
  expect(recordsText(ben)).toBe(recordsText(ada))
  expect(place.envelopeTexts).toHaveLength(1)
})

test('[SY71] once somebody is removed, they read nothing of what is said from then on', async () => {
  const { laptops, leave, place } = await withKeys('ada', 'ben', 'thief')
  const [ada, ben, thief] = laptops as [MemoryLaptop, MemoryLaptop, MemoryLaptop]
  ada.write(siteNamed('Carla'))
  await round(ada, place)
  for (const one of [ben, thief]) await round(one, place)
  leave(thief)
  for (const [at, one] of [ada, ben].entries()) {
    one.write({ table: 'sites', key: 'Carla', set: { name: `moved ${at}` } })
    await round(one, place)
  }
  await round(ada, place)
  expect((await round(thief, place)).missingKeys.length).toBeGreaterThan(0)
  expect([nameOf(ada, 'Carla'), nameOf(ben, 'Carla'), nameOf(thief, 'Carla')]).toEqual(['moved 1', 'moved 1', 'Carla'])
})

test('[SY71] a key that somebody had who was removed seals nothing new, also once it is wrapped for whoever joins', async () => {
  const { laptops, leave, join, place } = await withKeys('ada', 'thief')
  const [ada, thief] = laptops as [MemoryLaptop, MemoryLaptop]
  // Of each the one key or the other could be taken.
  const people = ['Carla', 'Dora', 'Eva', 'Fee', 'Gus', 'Hal', 'Ida', 'Jo']
  const say = async (word: string) => {
    for (const key of people) ada.write({ ...siteNamed(key), set: { ...siteNamed(key).set, name: `${key} ${word}` } })
    await round(ada, place)
  }
  await say('here')
  await round(thief, place)
  leave(thief)
  await say('moved')
  const cleo = join('cleo')
  await round(ada, place)
  await say('away')
  for (const one of [cleo, thief]) await round(one, place)
  const saidOf = (laptop: MemoryLaptop) => people.map((key) => nameOf(laptop, key))
  expect(saidOf(cleo)).toEqual(people.map((key) => `${key} away`))
  expect(saidOf(thief)).toEqual(people.map((key) => `${key} here`))
})

test('[SY71] a key that somebody made before they were removed goes on being read by those who join', async () => {
  const { laptops, leave, join, place } = await withKeys('ada', 'former')
  const [ada, former] = laptops as [MemoryLaptop, MemoryLaptop]
  former.write(siteNamed('Carla'))
  await round(former, place)
  leave(former)
  await round(ada, place)
  expect(nameOf(ada, 'Carla')).toBe('Carla')
  const ben = join('ben')
  await round(ada, place)
  await round(ben, place)
  expect(recordsText(ben)).toBe(recordsText(ada))
})

test('[SY72] a destroyed key takes with it what it sealed, everywhere and for good, whatever old envelopes turn up', async () => {
  const { laptops, join, place, cooperative } = await withKeys('ada', 'ben')
  const [ada, ben] = laptops as [MemoryLaptop, MemoryLaptop]
  for (const name of ['Carla', 'Dora']) ada.write(siteNamed(name))
  ben.write({ table: 'facts', key: 'payout to Carla', set: { amount: 5 } })
  for (const one of [ada, ben, ada]) await round(one, place)
  ben.write({ table: 'sites', key: 'Carla', set: { name: 'Carla of Ben' } })
  for (const one of [ben, ada]) await round(one, place)
  const old = place.copy()
  expect(await destroyPerson(ada, { cooperative, person: 'Carla', at: '2026-11-30T10:00:00.000Z' })).toBe(1)
  expect(JSON.stringify([ada.disk.log, recordsText(ada)])).not.toMatch(/"Carla/)
  expect((await round(ada, place)).notWritten).toBeNull()
  expect((await round(ben, place)).found).toEqual([{ kind: 'key-destroyed', keyId: expect.any(String), batches: 2 }])
  place.setBack({ ...old, envelopeTexts: [...old.envelopeTexts, ...place.envelopeTexts] })
  const cleo = join('cleo')
  for (const one of [ada, ben, cleo, ada, cleo]) await round(one, place)
  for (const one of [ada, ben, cleo]) {
    expect(JSON.stringify([...one.disk.log, recordsText(one)])).not.toMatch(/"Carla/)
    expect([nameOf(one, 'Dora'), one.states.get('facts')?.get('payout to Carla')?.fields.amount]).toEqual(['Dora', 5])
    expect(recordsText(one)).toBe(textOf(fold(one.disk.log)))
    expect([...one.disk.dataKeys.values()].map(({ person }) => person).sort()).toEqual(['Dora', null])
  }
  // Nothing of the key is left at the place but that it was destroyed.
  expect(place.envelopeTexts.filter((text) => text.includes('"wraps":[]'))).toHaveLength(1)
  expect(place.envelopeTexts).toHaveLength(3)
  // What is said of the person from now on is new.
  ben.write({ ...siteNamed('Carla'), set: { ...siteNamed('Carla').set, name: 'Carla is back' } })
  await round(ben, place)
  await round(ada, place)
  expect(nameOf(ada, 'Carla')).toBe('Carla is back')
})

test('[SY72] what two admins destroyed, and what one destroyed who left, stays destroyed, and the place comes to rest', async () => {
  const { laptops, join, leave, makeAdmin, place, cooperative } = await withKeys('ada', 'ben', 'dora')
  const [ada, ben, dora] = laptops as [MemoryLaptop, MemoryLaptop, MemoryLaptop]
  makeAdmin(ben)
  ada.write(siteNamed('Carla'))
  for (const one of [ada, ben, dora]) await round(one, place)
  const living = place.copy()
  for (const [admin, day] of [
    [ada, 29],
    [ben, 30],
  ] as const) {
    expect(await destroyPerson(admin, { cooperative, person: 'Carla', at: `2026-11-${day}T10:00:00.000Z` })).toBe(1)
  }
  for (const one of [ada, ben, dora, ada, ben, dora]) await round(one, place)
  const rested = [...place.envelopeTexts]
  for (const one of [ada, ben, dora]) expect((await round(one, place)).found).toEqual([])
  expect(place.envelopeTexts).toEqual(rested)
  // Whichever of the two words stands, its admin may leave, and the other says it again.
  leave(ada)
  for (const one of [ben, dora, ben, dora]) await round(one, place)
  expect(place.envelopeTexts.some((text) => text.includes(ben.signer.publicKey) && text.includes('"wraps":[]'))).toBe(true)
  place.setBack({ ...living, envelopeTexts: [...living.envelopeTexts, ...place.envelopeTexts] })
  const cleo = join('cleo')
  for (const one of [dora, cleo, ben, dora, cleo]) await round(one, place)
  for (const one of [ben, dora, cleo]) expect(JSON.stringify([one.disk.log, recordsText(one)])).not.toMatch(/"Carla/)
})

test('[SY69] [SY72] nobody but an admin destroys a key, and a stranger can neither give nor replace one', async () => {
  const { laptops, place, cooperative, join } = await withKeys('ada', 'ben')
  const [ada, ben] = laptops as [MemoryLaptop, MemoryLaptop]
  ada.write(siteNamed('Carla'))
  await round(ada, place)
  const [keyId = ''] = ada.disk.dataKeys.keys()
  const stranger = (await exampleCooperative()).laptop('stranger').signer
  const request = { cooperative, version: 1_000_000, at: '2026-11-30T10:00:00.000Z' }
  const other = dataKeyOf(randomBytes(32), 'Carla')
  const forged = [
    await destroyKey(keyId, request, ben.signer),
    await destroyKey(keyId, request, stranger),
    await wrapForAll(
      { ...other, id: keyId },
      [await (ben.dataKeys?.encryptionKey() ?? '')],
      request,
      stranger,
      wrapSender(randomBytes),
    ),
    await wrapForAll(other, [], request, stranger, wrapSender(randomBytes)),
  ]
  place.envelopeTexts.unshift(...forged.map(canonicalText), 'nonsense', '{"format":"commonmast-data-keys-v1"}')
  await round(ben, place)
  expect(nameOf(ben, 'Carla')).toBe('Carla')
  const cleo = join('cleo')
  for (const one of [ada, cleo]) await round(one, place)
  for (const one of [ada, ben, cleo]) expect(nameOf(one, 'Carla')).toBe('Carla')
})

test('[SY70] a place that takes nothing gets no envelope and no batch, and both later', async () => {
  const { laptops, place } = await withKeys('ada')
  const [ada] = laptops as [MemoryLaptop]
  ada.write(siteNamed('Carla'))
  place.founding = await ada.founding()
  place.writeProblem = new Problem('sync.place-full', 'The stick is full: make room on it.')
  expect(await round(ada, place)).toMatchObject({ sealed: 1, written: 0, notWritten: place.writeProblem })
  place.writeProblem = null
  expect(await round(ada, place)).toMatchObject({ written: 1, isAgreed: true })
  expect(place.envelopeTexts).toHaveLength(1)
})
