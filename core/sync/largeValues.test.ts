/** Values that are too large for an operation, through whole rounds. */
import { expect, test } from 'vitest'
import type { Operation } from '../records/operation'
import { actorName } from './actorName'
import { cooperativeId } from './founding'
import { readBatch } from './readBatch'
import { sealBatch } from './sealBatch'
import { exampleCooperative, recordsText, siteNamed, sync } from './testing/exampleCooperative'
import type { MemoryLaptop } from './testing/MemoryLaptop'
import { MemoryPlace } from './testing/MemoryPlace'
import { CHUNK_BYTES } from './travel/chunks'

const writeAll = async () => 'write-all' as const
const large = (name: string) => ({ ...siteNamed('mill'), set: { ...siteNamed('mill').set, name: name.repeat(CHUNK_BYTES) } })

async function rounds() {
  const { laptop, founding } = await exampleCooperative()
  return { ada: laptop('ada'), ben: laptop('ben'), cleo: laptop('cleo'), place: new MemoryPlace(), founding }
}

test('[SY61] [SY63] a value of any size arrives, its bytes before the batch that names it, and each only once', async () => {
  const { ada, ben, place } = await rounds()
  ada.write(large('xy'))
  const order: string[] = []
  const [publish, publishChunk] = [place.publish.bind(place), place.publishChunk.bind(place)]
  place.publish = async (...given) => {
    order.push('batch')
    return publish(...given)
  }
  place.publishChunk = async (...given) => {
    order.push('chunk')
    return publishChunk(...given)
  }
  expect(await sync(ada, place)).toMatchObject({ sealed: 1, written: 1, tooLarge: null, isAgreed: true })
  expect(order).toEqual(['chunk', 'chunk', 'chunk', 'batch'])
  const [text = ''] = place.files.values()
  expect(text.length).toBeLessThan(2_000)
  expect(await sync(ben, place)).toMatchObject({ applied: 1, written: 0, isAgreed: true })
  expect(recordsText(ben)).toBe(recordsText(ada))
  ben.write({ table: 'sites', key: 'tower', set: large('xy').set })
  await sync(ben, place)
  expect(order.filter((kind) => kind === 'chunk')).toHaveLength(3)
})

test('[SY62] a batch waits for its file and is applied whole, from whatever place brings it; what is wrong is no chunk', async () => {
  const { ada, ben, cleo, place } = await rounds()
  const whole = new MemoryPlace()
  ada.write(large('xy'))
  ada.write(siteNamed('tower'))
  await sync(ada, place)
  await sync(ada, whole, { ask: writeAll })
  ada.write(siteNamed('ridge'))
  await sync(ada, place)
  const [[first, bytes] = ['', new Uint8Array()], [second] = ['']] = [...place.chunks]
  const broken: (() => unknown)[] = [
    () => place.chunks.delete(first),
    () => place.chunks.set(first, bytes.slice(1)),
    () =>
      place.chunks.set(
        first,
        bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte)),
      ),
    () => place.chunks.set(first, place.chunks.get(second) ?? bytes),
  ]
  for (const breakIt of broken) {
    breakIt()
    const { applied, isAgreed, found } = await sync(ben, place)
    expect({ applied, isAgreed, states: ben.states.size }).toEqual({ applied: 0, isAgreed: false, states: 0 })
    expect(found).toMatchObject([
      { kind: 'set-aside', fault: 'missing-file', id: { n: 1 } },
      { kind: 'set-aside', fault: 'gap', id: { n: 2 } },
    ])
  }
  expect(await sync(ben, whole, { ask: writeAll })).toMatchObject({ applied: 2, isAgreed: true })
  expect(ben.disk.aside.size).toBe(0)
  // Whoever has the file mends the place.
  expect(await sync(ben, place)).toMatchObject({ written: 0, isAgreed: true })
  expect(await sync(cleo, place)).toMatchObject({ applied: 2, isAgreed: true })
  for (const one of [ben, cleo]) expect(recordsText(one)).toBe(recordsText(ada))
})

test('[SY62] what never holds for anybody is set aside for good, and what a later version says waits', async () => {
  const { ada, founding } = await rounds()
  const cooperative = cooperativeId(founding)
  const { publicKey, sign } = ada.signer
  const actor = actorName(publicKey, 7)
  for (const [value, fault, isRefused] of [
    [{ $file: 'x' }, 'broken-value', true],
    [{ $later: 'x' }, 'newer-value', false],
  ] as const) {
    const place = new MemoryPlace()
    place.founding = founding
    const operation: Operation = {
      actor,
      n: 1,
      t: '019000000000-0000',
      table: 'sites',
      key: 'k',
      set: { name: value },
      schemaV: 6,
    }
    const batch = await sealBatch({ cooperative, actor, before: null, operations: [operation] }, { publicKey, sign })
    place.add(batch.id, batch.text)
    const reader = (await exampleCooperative()).laptop('reader')
    expect((await sync(reader, place)).found).toMatchObject([{ kind: 'set-aside', fault }])
    expect((await reader.refused()).size).toBe(isRefused ? 1 : 0)
  }
})

test('[SY61] a batch names at most 8 MB of files, and a larger one has a batch of its own', async () => {
  const { ada, ben, place } = await rounds()
  const write = (laptop: MemoryLaptop, name: string, bytes: number) =>
    laptop.write({ table: 'sites', key: name, set: { ...siteNamed(name).set, name: name.repeat(bytes) } })
  write(ada, 'a', 9_000_000)
  write(ada, 'b', 5_000_000)
  write(ada, 'c', 5_000_000)
  write(ada, 'd', 1_000)
  expect(await sync(ada, place)).toMatchObject({ sealed: 3, unsealed: 0 })
  const counts = [...place.files.values()].map((text) => {
    const read = readBatch(text)
    return read.kind === 'whole' ? read.batch.operations.length : 0
  })
  expect(counts).toEqual([1, 1, 2])
  await sync(ben, place)
  expect(recordsText(ben)).toBe(recordsText(ada))
})
