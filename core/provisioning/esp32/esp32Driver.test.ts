import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { Problem } from '../../model/problem'
import { DeviceSession } from '../session/DeviceSession'
import type { LineOrder } from '../session/ProvisioningDriver'
import { randomBytes } from '../session/testing/badDevices'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { Emission, SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedEsp32 } from '../simulated/simulatedEsp32'
import { chips, macOf } from './chips'
import { createEsp32Driver } from './esp32Driver'
import { encodeReadRegister, encodeSecurityInfo, encodeSync, RomReader, readAnswer } from './romPacket'
import { encodeSlip, SlipReader } from './slip'

const identity = { sessionId: 's1', path: 'test', simulated: false }
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const recording = readFixtureJson('recordings/serial/esptool-js-sync.json') as {
  exchanges: { dir: string; hex: string }[]
}

function identified(device: SimulatedDevice) {
  const line = new VirtualLine(new DeviceSession(identity, [createEsp32Driver()], 0), device)
  line.run({ kind: 'identify' })
  return line
}

/** All that the recorded device answered to each packet of the host. */
function recordedAnswers(): Map<string, Uint8Array[]> {
  const answers = new Map<string, Uint8Array[]>()
  let asked = ''
  for (const { dir, hex: text } of recording.exchanges) {
    if (dir === 'host->device') {
      asked = text
      answers.set(asked, [])
    } else answers.get(asked)?.push(Buffer.from(text, 'hex'))
  }
  return answers
}

/** Answers as the recorded device did; registers that nobody recorded are 0. */
function replaying(pieceBytes = 1_000): SimulatedDevice {
  const answers = recordedAnswers()
  return {
    boot: () => [],
    receive(bytes) {
      const said = answers.get(hex(bytes)) ?? [Buffer.from('c0010a04000000000000000000c0', 'hex')]
      const all = Buffer.concat(said)
      const emissions: Emission[] = []
      for (let at = 0; at < all.length; at += pieceBytes) {
        emissions.push({ delayMs: 0, bytes: all.subarray(at, at + pieceBytes), unplug: false })
      }
      return emissions
    },
  }
}

describe('identifying that is ended in its middle', () => {
  const back = [
    { kind: 'lines', dtr: false, rts: true, holdMs: 100 },
    { kind: 'lines', dtr: false, rts: false, holdMs: 50 },
  ]
  const inLoader = () => {
    const line = new VirtualLine(new DeviceSession(identity, [createEsp32Driver()], 0), createSimulatedEsp32())
    line.begin({ kind: 'identify' })
    for (let turn = 0; turn < 8; turn++) line.turn()
    expect(line.session.settlement).toBeNull()
    return line
  }

  it('says how the chip is brought back to its own program, however it is ended', () => {
    const problem = new Problem('port.write-timeout', 'It takes no bytes.')
    for (const end of ['cancel', 'close', 'fail'] as const) {
      const { session, nowMs } = inLoader()
      expect(end === 'fail' ? session.fail(problem, nowMs) : session[end](nowMs), end).toEqual(back)
    }
  })

  it('asks nothing of a chip that runs its program again, nor of a port that is gone', () => {
    const { session, nowMs } = identified(createSimulatedEsp32())
    expect(session.cancel(nowMs)).toEqual([])
    expect(session.close(nowMs)).toEqual([])
    const lost = inLoader()
    lost.session.lose(new Problem('port.vanished', 'The cable was pulled.'), lost.nowMs)
    expect(lost.session.close(lost.nowMs)).toEqual([])
  })
})

describe('the recording of esptool-js', () => {
  it('holds the same packets of the host, byte for byte', () => {
    const packets = [...recordedAnswers().keys()]
    expect(packets).toEqual(
      [encodeSync(), encodeSecurityInfo(), encodeReadRegister(0x40001000), encodeReadRegister(0x3ff5a004)].map(hex),
    )
  })

  it.each([1, 2, 3, 5, 7, 14, 1_000])('is read in pieces of %i bytes', (pieceBytes) => {
    const { state } = identified(replaying(pieceBytes)).session
    expect(state).toMatchObject({
      phase: 'idle',
      driver: 'esp32-rom',
      simulated: false,
      identified: true,
      connected: false,
      device: { name: 'ESP32', firmware: 'ROM loader', version: 'v0.0', chip: 'ESP32' },
      identifiers: [{ kind: 'mac', value: '00:00:33:44:55:66' }],
    })
  })
})

