import { expect, test } from 'vitest'
import { BATCH_BYTES, type VersionVector } from './batch'
import { readBatch } from './readBatch'
import { sealBatch } from './sealBatch'
import { MOST_SEEN, saysNothing, seenIn, seenOf } from './seen'
import { canonicalText } from './signedDocument'
import { exampleCooperative, siteNamed, sync } from './testing/exampleCooperative'
import { MemoryPlace } from './testing/MemoryPlace'
import { signerNamed } from './testing/signers'
import { operationsForBatch } from './travel/operationsForBatch'

const actor = 'a'.repeat(16)
const nameOf = (at: number) => at.toString(16).padStart(16, '0')
const reached = (n: number) => ({ n, hash: 'f'.repeat(64), lastOperation: n })
const operation = (n: number, text = '') => ({
  ...{ actor, n, t: '019000000000-0000', table: 'sites', key: `k${n}`, set: { name: text }, schemaV: 7 },
})
const request = { cooperative: 'c'.repeat(64), actor, before: null, operations: [operation(1)] }

test('[SY95] a laptop says how far it holds others, and what it says is signed with its batch', async () => {
  const { laptop } = await exampleCooperative()
  const [ada, ben] = [laptop('ada'), laptop('ben')]
  const place = new MemoryPlace()
  ada.write(siteNamed('mill'))
  await sync(ada, place)
  await sync(ben, place)
  ben.write(siteNamed('ridge'))
  await sync(ben, place)
  await sync(ada, place)
  const [bens] = await ada.after(ben.disk.actor, 0)
  const read = readBatch((bens && (await ada.text(bens))) ?? '')
  if (read.kind !== 'whole') throw new Error('It is held')
  expect(seenIn(read.batch)).toEqual({ [ada.disk.actor]: 1 })
  expect(canonicalText(read.batch)).toContain('"seen"')
  // Who holds nothing of others says nothing of it.
  const [adas] = await ben.after(ada.disk.actor, 0)
  expect((adas && (await ben.text(adas))) ?? '').not.toContain('"seen"')
})

test.each([[null], ['all'], [[1]], [{}], [{ someone: 1 }], [{ [nameOf(1)]: -1 }], [{ [nameOf(1)]: 1.5 }]])(
  '[SY95] %j as what was seen is passed over, and its batch is whole',
  async (seen) => {
    const { text, batch } = await sealBatch({ ...request, seen: seen as never }, signerNamed('ada'))
    expect(readBatch(text).kind).toBe('whole')
    expect(seenIn(batch)).toBeNull()
  },
)

test('[SY95] [SY3] of more laptops than 200 the rest is left out, and a full batch has room for them', async () => {
  const vector: VersionVector = new Map(Array.from({ length: 300 }, (_, at) => [nameOf(at), reached(1_000_000 + at)]))
  const seen = seenOf(vector, nameOf(7))
  expect(Object.keys(seen ?? {})).toHaveLength(MOST_SEEN)
  expect(seen).not.toHaveProperty(nameOf(7))
  const large = Array.from({ length: 20 }, (_, at) => operation(at + 1, 'x'.repeat(15_000)))
  const { operations } = operationsForBatch(large, null)
  const { text } = await sealBatch({ ...request, operations, seen }, signerNamed('ada'))
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(BATCH_BYTES)
  expect(seenOf(new Map([[actor, reached(1)]]), actor)).toBeNull()
})

test('[SY96] a batch of acts and actors alone says nothing', async () => {
  const said = (table: string) => sealBatch({ ...request, operations: [{ ...operation(1), table }] }, signerNamed('ada'))
  expect(saysNothing((await said('acts')).batch)).toBe(true)
  expect(saysNothing((await said('sites')).batch)).toBe(false)
})
