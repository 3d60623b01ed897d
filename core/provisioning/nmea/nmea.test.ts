import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { averageFixes } from './averageFixes'
import { FixCollector, type PositionFix } from './FixCollector'
import { NmeaReader } from './NmeaReader'
import { nmeaChecksum, readNmeaSentence } from './nmeaSentence'

const recording = readFixtureJson('recordings/serial/nmea.json') as {
  lines: string[]
  parsed: { l: string; g: false | { valid: boolean } }[]
  exchanges: { hex: string }[]
}
const bytes = Buffer.concat(recording.exchanges.map(({ hex }) => Buffer.from(hex, 'hex')))
const sentence = (body: string) => `$${body}*${nmeaChecksum(body)}\r\n`

function fixesOf(stream: Uint8Array): PositionFix[] {
  const [reader, collector] = [new NmeaReader(), new FixCollector(() => Date.UTC(2026, 5, 1))]
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

  // What gpsd 3.22's `gpsdecode` made of the same sentences, sent with it for some seconds, since it tells of ended epochs only.
  it.each([
    [
      'GLGGA,101113.50,4043.123456,N,07400.654321,W,1,09,0.85,12.34,M,-33.1,M,,',
      'GLRMC,101113.50,A,4043.123456,N,07400.654321,W,0.05,,150726,,,A',
      { time: '2026-07-15T10:11:13.500Z', lat: 40.718724267, lng: -74.01090535, altitudeM: 12.34, quality: 'gps' },
    ],
    [
      'GNGGA,235959.00,1800.0001,S,17959.9999,E,2,10,0.8,3.0,M,55.0,M,2.0,0123',
      'GNRMC,235959.00,A,1800.0001,S,17959.9999,E,0.00,,311226,,,D,V',
      { time: '2026-12-31T23:59:59.000Z', lat: -18.000001667, lng: 179.999998333, altitudeM: 3, quality: 'differential' },
    ],
    [
      'GNGGA,120001.00,8959.9990,N,01530.0000,E,1,12,0.6,4.1,M,14.9,M,,',
      'GNRMC,120001.00,A,8959.9990,N,01530.0000,E,0.01,,010626,,,A,V',
      { time: '2026-06-01T12:00:01.000Z', lat: 89.999983333, lng: 15.5, altitudeM: 4.1, quality: 'gps' },
    ],
    [
      'GAGGA,000001.00,8959.9000,S,00000.5000,W,1,07,1.1,2835.0,M,-29.5,M,,',
      'GARMC,000001.00,A,8959.9000,S,00000.5000,W,0.02,,010126,,,A,S',
      { time: '2026-01-01T00:00:01.000Z', lat: -89.998333333, lng: -0.008333333, altitudeM: 2835, quality: 'gps' },
    ],
    [
      'GBGGA,040507.100,2232.55555,N,11403.44444,E,5,17,0.55,51.2,M,-2.7,M,1.0,4095',
      'GBRMC,040507.100,A,2232.55555,N,11403.44444,E,0.004,77.52,091123,,,F,V',
      { time: '2023-11-09T04:05:07.100Z', lat: 22.5425925, lng: 114.057407333, altitudeM: 51.2, quality: 'rtk-float' },
    ],
    // Without decimals and with an old date, of which gpsd corrects the year by the weeks of the satellites and this does not.
    [
      'GPGGA,081837,3751.65,S,14507.36,E,1,05,1.5,280.2,M,-34.0,M,,',
      'GPRMC,081837,A,3751.65,S,14507.36,E,000.0,360.0,130926,011.3,E',
      { time: '2026-09-13T08:18:37.000Z', lat: -37.860833333, lng: 145.122666667, altitudeM: 280.2, quality: 'gps' },
    ],
  ])('are what an independent decoder reads: %s', (gga, rmc, { lat, lng, ...rest }) => {
    for (const order of [
      [gga, rmc],
      [rmc, gga],
    ]) {
      const [fix, ...more] = fixesOf(Buffer.from(order.map(sentence).join('')))
      expect(more).toEqual([])
      expect(fix).toMatchObject({ ...rest, lat: expect.closeTo(lat, 8), lng: expect.closeTo(lng, 8) })
    }
  })

  it('do not join the seconds before and after midnight', () => {
    const gga = (clock: string) => `GNGGA,${clock},4807.0380,N,01131.0000,E,1,08,0.9,545.4,M,46.9,M,,`
    const rmc = (clock: string, date: string) => `GNRMC,${clock},A,4807.0380,N,01131.0000,E,0.0,,${date},,,A`
    const night = [gga('235958.00'), rmc('235959.00', '311226'), gga('235959.00'), gga('000000.00'), rmc('000000.00', '010127')]
    expect(fixesOf(Buffer.from(night.map(sentence).join(''))).map(({ time }) => time)).toEqual([
      '2026-12-31T23:59:59.000Z',
      '2027-01-01T00:00:00.000Z',
    ])
  })

  it('count each moment once, whichever satellites tell of it, and go on after the clock was put back', () => {
    const pair = (talker: string, clock: string) => [
      `${talker}GGA,${clock},4807.0380,N,01131.0000,E,1,08,0.9,545.4,M,46.9,M,,`,
      `${talker}RMC,${clock},A,4807.0380,N,01131.0000,E,0.0,,230326,,,A`,
    ]
    const told = [pair('GP', '120000.00'), pair('GN', '120000.00'), pair('GP', '120000.20'), pair('GN', '120000.20')]
    const stuck = Array.from({ length: 5 }, () => pair('GP', '120000.20'))
    const putBack = [pair('GP', '110000.00'), pair('GP', '110001.00')]
    const stream = [...told, ...stuck, ...putBack].flat().map(sentence).join('')
    expect(fixesOf(Buffer.from(stream)).map(({ time }) => time.slice(11, 23))).toEqual([
      '12:00:00.000',
      '12:00:00.200',
      '11:00:01.000',
    ])
  })

  it('take nothing from other sentences in between', () => {
    const stream = [
      'GPGGA,120000,4807.0380,N,01131.0000,E,1,08,0.9,1,M,,M,,',
      'GPZDA,120000.00,23,03,2026,00,00',
      'PUBX,00,120000.00,0000.0000,N,00000.0000,E,1,G3,1,1,0,0,0,,1,1,1,9,0,0',
      'PMTK001,314,3',
      'GPGLL,0000.0000,N,00000.0000,E,120000.00,A,A',
      'GPRMC,120000,A,4807.0380,N,01131.0000,E,,,230326,,,A',
    ]
    expect(fixesOf(Buffer.from(stream.map(sentence).join('')))).toMatchObject([{ lat: 48.1173 }])
  })

  it.each([
    [
      'a position that its receiver calls unsafe',
      'GPGGA,120000,4807.0380,N,01131.0000,E,1,08,0.9,1,M,,M,,',
      'GPRMC,120000,A,4807.0380,N,01131.0000,E,,,230326,,,A,U',
    ],
    ['an empty place with a fix claimed', 'GPGGA,120000,,,,,1,08,0.9,1,M,,M,,', 'GPRMC,120000,A,,,,,,,230326,,,A,V'],
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
