import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unpackPackBits } from './unpackPackBits'

/** Runs of equal bytes, and bytes as they are, with a count of nothing before each. */
function pack(bytes: Uint8Array): Uint8Array {
  const packed: number[] = []
  for (let at = 0; at < bytes.length; ) {
    let run = 1
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run++
    packed.push(128)
    if (run > 1) packed.push(257 - run, bytes[at] ?? 0)
    else packed.push(0, bytes[at] ?? 0)
    at += run
  }
  return Uint8Array.from(packed)
}

test('gives back what was packed, and the example of the specification', () => {
  const example = [0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa]
  expect([...new Uint8Array(unpackPackBits(Uint8Array.from(example), 100))]).toEqual([
    ...[0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0x22],
    ...Array.from({ length: 10 }, () => 0xaa),
  ])
  const few = fc.uint8Array({ maxLength: 600, max: 3 })
  fc.assert(
    fc.property(few, (bytes) => {
      expect(new Uint8Array(unpackPackBits(pack(bytes), bytes.length))).toEqual(bytes)
    }),
  )
})

test('unpacks nothing beyond the size, and takes any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(300), (noise, mostBytes) => {
      expect(unpackPackBits(noise, mostBytes).byteLength).toBeLessThanOrEqual(mostBytes)
    }),
  )
  const bomb = Uint8Array.from({ length: 100_000 }, (_, at) => (at % 2 === 0 ? 129 : 7))
  expect(unpackPackBits(bomb, 512).byteLength).toBe(512)
})
