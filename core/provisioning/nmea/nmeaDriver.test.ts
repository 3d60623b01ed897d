import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { greatCircleM } from '../../geo/sphere'
import { DeviceSession } from '../session/DeviceSession'
import { babbling, randomBytes } from '../session/testing/badDevices'
import { VirtualLine } from '../session/testing/VirtualLine'
import type { SimulatedDevice } from '../simulated/simulatedDevice'
import { createSimulatedReceiver } from '../simulated/simulatedReceiver'
import { NmeaReader } from './NmeaReader'
import { createNmeaDriver } from './nmeaDriver'
import { nmeaChecksum, readNmeaSentence } from './nmeaSentence'
import { nmeaTiming } from './timing'

/** The installation's clock: no test may depend on the day on which it runs. */
const createDriver = () => createNmeaDriver(nmeaTiming, { now: () => Date.UTC(2026, 5, 1, 12) })
const identity = { sessionId: 's1', path: 'test', simulated: false }
const home = { lat: 50.0614, lng: 19.9372 }
const sentence = (body: string) => `$${body}*${nmeaChecksum(body)}\r\n`

function open(device: SimulatedDevice) {
  const line = new VirtualLine(new DeviceSession(identity, [createDriver()], 0), device)
  line.run({ kind: 'identify' })
  return line
}

function receive(device: SimulatedDevice, fixesWanted = 10) {
  const line = open(device)
  line.run({ kind: 'receive-position', fixesWanted })
  return line
}

/** Says each of the texts after one second, the last for ever. */
function saying(...seconds: string[]): SimulatedDevice {
  let at = 0
  const next = () => seconds[Math.min(at++, seconds.length - 1)] ?? ''
  const bytes = () => Uint8Array.from(next(), (letter) => letter.charCodeAt(0))
  return { boot: () => [], receive: () => [], idle: () => [{ delayMs: 1_000, bytes: bytes(), unplug: false }] }
}

function epoch(
  second: number,
  { lat = '5003.68400', lng = '01956.23200', knots = '0.02', hdop = '0.9', quality = '1', mode = 'A' } = {},
) {
  const clock = `1200${String(second % 60).padStart(2, '0')}.00`
  return (
    sentence(`GNRMC,${clock},A,${lat},N,${lng},E,${knots},,010626,,,${mode},V`) +
    sentence(`GNGGA,${clock},${lat},N,${lng},E,${quality},09,${hdop},219.0,M,39.4,M,,`)
  )
}

describe('naming the receiver', () => {
  it('hears what a training receiver is, and writes nothing', () => {
    const line = open(createSimulatedReceiver())
    expect(line.session.state).toMatchObject({
      phase: 'idle',
      driver: 'nmea',
      simulated: true,
      identified: true,
      connected: false,
      position: null,
      abilities: ['receive-position', 'verify'],
      device: { name: 'Satellite receiver', firmware: 'NMEA 0183', chip: 'GNSS' },
    })
    expect(line.written).toEqual([])
  })

  it.each([
    [sentence('GNTXT,01,01,02,u-blox AG - www.u-blox.com') + sentence('GNTXT,01,01,02,MOD=NEO-M9N'), 'u-blox NEO-M9N receiver'],
    [sentence('PUBX,00,120000.00,,,,,,,,,,,,,,,,,'), 'u-blox receiver'],
    [sentence('PMTK010,001'), 'MediaTek receiver'],
    [sentence('PGRME,15.0,M,45.0,M,25.0,M'), 'Garmin receiver'],
    [sentence('PXYZ,1'), 'Satellite receiver'],
  ])('reads its maker where it is said: %s', (words, name) => {
    const { state } = open(saying(words + epoch(1))).session
    expect(state.device?.name).toBe(name)
    expect(state.simulated).toBe(false)
  })

  it('is the same receiver when its maker is not said again, or said late', () => {
    const boot = sentence('GNTXT,01,01,02,u-blox AG - www.u-blox.com') + sentence('GNTXT,01,01,02,FWVER=SPG 4.04')
    for (const seconds of [
      [boot + epoch(1), epoch(2)],
      [...Array(6).fill(epoch(1)), boot + epoch(2)],
      [sentence('GNTXT,01,01,02,MOD=NEO-M9N') + boot + epoch(1), ...Array(3).fill(sentence('PUBX,00,1') + epoch(2))],
      [...Array(3).fill(sentence('PUBX,00,1') + epoch(1)), sentence('GNTXT,01,01,02,MOD=NEO-M9N') + boot + epoch(2)],
    ]) {
      const line = open(saying(...seconds))
      const { device } = line.session.state
      line.run({ kind: 'identify' })
      line.run({ kind: 'identify' })
      expect(line.session.state).toMatchObject({ phase: 'idle', device: { name: device?.name } })
    }
  })
})

