import { describe, expect, it } from 'vitest'
import { joinMeasurements } from './measurements'
import { readMeasurements, signalPowerDbm } from './readMeasurements'

const header = 'lat,lng,rssi,hotspot'

describe('reading measurements', () => {
  it('takes received packets and misses', async () => {
    const reading = await readMeasurements(`${header}\n47.1,8.5,-112.5,a\n47.2,8.6,,b\n47.3,8.7,NA,a\n`)
    expect(reading).toMatchObject({ rows: 3, received: 1, misses: 2, problems: [], moreProblems: 0 })
    const { measurements } = reading
    expect([...measurements.rssiDbm]).toEqual([-112.5, Number.NaN, Number.NaN])
    expect([...measurements.lat]).toEqual([47.1, 47.2, 47.3])
    expect([...measurements.hotspot]).toEqual([0, 1, 0])
    expect(measurements.hotspots).toEqual(['a', 'b'])
  })

  it('understands other names, bytes, decimal commas, spreading factors, times and ratios', async () => {
    const text = 'Gateway_ID;Latitude;Longitude;RSSI_dBm;DataRate;Timestamp;lora_snr\ng;47,1;8,5;-100;SF12BW125;1700000000;-10\n'
    const { measurements, problems } = await readMeasurements(new TextEncoder().encode(text))
    expect(problems).toEqual([])
    expect(measurements.detectionLimitDbm[0]).toBeCloseTo(-137.03, 2)
    expect(measurements.timeMs[0]).toBe(1_700_000_000_000)
    expect(measurements.rssiDbm[0]).toBeCloseTo(signalPowerDbm(-100, -10), 3)
    expect(signalPowerDbm(-100, -10)).toBeCloseTo(-110.41, 2)
    expect(signalPowerDbm(-80, 30)).toBeCloseTo(-80, 2)
  })

  it.each([
    ['47.1,8.5,112,a', 'rssi', /negative here \(-112\?\)/],
    ['47.1,8.5,-300,a', 'rssi', /weaker than noise/],
    ['47.1,8.5,strong,a', 'rssi', /not a number/],
    ['195,8.5,-90,a', 'lat', /-90 to 90/],
    [',,-90,a', 'lat', /no position/],
    ['47.1,8.5,-90,', 'hotspot', /which hotspot/],
    ['47.1,8.5,-90', null, /3 cells under 4 columns/],
  ])('names what is wrong with %s', async (row, field, words) => {
    const { problems, rows, measurements } = await readMeasurements(`${header}\n47.1,8.5,-90,a\n${row}\n`)
    expect(rows).toBe(2)
    expect(measurements.lat).toHaveLength(1)
    expect(problems).toEqual([{ line: 3, field, message: expect.stringMatching(words) }])
  })

  it('refuses files without what it needs', async () => {
    await expect(readMeasurements('lat,lng,rssi\n1,2,-90\n')).rejects.toThrow(
      expect.objectContaining({ code: 'csv.missing-column', field: 'hotspot' }),
    )
    await expect(readMeasurements(`${header}\n`)).rejects.toThrow(expect.objectContaining({ code: 'csv.no-rows' }))
  })

  it('stops when asked', async () => {
    const signal = { aborted: true, addEventListener: () => undefined, removeEventListener: () => undefined }
    await expect(readMeasurements(`${header}\n1,2,-90,a\n`, { signal })).rejects.toThrow(
      expect.objectContaining({ code: 'import.cancelled' }),
    )
  })

  it('grows over many rows, and joins them with the hotspots they name', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `47.${1000 + at},8.5,-${60 + (at % 60)},${at % 2 === 0 ? 'A' : 'gone'}`)
    const { measurements } = await readMeasurements(`${header}\n${lines.join('\n')}`)
    expect(measurements.rssiDbm[4999]).toBe(-79)
    const { samples, rows, unknownHotspots } = joinMeasurements(measurements, new Map([['a', { lat: 47.1, lng: 8.5 }]]))
    expect(samples.distanceM).toHaveLength(2500)
    expect(samples.distanceM[0]).toBe(0)
    expect(samples.distanceM[500]).toBeCloseTo(0.1 * 111_195, -2)
    expect([...rows.slice(0, 3)]).toEqual([0, 2, 4])
    expect(unknownHotspots).toEqual(new Map([['gone', 2500]]))
  })
})
