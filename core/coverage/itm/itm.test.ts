import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { itmArea } from './itmArea'
import type { ItmCommonInput, ItmVariability } from './itmInput'
import { itmPointToPoint } from './itmPointToPoint'
import { ITM_PROPAGATION_NUMBERS, type ItmResult, itmWarningText } from './itmResult'
import type { ItmSiting } from './pathGeometry'

const profileSchema = z.object({ points_minus_1: z.number(), resolution_m: z.number(), elevation_m: z.array(z.number()) })
const caseSchema = z.object({
  id: z.string(),
  mode: z.string(),
  input: z.record(z.string(), z.number()),
  expected: z.record(z.string(), z.number()),
  profile: profileSchema.optional(),
  profile_ref: z.string().optional(),
})
type PublishedCase = z.infer<typeof caseSchema>
const published = z
  .object({
    profiles: z.record(z.string(), profileSchema),
    point_to_point: z.array(caseSchema),
    area: z.array(caseSchema),
    command_examples: z.array(caseSchema),
  })
  .parse(readFixtureJson('vectors/radio_itm_longley_rice.json'))

function num(from: Record<string, number>, ...names: string[]): number {
  for (const name of names) {
    const value = from[name]
    if (value !== undefined) return value
  }
  throw new Error(`no ${names.join(' or ')}`)
}

function siting(from: Record<string, number>, ...names: string[]): ItmSiting {
  const value = num(from, ...names)
  return value === 0 ? 0 : value === 1 ? 1 : 2
}

function run({ mode, input, profile, profile_ref }: PublishedCase): ItmResult {
  const variability: ItmVariability = mode.endsWith('cr')
    ? { kind: 'cr', confidencePercent: num(input, 'confidence'), reliabilityPercent: num(input, 'reliability') }
    : {
        kind: 'tls',
        timePercent: num(input, 'time'),
        locationPercent: num(input, 'location'),
        situationPercent: num(input, 'situation'),
      }
  const common: ItmCommonInput = {
    transmitterHeightM: num(input, 'h_tx__meter'),
    receiverHeightM: num(input, 'h_rx__meter'),
    climate: num(input, 'climate'),
    surfaceRefractivity: num(input, 'N_0'),
    frequencyMhz: num(input, 'f__mhz'),
    polarisation: num(input, 'pol') === 1 ? 'vertical' : 'horizontal',
    permittivity: num(input, 'epsilon'),
    conductivitySPerM: num(input, 'sigma'),
    mode: variability,
    variabilityMode: num(input, 'mdvar'),
  }
  if (mode.startsWith('area')) {
    return itmArea({
      ...common,
      distanceKm: num(input, 'd__km'),
      terrainIrregularityM: num(input, 'delta_h__meter'),
      transmitterSiting: siting(input, 'tx_siting_criteria', 'tx_site_criteria'),
      receiverSiting: siting(input, 'rx_siting_criteria', 'rx_site_criteria'),
    })
  }
  const terrain = profile ?? published.profiles[profile_ref ?? '']
  if (terrain === undefined) throw new Error('a point-to-point case without a profile')
  return itmPointToPoint({ ...common, profile: { resolutionM: terrain.resolution_m, elevationsM: terrain.elevation_m } })
}

const common: ItmCommonInput = {
  transmitterHeightM: 20,
  receiverHeightM: 2,
  climate: 5,
  surfaceRefractivity: 301,
  frequencyMhz: 868,
  polarisation: 'vertical',
  permittivity: 15,
  conductivitySPerM: 0.005,
  mode: { kind: 'tls', timePercent: 50, locationPercent: 50, situationPercent: 50 },
  variabilityMode: 3,
}
const area = { ...common, distanceKm: 10, terrainIrregularityM: 90, transmitterSiting: 1, receiverSiting: 0 } as const

describe('the published cases of the Irregular Terrain Model', () => {
  it.each([...published.point_to_point, ...published.area].map((one) => [one.id, one] as const))('%s', (_, one) => {
    expect(Math.abs(run(one).lossDb - num(one.expected, 'A__db'))).toBeLessThanOrEqual(num(one.expected, 'tolerance_db') + 1e-9)
  })

  it.each(published.command_examples.map((one) => [one.id, one] as const))('%s with its intermediate values', (_, one) => {
    const { lossDb, freeSpaceDb, intermediate } = run(one)
    const found: Record<string, number> = {
      A__db: lossDb,
      'Free Space': freeSpaceDb,
      d__km: intermediate.distanceKm,
      theta_hzn_tx: intermediate.horizonAngleRad.tx * 1000,
      theta_hzn_rx: intermediate.horizonAngleRad.rx * 1000,
      d_hzn_tx__meter: intermediate.horizonDistanceM.tx,
      d_hzn_rx__meter: intermediate.horizonDistanceM.rx,
      h_e_tx__meter: intermediate.effectiveHeightM.tx,
      h_e_rx__meter: intermediate.effectiveHeightM.rx,
      N_s: intermediate.surfaceRefractivity,
      delta_h__meter: intermediate.terrainIrregularityM,
      A_ref__db: intermediate.referenceAttenuationDb,
      'Mode of Propagation': ITM_PROPAGATION_NUMBERS[intermediate.propagation],
    }
    for (const [name, value] of Object.entries(one.expected)) {
      if (name === 'tolerance_db') continue
      // Printed with 0 to 3 decimals: within half of the last one.
      const tolerance = name.endsWith('__db')
        ? num(one.expected, 'tolerance_db')
        : name.startsWith('theta') || name === 'd__km'
          ? 0.0006
          : name.startsWith('d_hzn')
            ? 0.5
            : 0.051
      expect(Math.abs(num(found, name) - value), `${name} is ${found[name]}, not ${value}`).toBeLessThanOrEqual(tolerance)
    }
  })
})

