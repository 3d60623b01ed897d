import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { cost231LossDb, cost231LossWithoutHeightConstantDb } from './cost231Hata'
import { exactFreeSpaceLossDb, freeSpaceLossDb } from './freeSpace'
import { loraSensitivityDbm } from './loraSensitivity'
import { hataLossDb } from './okumuraHata'
import { aeronauticalClutterLoss, terminalClutterLoss, terrestrialClutterLoss } from './p2108'
import { THREE_GPP_SCENARIOS, threeGppLossDb } from './threeGpp38901'
import { fskTimeOnAirUs, loraTimeOnAirUs } from './timeOnAir'

type Row = Record<string, number> & {
  environment: 'urban' | 'suburban' | 'open'
  city: 'large' | 'small'
  model: string
  scenario: 'RMa'
  los: boolean
  coding_rate: string
  modulation?: string
}

function published(name: string): Record<string, Row[]> {
  return readFixtureJson(`vectors/radio_${name}.json`) as Record<string, Row[]>
}

const cases = (name: string): Row[] => published(name).cases ?? []

describe('published losses', () => {
  it('free space, both forms', () => {
    for (const row of cases('free_space')) {
      expect(freeSpaceLossDb(row.f_mhz ?? 0, (row.d_km ?? 0) * 1000)).toBeCloseTo(row.expected_db_p525 ?? 0, 4)
      expect(exactFreeSpaceLossDb(row.f_mhz ?? 0, (row.d_km ?? 0) * 1000)).toBeCloseTo(row.expected_db_exact ?? 0, 4)
    }
  })

  it('Hata, and COST 231 with the decision about its large city', () => {
    for (const row of cases('hata_cost231')) {
      const { environment, city, f_mhz: frequencyMhz = 0, distance_2d_m: distanceM = 0, h_base_m: baseHeightM = 0 } = row
      const input = { frequencyMhz, distanceM, baseHeightM, mobileHeightM: row.h_mobile_m ?? 0, environment, city }
      const loss = row.model === 'hata' ? hataLossDb(input) : cost231LossWithoutHeightConstantDb(input)
      expect(Math.abs((loss ?? 0) - (row.expected_loss_db ?? 0))).toBeLessThanOrEqual(row.tolerance_db ?? 0)
      if (row.model !== 'hata') expect(cost231LossDb(input)).toBeCloseTo((loss ?? 0) + 4.97, 10)
    }
  })

  it('TR 38.901', () => {
    for (const row of cases('3gpp_38901')) {
      const {
        scenario,
        los: lineOfSight,
        h_bs_m: baseHeightM = 0,
        h_ut_m: terminalHeightM = 0,
        distance_2d_m: distanceM = 0,
      } = row
      const frequencyMhz = (row.f_ghz ?? 0) * 1000
      const loss = threeGppLossDb({ scenario, lineOfSight, frequencyMhz, baseHeightM, terminalHeightM, distanceM })
      expect(Math.abs(loss - (row.expected_pathloss_db ?? 0))).toBeLessThanOrEqual(row.tolerance_db ?? 0)
    }
  })

  it('P.2108 clutter, with its codes', () => {
    const file = published('itu_p2108_clutter')
    for (const row of file.terrestrial_statistical ?? []) {
      const { f__ghz: frequencyGhz = 0, d__km: distanceKm = 0, p: locationPercent = 0 } = row
      const got = terrestrialClutterLoss({ frequencyGhz, distanceKm, locationPercent })
      expect([got.code, Number(got.lossDb.toFixed(1))]).toEqual([row.rtn, row.L_ctt__db])
    }
    for (const row of file.height_gain_terminal_correction ?? []) {
      const { f__ghz: frequencyGhz = 0, h__meter: antennaHeightM = 0, w_s__meter: streetWidthM = 0 } = row
      const { R__meter: clutterHeightM = 0, clutter_type: clutterType = 0 } = row
      const got = terminalClutterLoss({ frequencyGhz, antennaHeightM, streetWidthM, clutterHeightM, clutterType })
      expect([got.code, Number(got.lossDb.toFixed(1))]).toEqual([row.rtn, row.A_h__db])
    }
    for (const row of file.aeronautical_statistical ?? []) {
      const { f__ghz: frequencyGhz = 0, theta_deg: elevationDeg = 0, p: locationPercent = 0 } = row
      const got = aeronauticalClutterLoss({ frequencyGhz, elevationDeg, locationPercent })
      expect([got.code, Number(got.lossDb.toFixed(1))]).toEqual([row.rtn, row.L_ces__db])
    }
  })
})

