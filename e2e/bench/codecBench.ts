/** How fast the readers of each protocol go through what a device says, against a plain search of the same buffer for its magic. */
import { ConsoleReader } from '#core/provisioning/console/ConsoleReader'
import { encodeSlip, SlipReader } from '#core/provisioning/esp32/slip'
import { PacketReader } from '#core/provisioning/improv/PacketReader'
import { encodeCommand, improvCommand } from '#core/provisioning/improv/rpc'
import { NmeaReader } from '#core/provisioning/nmea/NmeaReader'
import type { Emission, SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { createSimulatedGateway } from '#core/provisioning/simulated/simulatedGateway'
import { createSimulatedHotspot } from '#core/provisioning/simulated/simulatedHotspot'
import { createSimulatedReceiver } from '#core/provisioning/simulated/simulatedReceiver'
import { type BenchRow, benchRow, median, REPORTED } from './benchRow'

const TOTAL_BYTES = 4_000_000
/** As a serial driver hands them over. */
const PIECE_BYTES = 1_024
const RUNS = 5
const MEGABYTE = 1_000_000

interface Codec {
  name: string
  magic: string
  stream: Buffer
  read(): (piece: Uint8Array) => number
}

export function codecBench(): BenchRow[] {
  const codecs: Codec[] = [
    {
      name: 'Improv',
      magic: 'IMPROV',
      stream: repeated(saidBy(createSimulatedHotspot({ noise: true }), encodeCommand(improvCommand.scan))),
      read: () => counting(new PacketReader()),
    },
    {
      name: 'NMEA',
      magic: '$',
      stream: repeated(saidBy(createSimulatedReceiver({ searchingS: 0 }))),
      read: () => counting(new NmeaReader()),
    },
    {
      name: 'console',
      magic: '<b:',
      stream: repeated(saidBy(createSimulatedGateway({ noise: true }))),
      read: () => counting(new ConsoleReader()),
    },
    { name: 'SLIP', magic: '\u00c0', stream: repeated(slipFrames()), read: () => counting(new SlipReader()) },
  ]
  return codecs.map(codecRow)
}

function codecRow({ name, magic, stream, read }: Codec): BenchRow {
  const bytesPerSecond = (work: () => number) => {
    const timings = Array.from({ length: RUNS }, () => {
      const start = performance.now()
      if (work() === 0) throw new Error(`Nothing was found in the ${name} stream.`)
      return performance.now() - start
    })
    return stream.length / (median(timings) / 1_000) / MEGABYTE
  }
  const codec = bytesPerSecond(() => {
    const push = read()
    let found = 0
    for (let at = 0; at < stream.length; at += PIECE_BYTES) found += push(stream.subarray(at, at + PIECE_BYTES))
    return found
  })
  const scan = bytesPerSecond(() => {
    let found = 0
    for (let at = stream.indexOf(magic, 0, 'latin1'); at >= 0; at = stream.indexOf(magic, at + 1, 'latin1')) found += 1
    return found + 1
  })
  // A serial line carries a hundredth of a megabyte a second.
  return benchRow(`${name} reader, against a plain search of the buffer`, REPORTED, codec, scan, codec / scan, 'MB/s')
}

function counting(reader: { push(bytes: Uint8Array): readonly unknown[] }): (piece: Uint8Array) => number {
  return (piece) => reader.push(piece).length
}

/** What a device says when it is switched on and asked `question`, and then by itself. */
function saidBy(device: SimulatedDevice, question: Uint8Array = new Uint8Array(0)): Buffer {
  const said: Emission[] = [...device.boot(), ...device.receive(question)]
  for (let round = 0; round < 20; round++) said.push(...(device.idle?.() ?? []))
  return Buffer.concat(said.map(({ bytes }) => bytes))
}

function repeated(part: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: Math.ceil(TOTAL_BYTES / part.length) }, () => part))
}

/** Frames of 64 bytes, some of which must be escaped. */
function slipFrames(): Buffer {
  return Buffer.from(encodeSlip(Uint8Array.from({ length: 64 }, (_, at) => (at * 9 + 0x8b) & 0xff)))
}
