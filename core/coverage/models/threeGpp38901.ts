/**
 * Path loss of 3GPP TR 38.901 Table 7.4.1-1 (without shadowing), for RMa, UMa, UMi street canyon and InH office, with and
 * without line of sight. As in the report, c is 3·10⁸ m/s, losses without line of sight are never below those with it, and
 * the rural model has buildings of 5 m and streets of 20 m unless told otherwise. The effective environment height h_E of
 * UMa is drawn at random for receivers above 13 m; a plan must not change when it is computed twice, so it is 1 m here,
 * its most frequent value.
 */
import type { ModelValidity } from './modelValidity'

export const THREE_GPP_SCENARIOS = ['RMa', 'UMa', 'UMi', 'InH'] as const
export type ThreeGppScenario = (typeof THREE_GPP_SCENARIOS)[number]

export interface ThreeGppInput {
  scenario: ThreeGppScenario
  lineOfSight: boolean
  frequencyMhz: number
  baseHeightM: number
  terminalHeightM: number
  /** Over ground. */
  distanceM: number
  /** Average building height, RMa only. */
  buildingHeightM?: number | undefined
  /** Average street width, RMa only. */
  streetWidthM?: number | undefined
  /** h_E, UMa only. */
  environmentHeightM?: number | undefined
}

const SPEED_OF_LIGHT_M_PER_S = 3e8
const source = '3GPP TR 38.901, Table 7.4.1-1'

export const threeGppValidity: Readonly<Record<ThreeGppScenario, ModelValidity>> = {
  RMa: {
    frequencyMhz: [500, 30_000],
    distanceM: [10, 10_000],
    transmitterHeightM: [10, 150],
    receiverHeightM: [1, 10],
    source: `${source} (without line of sight to 5 km)`,
  },
  UMa: {
    frequencyMhz: [500, 100_000],
    distanceM: [10, 5000],
    transmitterHeightM: [25, 25],
    receiverHeightM: [1.5, 22.5],
    source,
  },
  UMi: {
    frequencyMhz: [500, 100_000],
    distanceM: [10, 5000],
    transmitterHeightM: [10, 10],
    receiverHeightM: [1.5, 22.5],
    source,
  },
  InH: { frequencyMhz: [500, 100_000], distanceM: [1, 150], transmitterHeightM: null, receiverHeightM: null, source },
}

/** Median loss in dB, as the formulas give it, also outside their validity. */
export function threeGppLossDb(input: ThreeGppInput): number {
  const d3M = Math.hypot(input.distanceM, input.baseHeightM - input.terminalHeightM)
  const withSight = lineOfSightDb(input, d3M)
  return input.lineOfSight ? withSight : Math.max(withSight, obstructedDb(input, d3M))
}

function lineOfSightDb(input: ThreeGppInput, d3M: number): number {
  const { scenario, baseHeightM, terminalHeightM, environmentHeightM = 1 } = input
  const logD = Math.log10(d3M)
  const logF = Math.log10(input.frequencyMhz / 1000)
  if (scenario === 'RMa') return ruralLineOfSightDb(input, d3M)
  if (scenario === 'InH') return 32.4 + 17.3 * logD + 20 * logF

  const [intercept, slope, heightSlope] = scenario === 'UMa' ? [28, 22, 9] : [32.4, 21, 9.5]
  const environmentM = scenario === 'UMa' ? environmentHeightM : 1
  const breakpointM =
    (4 * (baseHeightM - environmentM) * (terminalHeightM - environmentM) * input.frequencyMhz * 1e6) / SPEED_OF_LIGHT_M_PER_S
  if (input.distanceM <= breakpointM) return intercept + slope * logD + 20 * logF
  // A terminal below h_E has no breakpoint; squared, its distance would come back as a positive one.
  const heightTerm = Math.log10(Math.max(breakpointM, 0) ** 2 + (baseHeightM - terminalHeightM) ** 2)
  return intercept + 40 * logD + 20 * logF - heightSlope * heightTerm
}

function ruralLineOfSightDb(input: ThreeGppInput, d3M: number): number {
  const frequencyHz = input.frequencyMhz * 1e6
  const breakpointM = (2 * Math.PI * input.baseHeightM * input.terminalHeightM * frequencyHz) / SPEED_OF_LIGHT_M_PER_S
  if (input.distanceM <= breakpointM) return ruralNearDb(input, d3M)
  return ruralNearDb(input, breakpointM) + 40 * Math.log10(d3M / breakpointM)
}

function ruralNearDb({ frequencyMhz, buildingHeightM = 5 }: ThreeGppInput, d3M: number): number {
  const heightPower = buildingHeightM ** 1.72
  return (
    20 * Math.log10((40 * Math.PI * d3M * (frequencyMhz / 1000)) / 3) +
    Math.min(0.03 * heightPower, 10) * Math.log10(d3M) -
    Math.min(0.044 * heightPower, 14.77) +
    0.002 * Math.log10(buildingHeightM) * d3M
  )
}

function obstructedDb(input: ThreeGppInput, d3M: number): number {
  const { scenario, baseHeightM, terminalHeightM, buildingHeightM = 5, streetWidthM = 20 } = input
  const logD = Math.log10(d3M)
  const logF = Math.log10(input.frequencyMhz / 1000)
  switch (scenario) {
    case 'UMa':
      return 13.54 + 39.08 * logD + 20 * logF - 0.6 * (terminalHeightM - 1.5)
    case 'UMi':
      return 22.4 + 35.3 * logD + 21.3 * logF - 0.3 * (terminalHeightM - 1.5)
    case 'InH':
      return 17.3 + 38.3 * logD + 24.9 * logF
    case 'RMa': {
      const logHb = Math.log10(baseHeightM)
      return (
        161.04 -
        7.1 * Math.log10(streetWidthM) +
        7.5 * Math.log10(buildingHeightM) -
        (24.37 - 3.7 * (buildingHeightM / baseHeightM) ** 2) * logHb +
        (43.42 - 3.1 * logHb) * (logD - 3) +
        20 * logF -
        (3.2 * Math.log10(11.75 * terminalHeightM) ** 2 - 4.97)
      )
    }
  }
}