describe('published LoRa figures', () => {
  it('sensitivity', () => {
    for (const row of cases('lora_sensitivity')) {
      const { sf: spreadingFactor = 0, bandwidth_hz: bandwidthHz = 0, noise_figure_db: noiseFigureDb = 0 } = row
      expect(Number(loraSensitivityDbm({ spreadingFactor, bandwidthHz, noiseFigureDb }).toFixed(2))).toBe(row.sensitivity_dbm)
    }
  })

  it('time on air', () => {
    for (const row of cases('lora_time_on_air')) {
      const { payload_bytes: payloadBytes = 0, sf: spreadingFactor = 0, bandwidth_hz: bandwidthHz = 0 } = row
      if (row.modulation === 'FSK') {
        expect(fskTimeOnAirUs({ payloadBytes, bitRateBps: row.bit_rate ?? 0 })).toBe(row.expected_us)
      } else {
        const codingDenominator = Number(row.coding_rate.slice(2))
        expect(loraTimeOnAirUs({ payloadBytes, spreadingFactor, bandwidthHz, codingDenominator })).toBe(row.expected_us)
      }
    }
  })

  it('time on air of slow packets, and with the options of AN1200.13', () => {
    const packet = { payloadBytes: 10, spreadingFactor: 12, bandwidthHz: 125_000, codingDenominator: 5 }
    expect(loraTimeOnAirUs(packet)).toBe(991_232)
    expect(loraTimeOnAirUs({ ...packet, spreadingFactor: 9 })).toBe(144_384)
    const slow = { ...packet, payloadBytes: 20, bandwidthHz: 250_000 }
    // 16.384 ms per symbol: optimised by itself.
    expect(loraTimeOnAirUs(slow)).toBe(loraTimeOnAirUs({ ...slow, lowDataRateOptimise: true }))
    expect(loraTimeOnAirUs({ ...packet, payloadBytes: 12 })).toBeGreaterThan(
      loraTimeOnAirUs({ ...packet, payloadBytes: 12, explicitHeader: false, crc: false }),
    )
    const preamble = loraTimeOnAirUs({ ...packet, preambleSymbols: 10 }) - loraTimeOnAirUs(packet)
    expect(preamble).toBeCloseTo((2 * 4096 * 1e6) / 125_000, 6)
  })

  it('refuses what LoRa does not have', () => {
    const packet = { payloadBytes: 10, spreadingFactor: 7, bandwidthHz: 125_000, codingDenominator: 5 }
    for (const broken of [{ spreadingFactor: 13 }, { payloadBytes: -1 }, { bandwidthHz: 0 }, { codingDenominator: 9 }]) {
      const [field] = Object.keys(broken)
      expect(() => loraTimeOnAirUs({ ...packet, ...broken })).toThrow(expect.objectContaining({ code: 'radio.bad-field', field }))
    }
    expect(() => loraSensitivityDbm({ spreadingFactor: 4, bandwidthHz: 125_000, noiseFigureDb: 6 })).toThrow('spreading factor')
  })
})

