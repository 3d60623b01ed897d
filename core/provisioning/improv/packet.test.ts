import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodePacket, maxPacketBytes, packetType, readPacketAt } from './packet'

const anyPacket = fc.record({
  type: fc.constantFrom(...Object.values(packetType)),
  data: fc.uint8Array({ maxLength: 255 }),
})

describe('an Improv packet', () => {
  it('has the bytes that the standard shows for "request current state"', () => {
    const bytes = encodePacket({ type: packetType.command, data: Uint8Array.of(2, 0) })
    expect(Buffer.from(bytes).toString('hex')).toBe('494d50524f560103020200e5')
  })

  it('reads back as it was written, whatever its data', () => {
    fc.assert(
      fc.property(anyPacket, fc.uint8Array({ maxLength: 20 }), (packet, before) => {
        const bytes = encodePacket(packet)
        expect(readPacketAt(Uint8Array.of(...before, ...bytes), before.length)).toEqual({
          kind: 'packet',
          packet,
          lengthBytes: bytes.length,
        })
      }),
    )
  })

  it('is partial for every length short of the whole', () => {
    const bytes = encodePacket({ type: packetType.state, data: Uint8Array.of(4) })
    for (let length = 0; length < bytes.length; length += 1) {
      expect(readPacketAt(bytes.subarray(0, length), 0)).toEqual({ kind: 'partial' })
    }
  })

  it('is damaged when any byte of its data changes', () => {
    const bytes = encodePacket({ type: packetType.state, data: Uint8Array.of(4) })
    bytes[9] = 3
    expect(readPacketAt(bytes, 0)).toEqual({ kind: 'damaged' })
  })

  it.each([
    ['another version', '494d50524f560203020300e7'],
    ['type 0', '494d50524f560100020300e7'],
    ['type 7', '494d50524f560107020300ea'],
    ['other text', '494d50524f564544207369676e'],
  ])('is not there with %s', (_name, hex) => {
    expect(readPacketAt(Buffer.from(hex, 'hex'), 0)).toEqual({ kind: 'other' })
  })

  it('refuses data that its length byte cannot count', () => {
    expect(() => encodePacket({ type: packetType.command, data: new Uint8Array(256) })).toThrow('at most 255 bytes')
    expect(encodePacket({ type: packetType.command, data: new Uint8Array(255) })).toHaveLength(maxPacketBytes)
  })
})
