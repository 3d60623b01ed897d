import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '#core/model/canonicalJson'
import { readBatch } from '#core/sync/readBatch'
import { signedBytes, verifySignature as verifyInCore } from '#core/sync/signedDocument'
import { signerNamed } from '#core/sync/testing/signers'
import { readPlaced, textOfHash } from './readPlaced'
import { BatchMaker, exampleFounding } from './testing/sealedBatches'
import { verifySignature } from './verifySignature'

const { founding, cooperative } = await exampleFounding()
const { id, text, batch } = await new BatchMaker('anna', cooperative).seal('Góra 🏔 "\\ \u0000', 3)
const bytes = (written: string) => new TextEncoder().encode(written)
const place = (written: string) => readPlaced(bytes(written))

it('knows a batch as core knows it, as it was sealed and laid out by any program', () => {
  const whole = { kind: 'batch', id, cooperative, text }
  expect(readBatch(text)).toMatchObject({ kind: 'whole', id })
  expect(place(text)).toEqual(whole)
  expect(place(JSON.stringify(JSON.parse(text), null, 2))).toEqual(whole)
  expect(place(JSON.stringify(Object.fromEntries(Object.entries(batch).reverse())))).toEqual(whole)
  // A power cut may leave the whole of it before zeros.
  expect(place(`${text}\0\0\0`)).toEqual(whole)
})

it('takes the text of a batch by its hash, however it was laid out, and of no other', () => {
  expect(textOfHash(bytes(text), id.hash)).toBe(text)
  expect(textOfHash(bytes(JSON.stringify(JSON.parse(text), null, 2)), id.hash)).toBe(text)
  expect(textOfHash(bytes(text), '0'.repeat(64))).toBe(null)
  expect(textOfHash(bytes(text.slice(0, -1)), id.hash)).toBe(null)
})

it('[SY31] a batch that is cut off anywhere is incomplete', () => {
  fc.assert(
    fc.property(fc.nat(bytes(text).length - 1), (length) => {
      expect(readPlaced(bytes(text).slice(0, length))).toEqual({ kind: 'incomplete' })
    }),
  )
})

it('[SY31] a batch in which anything was changed is none', () => {
  fc.assert(
    fc.property(fc.nat(bytes(text).length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = bytes(text).map((byte, i) => (i === at ? byte ^ change : byte))
      const placed = readPlaced(changed)
      // White space that came instead of white space would be the same batch; there is none in a sealed one.
      expect(placed.kind).not.toBe('batch')
    }),
  )
})

it('[SY31] what was signed and is larger than a batch may be is none', async () => {
  const signed = async (name: string) => {
    const stated = { ...batch, operations: [{ ...batch.operations[0], set: { name } }] }
    const signature = Buffer.from(await signerNamed('anna').sign(signedBytes(stated))).toString('hex')
    return place(String(canonicalJson({ ...stated, signature })))
  }
  expect((await signed('x'.repeat(200_000))).kind).toBe('batch')
  expect(await signed('x'.repeat(300_000))).toEqual({ kind: 'damaged' })
})

it('knows a founding document, and one that was changed for none', () => {
  expect(place(JSON.stringify(founding))).toEqual({ kind: 'founding', founding, cooperative })
  expect(place(JSON.stringify({ ...founding, name: 'Coast Mesh' })).kind).not.toBe('founding')
  expect(place(JSON.stringify({ ...founding, more: 1 })).kind).not.toBe('founding')
})

it('checks signatures as core does', () => {
  const other = '00'.repeat(32)
  for (const [key, signature] of [
    [batch.publicKey, batch.signature],
    [batch.publicKey, '00'.repeat(64)],
    [other, batch.signature],
    ['ff'.repeat(32), batch.signature],
    ['', ''],
  ] as const) {
    expect(verifySignature(key, signedBytes(batch), signature)).toBe(verifyInCore(key, signedBytes(batch), signature))
  }
  expect(verifySignature(batch.publicKey, signedBytes(batch), batch.signature)).toBe(true)
})
