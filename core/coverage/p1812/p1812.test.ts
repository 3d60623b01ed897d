import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { p1812 } from './p1812'
import type { P1812Input, RadioZone } from './p1812Input'

const published = z
  .object({
    cases: z.array(
      z.object({
        file: z.string(),
        location_percent: z.number(),
        sigma_L: z.number(),
        path: z.object({
          tx_lat: z.number(),
          tx_lon: z.number(),
          rx_lat: z.number(),
          rx_lon: z.number(),
          dN: z.number(),
          N0: z.number(),
        }),
        profile: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
        datasets: z.array(
          z.object({
            dataset: z.number(),
            f_mhz: z.number(),
            h_tx_m: z.number(),
            h_rx_m: z.number(),
            polarisation_1h_2v: z.number(),
            erp_max_total_dbw: z.number(),
            time_percent: z.number(),
            expected_field_dbuv_m: z.number(),
            expected_Lb_db: z.number(),
          }),
        ),
      }),
    ),
  })
  .parse(readFixtureJson('vectors/radio_itu_p1812.json'))

const zone = (code: number): RadioZone => (code === 1 ? 1 : code === 3 ? 3 : 4)

const cases = published.cases.flatMap(({ file, path, profile, datasets, ...location }) =>
  datasets.map((set) => {
    const input: P1812Input = {
      profile: {
        distancesKm: profile.map(([d]) => d),
        elevationsM: profile.map(([, h]) => h),
        clutterM: profile.map(([, , , clutter]) => clutter),
        zones: profile.map(([, , , , code]) => zone(code)),
      },
      from: { lat: path.tx_lat, lng: path.tx_lon },
      to: { lat: path.rx_lat, lng: path.rx_lon },
      transmitterHeightM: set.h_tx_m,
      receiverHeightM: set.h_rx_m,
      frequencyMhz: set.f_mhz,
      polarisation: set.polarisation_1h_2v === 2 ? 'vertical' : 'horizontal',
      timePercent: set.time_percent,
      locationPercent: location.location_percent,
      locationDeviationDb: location.sigma_L,
      refractivityLapse: path.dN,
      seaLevelRefractivity: path.N0,
    }
    return { name: `${file} ${set.dataset}`, input, set }
  }),
)

describe('ITU-R P.1812', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, { input, set }) => {
    const { lossDb, fieldDbuvPerM } = p1812(input)
    expect(lossDb).toBeCloseTo(set.expected_Lb_db, 6)
    expect(fieldDbuvPerM + set.erp_max_total_dbw - 30).toBeCloseTo(set.expected_field_dbuv_m, 6)
  })

  const [first] = cases
  const input = first?.input

  it('loses more the more locations must be reached', () => {
    if (!input) throw new Error('there are no cases')
    const at = (locationPercent: number) => p1812({ ...input, locationPercent, locationDeviationDb: 5.5 }).lossDb
    expect(at(90)).toBeGreaterThan(at(50))
    expect(at(50)).toBeGreaterThan(at(10))
  })

  it('names the field that cannot be', () => {
    if (!input) throw new Error('there are no cases')
    for (const [change, field] of [
      [{ timePercent: 60 }, 'timePercent'],
      [{ receiverHeightM: 0 }, 'receiverHeightM'],
      [{ refractivityLapse: 157 }, 'refractivityLapse'],
      [{ profile: { ...input.profile, clutterM: [] } }, 'profile.clutterM'],
    ] as const) {
      expect(() => p1812({ ...input, ...change })).toThrow(expect.objectContaining({ code: 'p1812.bad-input', field }))
    }
    expect(p1812({ ...input, frequencyMhz: 7000 }).warnings).toEqual(['p1812.frequency-outside'])
  })
})
