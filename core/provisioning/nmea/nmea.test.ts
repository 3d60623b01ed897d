import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averageFixes } from './averageFixes'
import { FixCollector, type PositionFix } from './FixCollector'
import { NmeaReader } from './NmeaReader'
import { nmeaChecksum, readNmeaSentence } from './nmeaSentence'

const recording = JSON.parse(readFileSync(resolve(process.cwd(), '../shared/recordings/serial/nmea.json'), 'utf8')) as {
  lines: string[]
  parsed: { l: string; g: false | { valid: boolean } }[]
  exchanges: { hex: string }[]
}
const bytes = Buffer.concat(recording.exchanges.map(({ hex }) => Buffer.from(hex, 'hex')))
const sentence = (body: string) => `$${body}*${nmeaChecksum(body)}\r\n`

function fixesOf(stream: Uint8Array): PositionFix[] {
  const [reader, collector] = [new NmeaReader(), new FixCollector()]
  return reader.push(stream).flatMap((each) => collector.push(each) ?? [])
}

describe('NMEA sentences', () => {
  it('holds where the other parser says that the checksum holds, and nowhere else', () => {
    for (const { l, g } of recording.parsed) {
      expect(readNmeaSentence(l).kind === 'sentence', l).toBe(g !== false && g.valid)
    }
  })

  it('finds the same in the recording however it is cut', () => {
    const whole = new NmeaReader()
    const expected = whole.push(bytes)
    expect(expected.map(({ talker, type }) => talker + type)).toEqual([
      'GPGGA',
      'GPRMC',
      'GNGGA',
      'GNRMC',
      'GPGGA',
      'GPRMC',
      'GPGSA',
    ])
    expect(whole.damagedSentences).toBe(2)
    for (let at = 0; at <= bytes.length; at++) {
      const reader = new NmeaReader()
      expect([...reader.push(bytes.subarray(0, at)), ...reader.push(bytes.subarray(at))]).toEqual(expected)
    }
  })

  it('takes any bytes, and finds a sentence after them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const reader = new NmeaReader()
        reader.push(noise)
        const found = reader.push(Buffer.from(`\r\n${sentence('GPRMC,,V,,,,,,,,,,N')}`))
        expect(found.map(({ type }) => type)).toEqual(['RMC'])
      }),
    )
  })
})

describe('position fixes', () => {
  it('are the two of the recording: nothing without a fix, nothing with a bad checksum', () => {
    const fixes = fixesOf(bytes)
    expect(fixes).toEqual([
      {
        lat: 48.1173,
        lng: 11.516666666666667,
        quality: 'gps',
        satellites: 8,
        hdop: 0.9,
        altitudeM: 545.4,
        time: '2026-03-23T12:35:19.000Z',
      },
      {
        lat: expect.closeTo(-33.8609, 9),
        lng: expect.closeTo(151.209333333, 9),
        quality: 'rtk',
        satellites: 12,
        hdop: 0.7,
        altitudeM: 12.3,
        time: '2026-03-23T12:35:20.000Z',
      },
    ])
  })

  it.each([
    [
      'a simulated position',
      'GPGGA,120000,4807.0380,N,01131.0000,E,8,08,0.9,1,M,,M,,',
      'GPRMC,120000,A,4807.0380,N,01131.0000,E,,,230326,,,S',
    ],
    [
      'sixty minutes of arc',
      'GPGGA,120000,4860.0000,N,01131.0000,E,1,08,0.9,1,M,,M,,',
      'GPRMC,120000,A,4860.0000,N,01131.0000,E,,,230326,,,A',
    ],
    [
      'a day that is not in the calendar',
      'GPGGA,120000,4807.0380,N,01131.0000,E,1,08,0.9,1,M,,M,,',
      'GPRMC,120000,A,4807.0380,N,01131.0000,E,,,310226,,,A',
    ],
    [
      'two moments',
      'GPGGA,120000,4807.0380,N,01131.0000,E,1,08,0.9,1,M,,M,,',
      'GPRMC,120001,A,4807.0380,N,01131.0000,E,,,230326,,,A',
    ],
    [
      'two places',
      'GPGGA,120000,4807.0380,N,01131.0000,E,1,08,0.9,1,M,,M,,',
      'GPRMC,120000,A,4808.0380,N,01131.0000,E,,,230326,,,A',
    ],
    [
      'a warning',
      'GPGGA,120000,4807.0380,N,01131.0000,E,1,08,0.9,1,M,,M,,',
      'GPRMC,120000,V,4807.0380,N,01131.0000,E,,,230326,,,A',
    ],
  ])('%s is no fix', (_, gga, rmc) => {
    expect(fixesOf(Buffer.from(sentence(gga) + sentence(rmc)))).toEqual([])
  })
})

describe('averaging', () => {
  const fix = (lat: number, lng: number): PositionFix => ({
    lat,
    lng,
    quality: 'gps',
    satellites: 8,
    hdop: 1,
    altitudeM: null,
    time: '2026-03-23T12:00:00.000Z',
  })

  it('gives the mean place and the scatter, at the antimeridian and the pole too', () => {
    expect(averageFixes([])).toBeNull()
    const crossing = averageFixes([fix(0, 179.9999), fix(0, -179.9999)])
    expect(Math.abs(crossing?.lng ?? 0)).toBeCloseTo(180, 6)
    expect(crossing?.scatterRmsM).toBeCloseTo(11.12, 1)
    const pole = averageFixes([fix(89.9999, 0), fix(89.9999, 180)])
    expect(pole?.lat).toBeCloseTo(90, 4)
  })

  it('lies within the fixes, and says the poorest of their qualities', () => {
    const jitter = fc.double({ min: -1e-4, max: 1e-4, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(jitter, jitter), { minLength: 1, maxLength: 20 }), (offsets) => {
        const fixes = offsets.map(([dLat, dLng]) => fix(50 + dLat, 20 + dLng))
        const averaged = averageFixes(fixes)
        const lats = fixes.map(({ lat }) => lat)
        expect(averaged?.lat).toBeGreaterThanOrEqual(Math.min(...lats) - 1e-9)
        expect(averaged?.lat).toBeLessThanOrEqual(Math.max(...lats) + 1e-9)
        expect(averaged?.scatterMaxM).toBeLessThan(30)
      }),
    )
    const mixed = averageFixes([fix(50, 20), { ...fix(50, 20), quality: 'rtk', hdop: 3, satellites: 4 }])
    expect(mixed).toMatchObject({ quality: 'gps', hdop: 3, satellites: 4, fixes: 2, scatterRmsM: expect.closeTo(0, 3) })
  })
})
