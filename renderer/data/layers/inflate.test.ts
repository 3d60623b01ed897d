import { deflateSync } from 'node:zlib'
import { getDecoder } from 'geotiff'
import { expect, test } from 'vitest'
import { boundTiffBlocks } from '#core/files/boundTiffBlocks'
import { inflate } from './inflate'

const block = { tileWidth: 16, tileHeight: 16, bitsPerSample: [16], planarConfiguration: 1, predictor: 1 }
const packed = (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes)).buffer

test('a block of a raster is unpacked to its own size and no further', async () => {
  await boundTiffBlocks(inflate)
  const decoder = await getDecoder(8, block)
  const whole = Uint8Array.from({ length: 512 }, (_, at) => at % 251)
  expect(new Uint8Array(await decoder.decode(packed(whole)))).toEqual(whole)
  // The last strip of an image may be shorter.
  expect((await decoder.decode(packed(whole.subarray(0, 100)))).byteLength).toBe(100)
  expect((await decoder.decode(packed(new Uint8Array(200_000_000)))).byteLength).toBe(512)
})

test('a damaged block and one beyond all measure are refused', async () => {
  await boundTiffBlocks(inflate)
  const decoder = await getDecoder(8, block)
  await expect(decoder.decode(new Uint8Array([1, 2, 3]).buffer)).rejects.toThrow()
  const huge = await getDecoder(8, { ...block, tileWidth: 100_000, tileHeight: 100_000 })
  expect(() => huge.decodeBlock(packed(new Uint8Array(1)))).toThrow(expect.objectContaining({ code: 'raster.block-too-large' }))
})