describe('the Irregular Terrain Model', () => {
  it('loses more the more certain it must be', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 98, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.constantFrom(0, 1, 2, 3, 10, 13, 20, 23, 33),
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
        (percent, more, variabilityMode, climate) => {
          const at = (situationPercent: number): number =>
            itmArea({
              ...area,
              climate,
              variabilityMode,
              mode: { kind: 'tls', timePercent: 50, locationPercent: 50, situationPercent },
            }).lossDb
          expect(at(percent + more)).toBeGreaterThanOrEqual(at(percent) - 1e-9)
        },
      ),
    )
  })

  it('reads the same either way over flat ground with equal antennas', () => {
    const result = itmPointToPoint({
      ...common,
      receiverHeightM: 20,
      profile: { resolutionM: 90, elevationsM: new Float32Array(200) },
    })
    expect(result.intermediate.horizonAngleRad.tx).toBeCloseTo(result.intermediate.horizonAngleRad.rx, 12)
    expect(result.intermediate.terrainIrregularityM).toBe(0)
  })

  it('goes from line of sight over diffraction to troposcatter as the distance grows', () => {
    const at = (distanceKm: number): string => itmArea({ ...area, distanceKm }).intermediate.propagation
    expect([5, 60, 400].map(at)).toEqual(['line-of-sight', 'diffraction', 'troposcatter'])
  })

  it('warns beyond its validity and still answers', () => {
    const result = itmArea({ ...area, frequencyMhz: 24_000, receiverHeightM: 0.4, distanceKm: 0.5 })
    expect(Number.isFinite(result.lossDb)).toBe(true)
    expect(result.warnings).toEqual(
      expect.arrayContaining(['itm.frequency-outside', 'itm.receiver-height-outside', 'itm.path-short']),
    )
    for (const code of result.warnings) expect(itmWarningText(code)).not.toBe(code)
  })

  it.each([
    [{ climate: 8 }, 'climate'],
    [{ surfaceRefractivity: 100 }, 'surfaceRefractivity'],
    [{ frequencyMhz: 0 }, 'frequencyMhz'],
    [{ transmitterHeightM: Number.NaN }, 'transmitterHeightM'],
    [{ permittivity: 0.5 }, 'permittivity'],
    [{ conductivitySPerM: 0 }, 'conductivitySPerM'],
    [{ permittivity: 1, polarisation: 'horizontal' as const }, 'permittivity'],
    [{ variabilityMode: 4 }, 'variabilityMode'],
    [{ variabilityMode: 40 }, 'variabilityMode'],
    [{ distanceKm: 0 }, 'distanceKm'],
    [{ terrainIrregularityM: -1 }, 'terrainIrregularityM'],
    [{ mode: { kind: 'cr' as const, confidencePercent: 100, reliabilityPercent: 50 } }, 'mode.confidencePercent'],
    [{ mode: { kind: 'tls' as const, timePercent: 0, locationPercent: 50, situationPercent: 50 } }, 'mode.timePercent'],
  ])('refuses %o by name', (change, field) => {
    expect(() => itmArea({ ...area, ...change })).toThrow(expect.objectContaining({ code: 'itm.bad-input', field }))
  })

  it('takes a profile of both ends alone, and not of less', () => {
    const over = (elevationsM: number[]) => itmPointToPoint({ ...common, profile: { resolutionM: 2000, elevationsM } })
    expect(over([100, 120]).intermediate.terrainIrregularityM).toBe(0)
    expect(Number.isFinite(over([100, 120]).lossDb)).toBe(true)
    expect(() => over([100])).toThrow(expect.objectContaining({ field: 'profile.elevationsM' }))
  })

  it('names the missing elevation', () => {
    const elevationsM = [1, 2, Number.NaN, 4]
    expect(() => itmPointToPoint({ ...common, profile: { resolutionM: 30, elevationsM } })).toThrow(
      expect.objectContaining({ field: 'profile.elevationsM.2' }),
    )
  })
})