describe('receiving a position', () => {
  it('averages as many fixes as were wanted, after a cold start', () => {
    const { state } = receive(createSimulatedReceiver({ scatterM: 2 }), 30).session
    expect(state).toMatchObject({
      phase: 'idle',
      problem: null,
      reception: { fixes: 30, fixesWanted: 30, satellites: 9, hdop: 0.9 },
    })
    expect(state.position).toMatchObject({
      fixes: 30,
      rejected: 0,
      quality: 'gps',
      satellites: 9,
      hdop: 0.9,
      altitudeM: expect.closeTo(219, 6),
    })
    expect(greatCircleM(home, state.position ?? { lat: 0, lng: 0 })).toBeLessThan(1.5)
    expect(state.position?.scatterRmsM).toBeGreaterThan(1.5)
    expect(state.position?.scatterRmsM).toBeLessThan(4)
    expect(state.reception?.scatter).toHaveLength(30)
    const farthestM = Math.max(...(state.reception?.scatter ?? []).map(({ eastM, northM }) => Math.hypot(eastM, northM)))
    expect(farthestM).toBeCloseTo(state.position?.scatterMaxM ?? 0, 1)
  })

  it.each([
    ['at the antimeridian', { lat: -18, lng: 179.999995 }],
    ['at the pole', { lat: 89.99999, lng: 100 }],
    ['in the south and the west', { lat: -54.8, lng: -68.3 }],
    ['on the equator', { lat: 0.000001, lng: -0.000001 }],
  ])('is right %s', (_where, place) => {
    const { position } = receive(createSimulatedReceiver({ ...place, scatterM: 1 }), 20).session.state
    expect(greatCircleM(place, position ?? home)).toBeLessThan(1)
    expect(position?.scatterMaxM).toBeLessThan(6)
  })

  it('leaves out fixes that leap away, shows them, and says how many', () => {
    const { state } = receive(createSimulatedReceiver({ leapEveryS: 4 }), 20).session
    expect(state.position).toMatchObject({ fixes: 20, rejected: expect.any(Number) })
    expect(state.position?.rejected).toBeGreaterThan(3)
    expect(state.position?.scatterMaxM).toBeLessThan(10)
    expect(greatCircleM(home, state.position ?? { lat: 0, lng: 0 })).toBeLessThan(2)
    expect(state.reception?.scatter.filter(({ northM }) => northM > 200).length).toBe(state.position?.rejected)
  })

  it('shows at most 600 points, and refuses a count that is none', () => {
    const line = receive(createSimulatedReceiver({ leapEveryS: 5 }), 650)
    expect(line.session.state.position?.fixes).toBe(650)
    expect(line.session.state.reception?.scatter).toHaveLength(600)
    for (const fixesWanted of [0, -1, 1.5, 3_601, Number.NaN]) {
      expect(() => line.begin({ kind: 'receive-position', fixesWanted })).toThrow(
        expect.objectContaining({ code: 'gnss.bad-count' }),
      )
    }
  })

  it('keeps the position so far when it is cancelled after three fixes, and none before', () => {
    for (const [fixes, isKept] of [
      [2, false],
      [3, true],
      [7, true],
    ] as const) {
      const line = open(createSimulatedReceiver())
      line.begin({ kind: 'receive-position', fixesWanted: 50 })
      while ((line.session.state.reception?.fixes ?? 0) < fixes) line.turn()
      line.session.cancel(line.nowMs)
      expect(line.session.state.reception?.fixes).toBe(fixes)
      expect(line.session.state.position?.fixes ?? null).toBe(isKept ? fixes : null)
      line.begin({ kind: 'receive-position', fixesWanted: 50 })
      expect(line.session.state.position).toBeNull()
    }
  })

  it('states a poor geometry beside the position', () => {
    const { state, settlement } = receive(createSimulatedReceiver({ hdop: 7.2 })).session
    expect(settlement).toEqual({ ok: true })
    expect(state).toMatchObject({ phase: 'idle', position: { hdop: 7.2 }, problem: { code: 'gnss.poor-geometry' } })
  })
})

