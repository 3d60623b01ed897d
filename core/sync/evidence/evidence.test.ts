/** Contents of evidence, sealed and exchanged in whole rounds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../model/problem'
import { exampleCooperative, siteNamed, sync } from '../testing/exampleCooperative'
import { MemoryEvidence } from '../testing/MemoryEvidence'
import type { MemoryLaptop } from '../testing/MemoryLaptop'
import { MemoryPlace } from '../testing/MemoryPlace'
import { CHUNK_BYTES, hashOfBytes, isChunk } from '../travel/chunks'
import { openContent, sealContent } from './sealContent'

const key = (seed: number) => new Uint8Array(32).fill(seed)
const photo = (bytes: number, seed = 1) => Uint8Array.from({ length: bytes }, (_, at) => (at * seed + (at >> 8)) & 0xff)

test('[EV3] a content of any size opens with its key as it was, in parts no larger than a chunk', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 * CHUNK_BYTES }), fc.nat(255), (bytes, seed) => {
      const content = photo(bytes, seed)
      const { sha256, seal, chunks } = sealContent(content, key(seed))
      expect(chunks.every(isChunk)).toBe(true)
      const sealed = chunks.map((chunk) => chunk.bytes)
      const opened = openContent({ sha256, bytes, seal }, sealed)
      expect(opened && hashOfBytes(opened)).toBe(hashOfBytes(content))
      // The same key gives the same chunks: a content that is attached twice lies there once.
      expect(sealContent(content, key(seed)).seal).toEqual(seal)
    }),
    { numRuns: 12 },
  )
})

test('[EV3] what is changed, left out, put in another order, or of another content does not open', () => {
  const content = photo(2 * CHUNK_BYTES)
  const { sha256, seal, chunks } = sealContent(content, key(7))
  const sealed = chunks.map(({ bytes }) => bytes)
  const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = sealed
  const flipped = first.map((byte, at) => (at === 5 ? byte ^ 1 : byte))
  const other = sealContent(photo(2 * CHUNK_BYTES, 3), key(7))
  const named = { sha256, bytes: content.length, seal }
  const wrong: [typeof named, Uint8Array[]][] = [
    [named, [flipped, second, third]],
    [named, [first, second]],
    [named, [second, first, third]],
    [named, other.chunks.map(({ bytes }) => bytes)],
    [{ ...named, bytes: content.length - 1 }, sealed],
    [{ ...named, sha256: other.sha256 }, sealed],
    [{ ...named, seal: { ...seal, key: '0'.repeat(64) } }, sealed],
  ]
  for (const [said, parts] of wrong) expect(openContent(said, parts)).toBeNull()
})

async function rounds(...words: string[]) {
  const { laptop } = await exampleCooperative()
  const laptops = words.map((word) => {
    const one = laptop(word)
    const evidence = new MemoryEvidence()
    one.evidence = evidence
    return { one, evidence }
  })
  return { place: new MemoryPlace(), laptops: laptops as [Pair, Pair, Pair] }
}
type Pair = { one: MemoryLaptop; evidence: MemoryEvidence }

const LARGE = photo(2 * CHUNK_BYTES)

test('[EV4] a content goes once, after the records that name it, and arrives byte for byte', async () => {
  const { place, laptops } = await rounds('ada', 'ben')
  const [ada, ben] = laptops
  ada.one.write(siteNamed('mill'))
  const chunks = ada.evidence.name(LARGE, true)
  const order: string[] = []
  const [publish, publishChunk] = [place.publish.bind(place), place.publishChunk.bind(place)]
  place.publish = (...given) => {
    order.push('batch')
    return publish(...given)
  }
  place.publishChunk = (...given) => {
    order.push('chunk')
    return publishChunk(...given)
  }
  expect(await sync(ada.one, place)).toMatchObject({
    evidence: { sent: 1, received: 0, waiting: 0, notSent: null },
    isAgreed: true,
  })
  expect(order).toEqual(['batch', 'chunk', 'chunk', 'chunk'])
  ben.evidence.name(LARGE, false)
  expect(await sync(ben.one, place)).toMatchObject({ evidence: { sent: 0, received: 1, waiting: 0 } })
  expect([...ben.evidence.kept.keys()]).toEqual(chunks)
  for (const [hash, bytes] of ben.evidence.kept) expect(hashOfBytes(bytes)).toBe(hash)
  await sync(ada.one, place)
  expect(order).toHaveLength(4)
})

test('[EV5] a content that is not there, or wrong there, is told, waits, and comes with a later round from whoever has it', async () => {
  const { place, laptops } = await rounds('ada', 'ben', 'cleo')
  const [ada, ben, cleo] = laptops
  const [first = '', second = ''] = ada.evidence.name(LARGE, true)
  await sync(ada.one, place)
  const whole = place.chunks.get(first) ?? new Uint8Array()
  for (const each of [ben, cleo]) each.evidence.name(LARGE, false)
  const broken = [
    whole.subarray(1),
    whole.map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
    place.chunks.get(second) ?? whole,
    null,
  ]
  for (const bytes of broken) {
    if (bytes) place.chunks.set(first, bytes)
    else place.chunks.delete(first)
    const { evidence, found } = await sync(ben.one, place)
    expect(evidence).toEqual({ sent: 0, received: 0, waiting: 1, notSent: null, notKept: null })
    expect(found).toContainEqual({ kind: 'evidence-waiting', contents: 1 })
    expect(ben.evidence.kept.has(first)).toBe(false)
  }
  // What has come stays, so that only the rest is brought.
  expect(ben.evidence.kept.size).toBe(2)
  expect((await sync(ada.one, place)).evidence.sent).toBe(1)
  expect((await sync(ben.one, place)).evidence).toMatchObject({ received: 1, waiting: 0 })
  // A place that lost it gets it from a laptop that did not attach it.
  place.chunks.clear()
  expect((await sync(ben.one, place)).evidence.sent).toBe(1)
  expect((await sync(cleo.one, place)).evidence.received).toBe(1)
})

test('[EV6] a disk here that is full ends the fetching alone: what is here is sent, and the round is done', async () => {
  const { place, laptops } = await rounds('ada', 'ben')
  const [ada, ben] = laptops
  ada.evidence.name(LARGE, true)
  await sync(ada.one, place)
  ben.evidence.name(LARGE, false)
  const own = ben.evidence.name(photo(CHUNK_BYTES, 5), true)
  ben.evidence.keep = async () => {
    throw new Problem('disk.full', 'Full: free some space.')
  }
  const { evidence } = await sync(ben.one, place)
  expect(evidence).toMatchObject({ sent: 1, received: 0, waiting: 1, notSent: null, notKept: { code: 'disk.full' } })
  for (const hash of own) expect(place.chunks.has(hash)).toBe(true)
})

test('[EV5] a part that turns out damaged here is not said to be sent, and is fetched by the next round', async () => {
  const { place, laptops } = await rounds('ada', 'ben')
  const [ada, ben] = laptops
  const [first = ''] = ada.evidence.name(LARGE, true)
  const whole = ada.evidence.kept.get(first) ?? new Uint8Array()
  ada.evidence.chunk = async (hash) => (hash === first ? null : (ada.evidence.kept.get(hash) ?? null))
  expect((await sync(ada.one, place)).evidence).toMatchObject({ sent: 1, waiting: 1 })
  expect((await sync(ada.one, place)).evidence).toMatchObject({ sent: 0, waiting: 1 })
  ada.evidence.kept.delete(first)
  place.chunks.set(first, whole)
  expect((await sync(ada.one, place)).evidence).toMatchObject({ received: 1, waiting: 0 })
  ben.evidence.name(LARGE, false)
  expect((await sync(ben.one, place)).evidence).toMatchObject({ received: 1 })
})

test('[EV6] a stick that is too full is said with what was left behind, and everything else is done', async () => {
  const { place, laptops } = await rounds('ada', 'ben')
  const [ada, ben] = laptops
  ada.one.write(siteNamed('mill'))
  ada.evidence.name(LARGE, true)
  ada.evidence.name(photo(CHUNK_BYTES, 5), true)
  const publishChunk = place.publishChunk.bind(place)
  let room = 4
  place.publishChunk = async (chunk) => {
    if (room-- <= 0) throw new Problem('sync.place-full', 'The stick is full: free some space.')
    return publishChunk(chunk)
  }
  const { written, notWritten, evidence, isAgreed } = await sync(ada.one, place)
  expect({ written, notWritten, isAgreed, sent: evidence.sent }).toEqual({
    written: 1,
    notWritten: null,
    isAgreed: false,
    sent: 1,
  })
  expect(evidence.notSent).toMatchObject({
    code: 'sync.place-full',
    message: expect.stringContaining('1 photo or file was not sent, the records were'),
  })
  room = Number.POSITIVE_INFINITY
  expect(await sync(ada.one, place)).toMatchObject({ evidence: { sent: 1, notSent: null }, isAgreed: true })
  place.writeProblem = new Problem('sync.place-full', 'The stick is full: free some space.')
  ben.one.write(siteNamed('tower'))
  ben.evidence.name(photo(9, 4), true)
  expect(await sync(ben.one, place)).toMatchObject({
    notWritten: { code: 'sync.place-full' },
    evidence: { sent: 0, notSent: { code: 'sync.place-full' } },
  })
})

test('[EV4] who carries nothing of others sends what it attached itself, and an opened file is filled with nothing', async () => {
  const { place, laptops } = await rounds('ada')
  const [{ one, evidence }] = laptops
  const own = evidence.name(photo(5), true)
  const others = evidence.name(photo(6), true)
  evidence.names[1] = { chunks: others, isOwn: false }
  expect((await sync(one, place, { carriesOthers: false })).evidence.sent).toBe(1)
  expect([...place.chunks.keys()]).toEqual(own)
  const file = Object.assign(new MemoryPlace(), { kind: 'file' })
  expect((await sync(one, file as never, { carriesOthers: false, ask: async () => 'write-own' })).evidence.sent).toBe(0)
  expect((await sync(one, file as never, { ask: async () => 'write-all' })).evidence.sent).toBe(2)
})

test('[EV6] a file of batches takes so much of contents and says what it did not take', async () => {
  const { place, laptops } = await rounds('ada')
  const [{ one, evidence }] = laptops
  const part = new Uint8Array(CHUNK_BYTES)
  const names = Array.from({ length: 400 }, (_, at) => at.toString(16).padStart(64, '0'))
  for (const hash of names) evidence.kept.set(hash, part)
  evidence.names = names.map((hash) => ({ chunks: [hash], isOwn: true }))
  const file = Object.assign(new MemoryPlace(), { kind: 'file' })
  const { sent, notSent } = (await sync(one, file as never, { ask: async () => 'write-all' })).evidence
  expect([sent, file.chunks.size]).toEqual([341, 341])
  expect(notSent).toMatchObject({ code: 'sync.place-full', message: expect.stringContaining('59 photos or files were not sent') })
  expect((await sync(one, place)).evidence).toMatchObject({ sent: 400, notSent: null })
})

test('[EV4] a round that is stopped goes on with the next, and brings nothing twice', async () => {
  const { place, laptops } = await rounds('ada', 'ben')
  const [ada, ben] = laptops
  ada.evidence.name(LARGE, true)
  await sync(ada.one, place)
  ben.evidence.name(LARGE, false)
  const stopping = new AbortController()
  const read = place.readChunk.bind(place)
  const brought: string[] = []
  place.readChunk = async (hash) => {
    brought.push(hash)
    if (brought.length === 2) stopping.abort()
    return read(hash)
  }
  await expect(sync(ben.one, place, { signal: stopping.signal })).rejects.toMatchObject({ code: 'sync.cancelled' })
  expect((await sync(ben.one, place)).evidence.received).toBe(1)
  expect(new Set(brought).size).toBe(brought.length)
})
