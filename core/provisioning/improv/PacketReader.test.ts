import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureNames, readFixtureJson } from '../../../fixtures/readFixture'
import { type ImprovMessage, readMessage } from './message'
import { PacketReader } from './PacketReader'
import { encodePacket, type ImprovPacket, maxPacketBytes, packetType } from './packet'
import { encodeText } from './text'

const recordings = 'recordings/serial'

interface Exchange {
  dir: string
  hex: string
  decoded?: Array<{ type: string; value?: number; command?: number; strings?: string[] }>
}

/** What the device sent in one recording, and what the recorder's own decoder made of it. */
function deviceSide(fileName: string): { bytes: Uint8Array; expected: ImprovMessage[] } {
  const { exchanges } = readFixtureJson(`${recordings}/${fileName}`) as { exchanges: Exchange[] }
  const sent = exchanges.filter(({ dir }) => dir === 'device->host')
  const bytes = Buffer.concat(sent.map(({ hex }) => Buffer.from(hex, 'hex')))
  const expected = sent
    .flatMap(({ decoded = [] }) => decoded)
    .map(({ type, value = -1, command = -1, strings = [] }): ImprovMessage => {
      if (type === 'CURRENT_STATE') return { kind: 'state', state: value }
      if (type === 'ERROR_STATE') return { kind: 'error', code: value }
      return { kind: 'result', command, strings }
    })
  return { bytes, expected }
}

function read(...pieces: Uint8Array[]): Array<ImprovMessage | null> {
  const reader = new PacketReader()
  return pieces.flatMap((piece) => reader.push(piece)).map(readMessage)
}

const files = fixtureNames(recordings).filter((name) => name.startsWith('improv-'))
const ready: ImprovPacket = { type: packetType.state, data: Uint8Array.of(2) }
const provisioned: ImprovPacket = { type: packetType.state, data: Uint8Array.of(4) }

describe('recorded transcripts of the official SDK', () => {
  it('are all there', () => {
    expect(files).toHaveLength(9)
  })

  it.each(files)('%s reads the same whole, byte by byte and cut at every place', (fileName) => {
    const { bytes, expected } = deviceSide(fileName)
    expect(expected.length).toBeGreaterThan(0)
    expect(read(bytes)).toEqual(expected)
    expect(read(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected)
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected)
    }
  })

  it.each(files)('%s still reads after garbage that ends in half a header', (fileName) => {
    const { bytes, expected } = deviceSide(fileName)
    expect(read(Uint8Array.of(0, 255, 10, 0x49, 0x4d, 0x50), bytes)).toEqual(expected)
  })
})

describe('a packet reader', () => {
  it('finds a packet whose length byte is a newline', () => {
    const tenBytes: ImprovPacket = { type: packetType.result, data: Uint8Array.of(5, 8, 7, ...encodeText('sensor7')) }
    expect(encodePacket(tenBytes)[8]).toBe(0x0a)
    expect(new PacketReader().push(encodePacket(tenBytes))).toEqual([tenBytes])
  })

  it('loses only the packet that was cut off by the next one', () => {
    const reader = new PacketReader()
    const cut = encodePacket({ type: packetType.result, data: Uint8Array.of(3, 2, 1, 65) }).subarray(0, 10)
    const found = reader.push(Uint8Array.of(...cut, ...encodePacket(provisioned)))
    expect(found).toEqual([provisioned])
    expect(reader.damagedPackets).toBe(1)
  })

  it('gives up a half packet on request and finds what was hidden behind it', () => {
    const reader = new PacketReader()
    const longHeader = encodePacket({ type: packetType.result, data: new Uint8Array(255) }).subarray(0, 12)
    expect(reader.push(Uint8Array.of(...longHeader, ...encodePacket(ready), ...encodePacket(provisioned)))).toEqual([])
    expect(reader.giveUpPartial()).toEqual([ready, provisioned])
    expect(reader.pendingBytes).toBe(0)
  })

  it('never throws and never holds a whole packet back, whatever comes', () => {
    // Bytes that make headers likely, so that the reader's every branch is taken.
    const likely = fc.constantFrom(0x49, 0x4d, 0x50, 0x52, 0x4f, 0x56, 1, 2, 3, 4, 0, 255, 10)
    const header = fc.constant([0x49, 0x4d, 0x50, 0x52, 0x4f, 0x56, 1])
    const chunk = fc
      .array(fc.oneof(header, fc.array(likely, { maxLength: 30 }), fc.array(fc.nat(255), { maxLength: 300 })), { maxLength: 8 })
      .map((parts) => Uint8Array.from(parts.flat()))
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 12 }), (chunks) => {
        const reader = new PacketReader()
        for (const bytes of chunks) {
          for (const packet of reader.push(bytes)) readMessage(packet)
          expect(reader.pendingBytes).toBeLessThan(maxPacketBytes)
        }
        reader.giveUpPartial()
        expect(reader.pendingBytes).toBe(0)
      }),
    )
  })

  it('finds the same packets however the stream is cut', () => {
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ maxLength: 255 }).map((data) => encodePacket({ type: packetType.result, data })),
      fc.uint8Array({ maxLength: 20 }).map((data) => encodePacket({ type: packetType.state, data }).subarray(0, 9)),
    )
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
        (parts, cuts) => {
          const stream = Uint8Array.from(parts.flatMap((bytes) => [...bytes]))
          const pieces: Uint8Array[] = []
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const length = cuts[turn % cuts.length] ?? 1
            pieces.push(stream.subarray(at, at + length))
            at += length
          }
          const reader = new PacketReader()
          expect(pieces.flatMap((piece) => reader.push(piece))).toEqual(new PacketReader().push(stream))
        },
      ),
    )
  })
})
