import { gzipSync } from 'node:zlib'
import { Compression } from 'pmtiles'
import { expect, test } from 'vitest'
import { unpackPackPart } from './unpackPackPart'

const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)).buffer

test('a part of a map pack is unpacked up to 32 MB', async () => {
  const tile = Uint8Array.from({ length: 1_000 }, (_, at) => at % 250)
  expect(new Uint8Array(await unpackPackPart(packed(tile), Compression.Gzip))).toEqual(tile)
  expect(await unpackPackPart(tile.buffer, Compression.None)).toBe(tile.buffer)
  const bomb = packed(new Uint8Array(33_000_000))
  await expect(unpackPackPart(bomb, Compression.Gzip)).rejects.toMatchObject({ code: 'file.unpacks-too-large' })
  await expect(unpackPackPart(tile.buffer, Compression.Zstd)).rejects.toThrow('not supported')
})
