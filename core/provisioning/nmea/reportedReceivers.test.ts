/** Receivers that people reported, and others of the same kinds: what is not understood is said, and never told as "no fix". */
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { DeviceSession } from '../session/DeviceSession'
import { VirtualLine } from '../session/testing/VirtualLine'
import { createNmeaDriver } from './nmeaDriver'
import { nmeaChecksum } from './nmeaSentence'
import { nmeaTiming } from './timing'

const cases = readFixtureJson('cases/serial/cases.json') as { id: string; input: { nmea?: string[] } }[]
const NOW = Date.UTC(2026, 10, 29)

/** Says each text after a second, then the last for ever. */
function measure(texts: readonly string[], { fixesWanted = 10, nowMs = NOW } = {}) {
  let at = 0
  const next = () => Buffer.from(texts[Math.min(at++, texts.length - 1)] ?? '')
  const device = { boot: () => [], receive: () => [], idle: () => [{ delayMs: 1_000, bytes: next(), unplug: false }] }
  const driver = createNmeaDriver(nmeaTiming, { now: () => nowMs })
  const identity = { sessionId: 's1', path: 'test', simulated: false }
  const line = new VirtualLine(new DeviceSession(identity, [driver], 0), device)
  // Naming the receiver takes two seconds: what is measured begins with the first text.
  line.run({ kind: 'identify' })
  at = 0
  if (line.session.state.identified) line.run({ kind: 'receive-position', fixesWanted })
  return line
}

const reported = (id: string) => measure(cases.find((each) => each.id === id)?.input.nmea ?? [])

const sentence = (body: string) => `$${body}*${nmeaChecksum(body)}\r\n`
interface Epoch {
  lat?: string
  lng?: string
  north?: string
  east?: string
  hdop?: string
  satellites?: string
  date?: string
  hour?: string
}
/** A second after the other of a receiver that writes as it is told. */
function seconds(how: Epoch & { count?: number } = {}): string[] {
  const { lat = '4807.0380', lng = '01131.0000', north = 'N', east = 'E', hdop = '0.9', satellites = '08' } = how
  const { date = '290826', hour = '12', count = 30 } = how
  return Array.from({ length: count }, (_, second) => {
    const clock = `${hour}00${String(second).padStart(2, '0')}.00`
    const place = `${lat},${north},${lng},${east}`
    return (
      sentence(`GPGGA,${clock},${place},1,${satellites},${hdop},545.4,M,46.9,M,,`) +
      sentence(`GPRMC,${clock},A,${place},0.02,,${date},,,A`)
    )
  })
}

const place = { lat: expect.closeTo(48.1173, 6), lng: expect.closeTo(11.516667, 6) }

describe('reported receivers', () => {
  it('nmea-week-rollover: the date is corrected by whole eras, and that is said by measuring and by verifying', () => {
    const line = reported('nmea-week-rollover')
    expect(line.session.state).toMatchObject({
      phase: 'idle',
      position: { ...place, dateNote: 'corrected', firstTime: expect.stringMatching(/^2026-08-29T12:00:1/) },
      problem: { code: 'gnss.date-corrected', message: expect.stringContaining('2007-01-13') },
    })
    line.run({ kind: 'verify' })
    expect(line.session.state.problem?.code).toBe('gnss.date-corrected')
  })

  it('nmea-no-hdop: the position is measured, the HDOP unknown', () => {
    expect(reported('nmea-no-hdop').session.state).toMatchObject({
      phase: 'idle',
      problem: null,
      position: { ...place, hdop: null, satellites: 8, fixes: 10 },
      reception: { hdop: null },
    })
  })

  it('nmea-longitude-without-zero: it is the same place', () => {
    expect(reported('nmea-longitude-without-zero').session.state).toMatchObject({ phase: 'idle', problem: null, position: place })
  })
})

