/**
 * How likely there is line of sight at a ground distance, 3GPP TR 38.901 Table 7.4.2-1. InH is its mixed office. For UMa
 * with terminals above 13 m, the taller the terminal the likelier; the report states it up to 23 m.
 */
import type { ThreeGppScenario } from './threeGpp38901'

/** @param terminalHeightM only counts for UMa */
export function lineOfSightProbability(scenario: ThreeGppScenario, distanceM: number, terminalHeightM: number): number {
  switch (scenario) {
    case 'RMa':
      return distanceM <= 10 ? 1 : Math.exp(-(distanceM - 10) / 1000)
    case 'UMi':
      return distanceM <= 18 ? 1 : 18 / distanceM + Math.exp(-distanceM / 36) * (1 - 18 / distanceM)
    case 'UMa': {
      if (distanceM <= 18) return 1
      const street = 18 / distanceM + Math.exp(-distanceM / 63) * (1 - 18 / distanceM)
      const above = terminalHeightM <= 13 ? 0 : ((Math.min(terminalHeightM, 23) - 13) / 10) ** 1.5
      return Math.min(street * (1 + above * 1.25 * (distanceM / 100) ** 3 * Math.exp(-distanceM / 150)), 1)
    }
    case 'InH':
      if (distanceM <= 1.2) return 1
      return distanceM <= 6.5 ? Math.exp(-(distanceM - 1.2) / 4.7) : 0.32 * Math.exp(-(distanceM - 6.5) / 32.6)
  }
}