describe('identifying a chip', () => {
  const word = (...fields: readonly (readonly [value: number, low: number])[]) =>
    fields.reduce((all, [value, low]) => (all | (value << low)) >>> 0, 0)

  it.each([
    ['ESP32', 'v3.1', { 1073061900: word([1, 15]), 1073061908: word([1, 20], [1, 24]), 1073111164: word([1, 31]) }],
    ['ESP32', 'v1.0', { 1073061900: word([1, 15]) }],
    ['ESP32-S2', 'v1.11', { 1061265488: word([1, 18], [1, 20]), 1061265492: word([3, 4]) }],
    ['ESP32-S3', 'v0.2', { 1610641488: word([2, 18]), 1610641496: 0 }],
    ['ESP32-S3', 'v0.0', { 1610641488: word([1, 24]), 1610641496: word([1, 24]), 1610641516: 1 }],
    ['ESP32-S3', 'v1.0', { 1610641488: word([1, 24]), 1610641496: word([1, 24]), 1610641516: 2 }],
    ['ESP32-C2', 'v1.2', { 1610647620: word([0x02c0, 0], [2, 16], [1, 20]) }],
    ['ESP32-C3', 'v1.12', { 1610647632: word([4, 18]), 1610647640: word([1, 23], [1, 24]) }],
    ['ESP32-C6', 'v0.2', { 1611335760: word([2, 18]) }],
    ['ESP32-H2', 'v1.3', { 1611335760: word([3, 18], [1, 21]) }],
  ])('reads %s %s', (chip, version, registers) => {
    const { state } = identified(createSimulatedEsp32({ chip, registers, unit: 7 })).session
    expect(state).toMatchObject({
      phase: 'idle',
      problem: null,
      simulated: true,
      device: { name: chip, chip, version },
      identifiers: [{ kind: 'mac', value: '02:C0:4D:00:00:07' }],
    })
  })

  it('sends three kinds of questions and nothing else, and leaves the chip running', () => {
    const session = new DeviceSession(identity, [createEsp32Driver()], 0)
    session.opened()
    const commands = new Set<number>()
    const lines: string[] = []
    let nowMs = 0
    // It answers only once it was reset with its boot pin held.
    let isInLoader = false
    let previous = { dtr: false, rts: false }
    const device = createSimulatedEsp32()
    const obey = (orders: LineOrder[]): void => {
      for (const order of orders) {
        if (order.kind === 'lines') {
          lines.push(`${order.dtr ? 'D' : 'd'}${order.rts ? 'R' : 'r'}`)
          if (previous.rts && !order.rts) isInLoader = order.dtr
          previous = order
        } else {
          for (const frame of new SlipReader().push(order.bytes)) commands.add(frame[1] ?? -1)
          if (isInLoader) for (const { bytes } of device.receive(order.bytes)) obey(session.receive(bytes, nowMs))
        }
      }
    }
    obey(session.begin({ kind: 'identify' }, nowMs))
    while (session.settlement === null) {
      nowMs = session.deadlineMs ?? nowMs
      obey(session.advance(nowMs))
    }
    expect(session.state).toMatchObject({ identified: true, device: { name: 'ESP32-C3' } })
    expect(lines).toEqual(['dR', 'Dr', 'dr', 'dR', 'dr'])
    expect(isInLoader).toBe(false)
    expect([...commands].sort((a, b) => a - b)).toEqual([0x08, 0x0a, 0x14])
  })

  it('resets the chip also when nothing answers, and says which button to hold', () => {
    const session = new DeviceSession(identity, [createEsp32Driver()], 0)
    session.opened()
    const orders = session.begin({ kind: 'identify' }, 0)
    while (session.settlement === null) orders.push(...session.advance(session.deadlineMs ?? 0))
    expect(session.state).toMatchObject({ phase: 'failed', identified: false, problem: { code: 'esp32.silent' } })
    expect(session.state.problem?.message).toContain('hold the BOOT button')
    const last = orders.filter((order) => order.kind === 'lines').slice(-2)
    expect(last).toEqual([
      { kind: 'lines', dtr: false, rts: true },
      { kind: 'lines', dtr: false, rts: false },
    ])
  })

  it('names a locked chip and gives it no address', () => {
    const { state } = identified(createSimulatedEsp32({ chip: 'ESP32-S3', locked: true })).session
    expect(state).toMatchObject({
      phase: 'idle',
      device: { name: 'ESP32-S3' },
      identifiers: [],
      problem: { code: 'esp32.locked' },
    })
  })

  it('says that it does not know a chip', () => {
    const { state } = identified(createSimulatedEsp32({ chip: 'none', registers: { 1073745920: 0xfff0c101 } })).session
    expect(state).toMatchObject({ phase: 'failed', problem: { code: 'esp32.unknown-chip', cause: 'magic 0xfff0c101' } })
  })

  it('notices another chip on the same cable', () => {
    let device = createSimulatedEsp32({ unit: 1 })
    const line = identified({ boot: () => [], receive: (bytes) => device.receive(bytes) })
    device = createSimulatedEsp32({ unit: 2 })
    line.run({ kind: 'identify' })
    expect(line.session.state.problem?.code).toBe('session.other-device')
  })

  it('cannot be asked for anything else', () => {
    const line = identified(createSimulatedEsp32())
    expect(() => line.begin({ kind: 'verify' })).toThrow(expect.objectContaining({ code: 'driver.no-such-step' }))
  })

  it('knows every chip by one number and its own magic', () => {
    const magics = chips.flatMap(({ magic }) => magic)
    expect(new Set(magics).size).toBe(magics.length)
    const ids = chips.flatMap(({ id }) => id ?? [])
    expect(new Set(ids).size).toBe(chips.length - 1)
  })

  it('writes a MAC in the order of its bytes, and none that was never given', () => {
    expect(macOf(0x55f7_2ca2, 0xabcd_6055)).toBe('60:55:55:F7:2C:A2')
    expect([macOf(0, 0), macOf(0, 0xffff_0000), macOf(0xffff_ffff, 0xffff)]).toEqual([null, null, null])
  })
})

