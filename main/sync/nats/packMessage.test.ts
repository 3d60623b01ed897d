import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BatchMaker } from '../testing/sealedBatches'
import { packMessage, unpackMessage } from './packMessage'

const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes)

it('brings every document back, deflated or as a person put it there', () => {
  fc.assert(
    fc.property(fc.json(), (inner) => {
      const document = `{"document":${inner}}`
      expect(text(unpackMessage(packMessage(document)))).toBe(document)
      expect(text(unpackMessage(new TextEncoder().encode(document)))).toBe(document)
    }),
  )
})

it('pays: a batch of many operations takes a tenth', async () => {
  const { text } = await new BatchMaker('anna', '0'.repeat(64)).seal('Ridge', 200)
  expect(packMessage(text).length * 10).toBeLessThan(text.length)
})

it('takes any other bytes for no document, and nothing that would fill the memory', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      fc.pre(bytes[0] !== 0x7b && bytes[0] !== 0x78)
      expect(unpackMessage(bytes)).toBeNull()
    }),
  )
  expect(unpackMessage(deflateSync(Buffer.alloc(10_000_000)))).toBeNull()
  expect(unpackMessage(deflateSync('{"cut":"off"}').subarray(0, 10))).toBeNull()
})