describe('what is no position', () => {
  it.each<readonly [string, string, SimulatedDevice]>([
    ['gnss.no-fix', 'outside', createSimulatedReceiver({ searchingS: Number.POSITIVE_INFINITY })],
    ['gnss.weak', 'HDOP 32.0', createSimulatedReceiver({ hdop: 32 })],
    ['gnss.moving', '1.4 m/s', createSimulatedReceiver({ speedMps: 1.4 })],
    ['gnss.damaged', '9600', saying(epoch(1), epoch(2), epoch(3), '$GPGGA,1200\u0003\u0081$\u0000\r\n')],
    ['gnss.damaged', '115200', saying(epoch(1), epoch(2), epoch(3), '\u0080\u0000\u00f8'.repeat(40))],
    ['gnss.silent', 'unplug', saying(epoch(1), epoch(2), epoch(3), '')],
    ['gnss.sentences-missing', 'GGA', saying(sentence('GPGSV,1,1,01,05,40,083,46'))],
    // Estimated, typed in and simulated by the receiver itself.
    ...[
      ['6', 'gnss.not-measured', 'estimated'],
      ['7', 'gnss.not-measured', 'typed in'],
      ['8', 'gnss.not-measured', 'simulated'],
      ['0', 'gnss.no-fix', 'outside'],
      // A quality that nobody defined, and one that is missing beside a place.
      ['', 'gnss.not-understood', 'not understood'],
      ['9', 'gnss.not-understood', 'not understood'],
    ].map(
      ([quality = '', code = '', words = '']) =>
        [code, words, saying(...Array.from({ length: 60 }, (_, at) => epoch(at, { quality })))] as const,
    ),
    ...[
      ['E', 'gnss.not-measured', 'estimated'],
      ['M', 'gnss.not-measured', 'typed in'],
      ['S', 'gnss.not-measured', 'simulated'],
      ['N', 'gnss.no-fix', 'outside'],
    ].map(([mode = '', code = '', words = '']) => [code, words, saying(epoch(1, { mode }))] as const),
  ])('%s: %s', (code, words, device) => {
    const { state } = receive(device).session
    expect(state).toMatchObject({ phase: 'failed', position: null, problem: { code } })
    expect(state.problem?.message).toContain(words)
  })

  it('names a slow walk by its trend, though the receiver says that it stands', () => {
    const seconds = Array.from({ length: 60 }, (_, at) => epoch(at, { lat: `5003.${String(68_400 + at * 20).padStart(5, '0')}` }))
    const { state } = receive(saying(...seconds), 50).session
    expect(state).toMatchObject({ phase: 'failed', position: null, problem: { code: 'gnss.moving' } })
    expect(state.problem?.message).toMatch(/wander 1[78] m/)
  })

  it('begins anew when the receiver was carried to another place', () => {
    const at = (minutes: string, knots: string, from: number, count: number) =>
      Array.from({ length: count }, (_, second) => epoch(from + second, { lat: `5003.${minutes}`, knots }))
    const carried = [...at('00000', '0.01', 0, 10), ...at('30000', '3.0', 10, 4), ...at('60000', '0.01', 14, 40)]
    const { state } = receive(saying(...carried), 12).session
    expect(state.position).toMatchObject({ fixes: 12, rejected: 0, lat: expect.closeTo(50.06, 6) })
  })

  it('ends in time when it is put down and carried on for ever, and when its clock stands still', () => {
    const restless = Array.from({ length: 1_200 }, (_, at) => {
      const minute = `${Math.floor(at / 60) % 60}`.padStart(2, '0')
      return epoch(at, { knots: at % 8 < 4 ? '0.01' : '3.0' }).replace(/12\d\d(?=\d\d\.00)/g, `12${minute}`)
    })
    const wholeSentences = restless.map((text) =>
      text
        .trimEnd()
        .split('\r\n')
        .map((line) => sentence(line.slice(1, -3)))
        .join(''),
    )
    const carried = receive(saying(...wholeSentences), 20)
    expect(carried.session.state).toMatchObject({ phase: 'failed', problem: { code: 'gnss.too-few' } })
    expect(carried.nowMs).toBeLessThan(400_000)
    const stuck = receive(saying(epoch(1)), 20)
    expect(stuck.session.state).toMatchObject({ phase: 'failed', position: null, problem: { code: 'gnss.clock-stands' } })
  })

  it('one fix with a speed is only left out', () => {
    const seconds = Array.from({ length: 60 }, (_, at) => epoch(at, { knots: at % 5 === 4 ? '2.5' : '0.01' }))
    expect(receive(saying(...seconds), 12).session.state.position).toMatchObject({ fixes: 12 })
  })

  it('goes from searching to collecting before the eyes', () => {
    const line = open(createSimulatedReceiver({ searchingS: 12 }))
    line.begin({ kind: 'receive-position', fixesWanted: 5 })
    const seen = new Set<string>()
    while (line.session.settlement === null) {
      seen.add(`${line.session.state.reception?.status} ${line.session.state.reception?.satellites}`)
      line.turn()
    }
    expect([...seen]).toEqual(['searching null', 'searching 2', 'collecting 9'])
  })
})

