import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from '../../records/operation'
import { canonicalText } from '../signedDocument'
import { CHUNK_BYTES, type Chunk, chunksOf, isChunk } from './chunks'
import { fileOf } from './fileValue'
import { INLINE_BYTES, INLINE_BYTES_TOGETHER } from './moveOut'
import { chunksOfBatch, type Opening, openBatch } from './openBatch'
import { operationsForBatch } from './operationsForBatch'

const operation = (set: Record<string, unknown>): Operation => ({
  actor: 'a'.repeat(16),
  n: 1,
  t: '019000000000-0000',
  table: 'sites',
  key: 'k',
  set,
  schemaV: 6,
})

const batchOf = (operations: Operation[]) => ({ cooperative: 'c'.repeat(64), actor: 'a'.repeat(16), operations })

function travelling(given: Operation) {
  const { operations, chunks } = operationsForBatch([given], null)
  const [sent] = operations
  if (!sent) throw new Error('it fits')
  return { operation: sent, chunks }
}

function readerOf(chunks: readonly Chunk[]): Opening {
  const kept = new Map(chunks.map(({ hash, bytes }) => [hash, bytes]))
  return { chunk: async (hash) => kept.get(hash) ?? null, key: () => null }
}

/** JSON, now and then of a form that stands for something else, and now and then too large. */
const value = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue() },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('$file', '$plain', '$later'), fc.jsonValue()).map(([name, inner]) => ({ [name]: inner })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('ä"', 'x'), fc.nat(120_000)).map(([word, length]) => ({ text: word.repeat(length) })),
  },
)

test('[SY60] [SY61] [SY62] whatever an operation says is there again when it arrives, and it travels small', async () => {
  let files = 0
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 12 }), async (values) => {
      // A record has no field __proto__, and what could not be read back is not sealed ([SY2]).
      fc.pre(!JSON.stringify(values).includes('__proto__'))
      const given = operation(Object.fromEntries(values.map((each, at) => [`f${at}`, each])))
      const { operation: sent, chunks } = travelling(given)
      expect(canonicalText(sent).length).toBeLessThan(INLINE_BYTES_TOGETHER + 8_000)
      expect(chunks.every(isChunk)).toBe(true)
      const batch = batchOf([JSON.parse(canonicalText(sent))])
      expect(new Set(chunksOfBatch(batch))).toEqual(new Set(chunks.map(({ hash }) => hash)))
      const opened = await openBatch(batch, readerOf(chunks))
      expect(opened).toMatchObject({ kind: 'whole', operations: [JSON.parse(canonicalText(given))] })
      files += chunks.length
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 100) },
  )
  expect(files).toBeGreaterThan(0)
})

test('[SY61] a value stays to 16 KB, and several stay to 128 KB together', () => {
  const text = (bytes: number) => 'x'.repeat(bytes - 2)
  expect(travelling(operation({ a: text(INLINE_BYTES) })).chunks).toEqual([])
  expect(travelling(operation({ a: text(INLINE_BYTES + 1) })).chunks).toHaveLength(1)
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`f${at}`, text(INLINE_BYTES - at)]))
  const { operation: sent, chunks } = travelling(operation(many))
  expect(chunks).toHaveLength(1)
  expect(sent.set?.f0).toHaveProperty('$file')
})

test('[SY62] a file is cut into chunks of 192 KB, and the same bytes are the same chunks', () => {
  const { chunks, operation: sent } = travelling(operation({ a: 'x'.repeat(2 * CHUNK_BYTES), b: 'x'.repeat(2 * CHUNK_BYTES) }))
  expect(chunks.map(({ bytes }) => bytes.length)).toEqual([CHUNK_BYTES, CHUNK_BYTES, 2, CHUNK_BYTES, CHUNK_BYTES, 2])
  // The first begins with a quote, the last ends with one.
  expect(chunksOfBatch(batchOf([sent]))).toHaveLength(3)
  expect(chunksOf(new Uint8Array())).toHaveLength(1)
})

const text = JSON.stringify('y'.repeat(CHUNK_BYTES + 1_000))
const { reference, chunks } = fileOf(text)
const withFile = (content: unknown) => batchOf([operation({ a: { $file: content } })])

test('[SY62] a batch of which a chunk is missing waits whole', async () => {
  expect(await openBatch(withFile(reference), readerOf(chunks))).toMatchObject({ kind: 'whole', fileBytes: text.length })
  for (const chunk of chunks) {
    expect(await openBatch(withFile(reference), readerOf(chunks.filter((each) => each !== chunk)))).toEqual({
      kind: 'missing-file',
    })
  }
})

const inner = fileOf(canonicalText({ $file: reference }))
const spaced = fileOf(`[${' '.repeat(20)}1]`)
test.each([
  ['no reference', 'x', []],
  ['more than its bytes', { ...reference, bytes: reference.bytes + 1 }, chunks],
  ['a chunk too few', { ...reference, chunks: reference.chunks.slice(1) }, chunks],
  ['another whole', { ...reference, sha256: 'a'.repeat(64) }, chunks],
  ['chunks in another order', { ...reference, chunks: reference.chunks.toReversed() }, chunks],
  ['a field more', { ...reference, more: 1 }, chunks],
  ['64 MB and more', { ...reference, bytes: 2 ** 40 }, chunks],
  ['a file within a file', inner.reference, [...inner.chunks, ...chunks]],
  ['JSON that is laid out', spaced.reference, spaced.chunks],
  ['no JSON', fileOf('nonsense').reference, fileOf('nonsense').chunks],
  [
    'lists within lists',
    fileOf(`${'['.repeat(200)}${']'.repeat(200)}`).reference,
    fileOf(`${'['.repeat(200)}${']'.repeat(200)}`).chunks,
  ],
])('[SY62] what a batch says of a file does not hold for anybody: %s', async (_what, content, kept) => {
  expect(await openBatch(withFile(content), readerOf(kept))).toEqual({ kind: 'broken-value' })
})

test('[SY60] what only a later version says of a value waits for it, in a file as well', async () => {
  const later = { $later: { deep: [1] } }
  expect(await openBatch(batchOf([operation({ a: later })]), readerOf([]))).toEqual({ kind: 'newer-value' })
  const file = fileOf(canonicalText(later))
  expect(await openBatch(withFile(file.reference), readerOf(file.chunks))).toEqual({ kind: 'newer-value' })
  const two = { $later: 1, $more: 2 }
  expect(await openBatch(batchOf([operation({ a: two })]), readerOf([]))).toMatchObject({
    operations: [{ set: { a: two } }],
  })
})