describe('frames', () => {
  it('come back whatever they hold, in any cut, with text in between', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 5 }),
        fc.nat(50),
        (frames, step) => {
          const stream = Buffer.concat([Buffer.from('boot log \u00db\r\n'), ...frames.map(encodeSlip)])
          const reader = new SlipReader()
          const found: Uint8Array[] = []
          for (let at = 0; at < stream.length; at += step + 1) found.push(...reader.push(stream.subarray(at, at + step + 1)))
          expect(found).toEqual(frames)
        },
      ),
    )
  })

  it('with an escape that is none, or cut off in one, are none', () => {
    const reader = new SlipReader()
    expect(reader.push(Uint8Array.of(0xc0, 1, 0xdb, 1, 2, 0xc0, 0xdb, 0xc0, 7, 0xc0))).toEqual([Uint8Array.of(7)])
  })

  it.each([
    ['from the host', '000a0400831df00000000000'],
    ['with a wrong length', '010a0500831df00000000000'],
    ['without a status', '010a0000831df000'],
    ['cut off', '010a04'],
  ])('%s are no answer', (_what, text) => {
    expect(readAnswer(Buffer.from(text, 'hex'))).toBeNull()
  })

  it('a million random bytes leave nothing behind', () => {
    const bytes = randomBytes(13, 1_000_000)
    const whole = new SlipReader()
    const frames = whole.push(bytes)
    expect(frames.length).toBeGreaterThan(1_000)
    expect(Math.max(...frames.map(({ length }) => length))).toBeLessThanOrEqual(1_024)
    const cut = new SlipReader()
    const found: Uint8Array[] = []
    for (let at = 0, step = 1; at < bytes.length; at += step, step = (step * 7) % 1_009)
      found.push(...cut.push(bytes.subarray(at, at + step)))
    expect(found.map(hex)).toEqual(frames.map(hex))
    const reader = new RomReader()
    reader.push(bytes)
    reader.push(Uint8Array.from({ length: 100_000 }, () => 0x55))
    expect(reader.push(Buffer.from('c0c0010a0400831df00000000000c0', 'hex'))).toMatchObject([{ value: 0x00f01d83, isOk: true }])
  })
})
