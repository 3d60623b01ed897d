import fc from 'fast-check'
import { getDecoder } from 'geotiff'
import { expect, test } from 'vitest'
import { unpackLzw } from './unpackLzw'

/** The plain encoder of TIFF 6.0, section 13. */
function packLzw(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const binary: string[] = []
  let width = 9
  let table = new Map<string, number>()
  const put = (code: number) => binary.push(code.toString(2).padStart(width, '0'))
  const clear = () => {
    put(256)
    width = 9
    table = new Map(Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(byte), byte]))
  }
  clear()
  let held = ''
  for (const byte of bytes) {
    const longer = held + String.fromCharCode(byte)
    if (table.has(longer)) {
      held = longer
      continue
    }
    put(table.get(held) ?? 0)
    table.set(longer, table.size + 2)
    if (table.size + 2 === 512 || table.size + 2 === 1_024 || table.size + 2 === 2_048) width++
    if (table.size + 2 === 4_094) clear()
    held = String.fromCharCode(byte)
  }
  if (held !== '') put(table.get(held) ?? 0)
  put(257)
  const text = binary.join('')
  return Uint8Array.from({ length: Math.ceil(text.length / 8) }, (_, at) =>
    Number.parseInt(text.slice(at * 8, at * 8 + 8).padEnd(8, '0'), 2),
  )
}

const unpacked = (packed: Uint8Array, mostBytes: number) => new Uint8Array(unpackLzw(packed, mostBytes))

test('what was packed comes back, as the library unpacks it', async () => {
  const decoder = await getDecoder(5, { tileWidth: 1, tileHeight: 1, bitsPerSample: 8, planarConfiguration: 1, predictor: 1 })
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 9_000, maxLength: 20_000, size: 'max', max: 3 }),
      fc.uint8Array({ maxLength: 9_000, size: 'max' }),
      async (few, many) => {
        for (const bytes of [few, many]) {
          const packed = packLzw(Uint8Array.from(bytes))
          expect(unpacked(packed, bytes.length)).toEqual(Uint8Array.from(bytes))
          expect(unpacked(packed, bytes.length + 10)).toEqual(new Uint8Array(await decoder.decode(packed.buffer)))
        }
      },
    ),
    { numRuns: 10 },
  )
})

test('a bomb is unpacked to the size of its block and no further', () => {
  const bomb = packLzw(new Uint8Array(300_000))
  expect(unpacked(bomb, 512)).toEqual(new Uint8Array(512))
  expect(unpacked(bomb, 300_000)).toHaveLength(300_000)
})

test('a code that cannot be is damage, and whatever the bytes are, it ends', () => {
  expect(() => unpackLzw(Uint8Array.of(0x80, 0x7f, 0xff, 0xff), 10)).toThrow(expect.objectContaining({ code: 'raster.damaged' }))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      try {
        expect(unpackLzw(bytes, 1_000).byteLength).toBeLessThanOrEqual(1_000)
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'raster.damaged' })
      }
    }),
  )
})