describe('properties', () => {
  const distance = fc.double({ min: 1, max: 50_000, noNaN: true })
  const frequency = fc.double({ min: 150, max: 2000, noNaN: true })

  it('free space gains 6.02 dB for double the distance or frequency, and swapping them changes nothing', () => {
    fc.assert(
      fc.property(distance, frequency, (distanceM, mhz) => {
        expect(freeSpaceLossDb(mhz, 2 * distanceM) - freeSpaceLossDb(mhz, distanceM)).toBeCloseTo(20 * Math.log10(2), 8)
        expect(freeSpaceLossDb(2 * mhz, distanceM)).toBeCloseTo(freeSpaceLossDb(mhz, 2 * distanceM), 8)
        expect(exactFreeSpaceLossDb(mhz, distanceM) - freeSpaceLossDb(mhz, distanceM)).toBeCloseTo(0.0478, 4)
      }),
    )
  })

  it('Hata and COST 231 grow with distance, fall with the height of the base, and are one curve apart by city', () => {
    fc.assert(
      fc.property(distance, frequency, fc.double({ min: 30, max: 199, noNaN: true }), (distanceM, frequencyMhz, baseHeightM) => {
        const input = { frequencyMhz, distanceM, baseHeightM, mobileHeightM: 1.5, environment: 'urban', city: 'small' } as const
        for (const lossDb of [hataLossDb, cost231LossDb]) {
          expect(lossDb({ ...input, distanceM: distanceM * 1.1 })).toBeGreaterThan(lossDb(input))
          if (distanceM >= 1000) expect(lossDb({ ...input, baseHeightM: baseHeightM + 1 })).toBeLessThan(lossDb(input))
        }
        expect(hataLossDb({ ...input, environment: 'open' })).toBeLessThan(hataLossDb({ ...input, environment: 'suburban' }))
        expect(cost231LossDb({ ...input, environment: 'open', city: 'large' })).toBe(cost231LossDb(input))
        expect(cost231LossWithoutHeightConstantDb(input)).toBeNull()
      }),
    )
  })

  it('TR 38.901 never loses less without line of sight than with it, and its breakpoints do not jump', () => {
    const place = fc.record({
      scenario: fc.constantFrom(...THREE_GPP_SCENARIOS),
      frequencyMhz: fc.double({ min: 500, max: 30_000, noNaN: true }),
      baseHeightM: fc.double({ min: 10, max: 40, noNaN: true }),
      terminalHeightM: fc.double({ min: 1.5, max: 10, noNaN: true }),
      distanceM: fc.double({ min: 10, max: 5000, noNaN: true }),
    })
    fc.assert(
      fc.property(place, (input) => {
        const los = threeGppLossDb({ ...input, lineOfSight: true })
        expect(threeGppLossDb({ ...input, lineOfSight: false })).toBeGreaterThanOrEqual(los)
        const next = threeGppLossDb({ ...input, lineOfSight: true, distanceM: input.distanceM * 1.0001 })
        expect(Math.abs(next - los)).toBeLessThan(0.1)
      }),
    )
  })

  it('clutter loss grows with the share of places, and stops growing at 2 km', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 67, noNaN: true }),
        fc.double({ min: 0.25, max: 20, noNaN: true }),
        (frequencyGhz, distanceKm) => {
          const loss = (locationPercent: number, km = distanceKm) =>
            terrestrialClutterLoss({ frequencyGhz, distanceKm: km, locationPercent }).lossDb
          expect(loss(90)).toBeGreaterThan(loss(50))
          expect(loss(50, Math.max(distanceKm, 2))).toBe(loss(50, 2))
          expect(loss(50)).toBeLessThanOrEqual(loss(50, 2))
        },
      ),
    )
  })

  it('clutter refuses with a code for every input', () => {
    const terminal = { frequencyGhz: 1, antennaHeightM: 2, streetWidthM: 27, clutterHeightM: 10, clutterType: 3 }
    const codes = [{ antennaHeightM: 0 }, { clutterType: 7 }, { clutterType: 0 }].map((broken) =>
      terminalClutterLoss({ ...terminal, ...broken }),
    )
    expect(codes).toEqual([33, 36, 36].map((code) => ({ code, lossDb: 0 })))
    expect(terrestrialClutterLoss({ frequencyGhz: 1, distanceKm: Number.NaN, locationPercent: 50 }).code).toBe(49)
  })
})