describe('the line', () => {
  it('a wrong speed is no receiver', () => {
    const { state } = open(babbling('\u0080\u0000\u00f8\u0078')).session
    expect(state).toMatchObject({ phase: 'failed', identified: false, problem: { code: 'session.noise' } })
    expect(state.problem?.message).toMatch(/noise.*4800, 9600, 38400/)
  })

  it('a million random bytes are no sentence, whatever their cut, and stay bounded', () => {
    const bytes = randomBytes(7, 1_000_000)
    const whole = new NmeaReader()
    const messages = whole.read(bytes)
    expect(messages.filter(({ kind }) => kind === 'sentence')).toEqual([])
    expect(messages.length).toBeGreaterThan(1_000)
    const cut = new NmeaReader()
    const found = []
    for (let at = 0, step = 1; at < bytes.length; at += step, step = (step * 7) % 1_009)
      found.push(...cut.read(bytes.subarray(at, at + step)))
    expect(found).toEqual(messages)
    expect(whole.push(Buffer.from(`\n${sentence('GPRMC,,V,,,,,,,,,,N')}`)).map(({ type }) => type)).toEqual(['RMC'])
  })

  it('reads back every sentence that is written, and none with one wrong character', () => {
    const letters = fc.stringMatching(/^[A-Za-z0-9.,-]{0,70}$/)
    fc.assert(
      fc.property(fc.constantFrom('GPGGA', 'GNRMC', 'GBGSV', 'PUBX', 'PMTK705'), letters, fc.nat(), (kind, body, where) => {
        const line = sentence(`${kind},${body}`).trimEnd()
        const reading = readNmeaSentence(line)
        expect(reading).toMatchObject({ kind: 'sentence', sentence: { fields: body.split(',') } })
        const at = 1 + (where % (line.length - 1))
        const wrong = line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ 1) + line.slice(at + 1)
        expect(readNmeaSentence(wrong).kind === 'sentence').toBe(false)
      }),
    )
  })

  it('gives the positions of the recording when it is played through a session in any cut', () => {
    const recording = readFixtureJson('recordings/serial/nmea.json') as { exchanges: { hex: string }[] }
    const bytes = Buffer.concat(recording.exchanges.map(({ hex }) => Buffer.from(hex, 'hex')))
    const listen = (...pieces: Uint8Array[]) => {
      const session = new DeviceSession(identity, [createDriver()], 0)
      session.opened()
      session.begin({ kind: 'identify' }, 0)
      for (const second of [1, 2, 3]) session.receive(Buffer.from(epoch(second)), second)
      session.begin({ kind: 'receive-position', fixesWanted: 2 }, 3)
      for (const piece of pieces) session.receive(piece, 4)
      return session.state
    }
    const whole = listen(bytes)
    // The two fixes lie on two continents: their mean is nobody's place, and two that disagree scatter by half of that.
    expect(whole.position).toMatchObject({
      fixes: 2,
      quality: 'gps',
      satellites: 8,
      hdop: 0.9,
      firstTime: '2026-03-23T12:35:19.000Z',
    })
    expect(whole.position?.scatterMaxM).toBeGreaterThan(1_000_000)
    for (let at = 0; at <= bytes.length; at += 3)
      expect(listen(bytes.subarray(0, at), bytes.subarray(at)).position).toEqual(whole.position)
  })
})
