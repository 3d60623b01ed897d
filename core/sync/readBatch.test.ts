import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchSchema } from './batch'
import { readBatch, readBatchBy } from './readBatch'
import { sealBatch } from './sealBatch'
import { canonicalText, hashOfBytes, signedBytes, signedBytesIn } from './signedDocument'
import { signerNamed } from './testing/signers'

const actor = 'a'.repeat(16)
const operation = { actor, n: 1, t: '019000000000-0000', table: 'sites', key: 'k', set: { name: 'a "mill" \\' }, schemaV: 6 }
const whole = await sealBatch({ cooperative: 'c'.repeat(64), actor, before: null, operations: [operation] }, signerNamed('ada'))

test('[SY5] a batch cut off anywhere is incomplete, never damaged and never another', () => {
  for (let length = 0; length < whole.text.length; length++) {
    expect(readBatch(whole.text.slice(0, length)).kind, `${length} characters`).toBe('incomplete')
  }
})

test.each([
  ['nothing', '', 'incomplete'],
  ['zeros that were never written', '\0'.repeat(512), 'incomplete'],
  ['a half with zeros behind it', `${whole.text.slice(0, 90)}${'\0'.repeat(90)}`, 'incomplete'],
  ['the end is missing and the rest is there', `${whole.text.slice(0, 60)}${whole.text.slice(70)}`, 'damaged'],
  ['a number that is none', whole.text.replace('"n":1', '"n":1e999'), 'damaged'],
  ['a field that is missing', canonicalText({ ...whole.batch, prev: undefined }), 'damaged'],
  ['no operation', canonicalText({ ...whole.batch, operations: [] }), 'damaged'],
  ['more bytes than a batch has', canonicalText({ ...whole.batch, more: 'x'.repeat(300_000) }), 'damaged'],
  ['lists within lists', whole.text.replace('"set":', `"deep":${'['.repeat(70)}${']'.repeat(70)},"set":`), 'damaged'],
  ['a later format', canonicalText({ format: 'commonmast-batch-v2', operations: 'packed' }), 'newer'],
  ['another document', canonicalText({ format: 'commonmast-backup-v2' }), 'foreign'],
  ['a list', '[1,2]', 'foreign'],
  ['bytes of an image', '\x89PNG\r\n\x1a\n', 'foreign'],
  ['a cut-off document of something else', '{"name": "x", "versi', 'foreign'],
])('[SY5] %s', (_what, text, kind) => {
  expect(readBatch(text).kind).toBe(kind)
})

test('[SY5] the same values are the same batch, however they were laid out', () => {
  const reversed = Object.fromEntries(Object.entries(whole.batch).reverse())
  expect(readBatch(JSON.stringify(reversed, null, 2).replaceAll('\n', '\r\n'))).toEqual({ kind: 'whole', ...whole })
})

test('[SY14] what a later version adds stays part of the batch', async () => {
  const operations = [{ ...operation, table: 'proposals', reason: { deep: [1] } }]
  const later = await sealBatch({ cooperative: 'c'.repeat(64), actor, before: null, operations }, signerNamed('ada'))
  const read = readBatch(later.text)
  expect(read).toMatchObject({ kind: 'whole', id: later.id, text: later.text, batch: { operations } })
})

test('[SY5] the form is what the schema takes, whatever stands in a field', () => {
  const names = [...Object.keys(whole.batch), 'personal', 'later']
  const ofOperation = [...Object.keys(operation), 'unset', 'tombstone', 'later']
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(1.5, 0, [], [1], {}, '', 'x', '019000000000-0000', 2 ** 60))
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.constantFrom(...names),
      fc.constantFrom(...ofOperation),
      odd,
      (isWithin, name, within, value) => {
        const changed = isWithin
          ? { ...whole.batch, operations: [operation, { ...operation, [within]: value }] }
          : { ...whole.batch, [name]: value }
        const text = canonicalText(changed)
        const expected = batchSchema.safeParse(JSON.parse(text))
        const read = readBatch(text)
        expect(read.kind === 'whole').toBe(expected.success)
        if (read.kind === 'whole') expect(read.batch).toEqual(expected.data)
      },
    ),
    { numRuns: 500 },
  )
})

test('[SY5] what would become the prototype of an object is no part of it', () => {
  const text = whole.text.replace('"set":{', '"set":{"__proto__":{"name":"other"},')
  const read = readBatch(text)
  if (read.kind !== 'whole') throw new Error('it is whole')
  expect(Object.keys(read.batch.operations[0]?.set ?? {})).toEqual(['name'])
  expect(read.text).toBe(text)
})

test('[SY5] by a hash of the host it is the same batch, with the bytes that were signed', async () => {
  const read = await readBatchBy(async (bytes) => hashOfBytes(bytes), whole.text)
  if (read.kind !== 'whole') throw new Error('it is whole')
  const { bytes, ...named } = read
  expect(named).toEqual({ kind: 'whole', ...whole })
  expect(signedBytesIn(bytes, read.text, read.batch)).toEqual(signedBytes(whole.batch))
  const later = { ...whole.batch, zone: 'é' }
  const text = canonicalText(later)
  expect(signedBytesIn(new TextEncoder().encode(text), text, later)).toEqual(signedBytes(later))
  expect(await readBatchBy(hashOfBytes, 'nothing')).toEqual({ kind: 'foreign' })
})

test('[SY5] nothing that a stranger writes makes it throw', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(fc.nat(whole.text.length), fc.string({ maxLength: 4 }))
      .map(([at, with_]) => whole.text.slice(0, at) + with_ + whole.text.slice(at + with_.length)),
  )
  fc.assert(
    fc.property(anything, (text) => {
      const read = readBatch(text)
      if (read.kind === 'whole') expect(canonicalText(read.batch)).toBe(read.text)
    }),
    { numRuns: 500 },
  )
})