describe('dates', () => {
  it.each([
    ['two eras back', '300587', '2026-08-29', 'gnss.date-corrected'],
    ['four digits of the year', '29082026', '2026-08-29', undefined],
    ['no zero in front', '90826', '2026-08-09', undefined],
    ['none at all', '', '2026-11-2', 'gnss.date-missing'],
    ['zeros', '000000', '2026-11-2', 'gnss.date-missing'],
    ['the first day of GPS', '060180', '1980-01-06', 'gnss.date-doubtful'],
    ['the clock of a receiver without memory', '010100', '2000-01-01', 'gnss.date-doubtful'],
    ['years ahead', '010135', '2035-01-01', 'gnss.date-doubtful'],
  ])('%s: %s', (_what, date, day, code) => {
    const { state } = measure(seconds({ date })).session
    expect(state.position?.firstTime.startsWith(day)).toBe(true)
    expect(state.problem?.code).toBe(code)
  })

  it('a day that is not in the calendar is named', () => {
    expect(measure(seconds({ date: '310226' })).session.state).toMatchObject({
      position: null,
      problem: { code: 'gnss.date-impossible', message: expect.stringContaining('310226') },
    })
  })

  it("nothing is corrected by a clock from before this program: the receiver's date stays, and the doubt is said", () => {
    const { state } = measure(seconds(), { nowMs: Date.UTC(2007, 0, 13) }).session
    expect(state.position?.firstTime.slice(0, 10)).toBe('2026-08-29')
    expect(state.problem?.code).toBe('gnss.date-doubtful')
  })

  it('the day around midnight is the one that is closest', () => {
    const { state } = measure(seconds({ date: '', hour: '23' }), { nowMs: Date.UTC(2026, 10, 29, 0, 1) }).session
    expect(state.position?.firstTime.slice(0, 10)).toBe('2026-11-28')
  })
})

describe('ways of writing', () => {
  it.each<[string, Epoch]>([
    ['blanks around the numbers', { lng: ' 1131.0000', lat: ' 4807.0380' }],
    ['small letters', { north: 'n', east: 'e' }],
    ['a time without its zero', { hour: '9' }],
    ['no number of satellites', { satellites: '' }],
    ['three digits of satellites', { satellites: '008' }],
    ['an HDOP of zero', { hdop: '0.0' }],
    ['an HDOP that is a word', { hdop: 'nan' }],
    ['a comma too few behind', { hdop: '' }],
  ])('%s', (_what, how) => {
    expect(measure(seconds(how)).session.state).toMatchObject({ phase: 'idle', problem: null, position: place })
  })

  it.each<[string, Epoch]>([
    ['whole degrees', { lat: '48.117300', lng: '11.516667' }],
    ['no north or south', { north: '' }],
    ['sixty minutes', { lat: '4860.0000' }],
    ['more than the globe has', { lng: '19131.0000' }],
    ['degrees, minutes and seconds', { lat: "48d07'02", lng: "11d31'00" }],
  ])('%s is not understood, which is said at once and not as "no fix"', (_what, how) => {
    const line = measure(seconds(how))
    expect(line.session.state).toMatchObject({ position: null, problem: { code: 'gnss.not-understood' } })
    expect(line.session.state.problem?.message).not.toMatch(/outside|open sky/)
    expect(line.session.state.problem?.cause).toContain('$GP')
    expect(line.nowMs).toBeLessThan(30_000)
  })

  it('sentences without a checksum are named as that, not as a wrong speed', () => {
    const bare = seconds().map((text) => text.replace(/\*[0-9A-F]{2}/g, ''))
    const { state } = measure(bare).session
    expect(state).toMatchObject({ phase: 'failed', identified: false, problem: { code: 'gnss.no-checksum' } })
  })

  it('GGA and RMC of different moments are named as that', () => {
    const apart = seconds({ count: 59 }).map((text, at, all) => {
      const [gga = ''] = text.split(/(?<=\n)/)
      const [, rmc = ''] = (all[at + 1] ?? '').split(/(?<=\n)/)
      return rmc + gga
    })
    const { state } = measure(apart.slice(0, -1)).session
    expect(state).toMatchObject({
      position: null,
      problem: { code: expect.stringMatching(/^gnss\.(contradictory|clock-stands)$/) },
    })
  })
})
