/**
 * How surely a cell is covered. Around the median that a model gives, power varies from place to place by log-normal
 * shadowing of standard deviation σ, so P = Φ((received − threshold) / σ).
 *
 * Two figures stand side by side. "Best server" counts the strongest site alone and is what one may promise. "At least one
 * site" counts them all as if their shadowing were independent; a hill or a house darkens several at once, so it is
 * optimistic.
 */
import type { CoverageCells } from './coverageCells'
import { normalBelow } from './normalDistribution'

/** Φ from −6 to 6 in steps of 1/4096, read at the nearest: wrong by less than 5·10⁻⁵. */
const LIMIT = 6
const STEPS_PER_UNIT = 4096
const TABLE = buildTable()

/** Probability of a standard normal value below x, to 5·10⁻⁵; NaN gives 0, since there is no such site. */
export function fastNormalBelow(x: number): number {
  if (x >= LIMIT) return 1
  if (!(x > -LIMIT)) return 0
  return TABLE[((x + LIMIT) * STEPS_PER_UNIT + 0.5) | 0] ?? 1
}

/** Probability that a place with this median power gets the threshold. Without shadowing it is a yes or a no. */
export function coverageProbability(receivedDbm: number, thresholdDbm: number, sigmaDb: number): number {
  if (sigmaDb > 0) return fastNormalBelow((receivedDbm - thresholdDbm) / sigmaDb)
  return receivedDbm >= thresholdDbm ? 1 : 0
}

/** Per cell, the probability that its strongest site alone covers it. */
export function bestServerProbability(
  coverage: Pick<CoverageCells, 'bestDbm'>,
  thresholdDbm: number,
  sigmaDb: number,
): Float32Array {
  const { bestDbm } = coverage
  const probability = new Float32Array(bestDbm.length)
  for (let cell = 0; cell < bestDbm.length; cell++) {
    probability[cell] = coverageProbability(bestDbm[cell] ?? Number.NaN, thresholdDbm, sigmaDb)
  }
  return probability
}

/**
 * Per cell, a lower bound of "at least one site" from its two strongest sites alone: exact for up to two servers, below the
 * true figure of independent sites for more. Where every site's power is at hand, `createAtLeastOne` is exact.
 */
export function twoStrongestProbability(
  coverage: Pick<CoverageCells, 'bestDbm' | 'secondDbm'>,
  thresholdDbm: number,
  sigmaDb: number,
): Float32Array {
  const { bestDbm, secondDbm } = coverage
  const probability = new Float32Array(bestDbm.length)
  for (let cell = 0; cell < bestDbm.length; cell++) {
    const best = coverageProbability(bestDbm[cell] ?? Number.NaN, thresholdDbm, sigmaDb)
    const second = coverageProbability(secondDbm[cell] ?? Number.NaN, thresholdDbm, sigmaDb)
    probability[cell] = 1 - (1 - best) * (1 - second)
  }
  return probability
}

export interface AtLeastOne {
  /** Adds a site's median power at a cell. */
  add(cell: number, receivedDbm: number): void
  /** The probability per cell that any of the sites added covers it, their shadowing taken as independent. */
  probability(): Float32Array
}

/**
 * Combines every site of every cell as they come, in any order, as a sum of log(1 − p).
 * @param cells how many there are, numbered from 0
 */
export function createAtLeastOne(cells: number, thresholdDbm: number, sigmaDb: number): AtLeastOne {
  const logMissed = new Float32Array(cells)
  return {
    add(cell, receivedDbm) {
      const covered = coverageProbability(receivedDbm, thresholdDbm, sigmaDb)
      logMissed[cell] = (logMissed[cell] ?? 0) + Math.log1p(-covered)
    },
    probability: () => Float32Array.from(logMissed, (log) => 1 - Math.exp(log)),
  }
}

function buildTable(): Float32Array {
  const table = new Float32Array(2 * LIMIT * STEPS_PER_UNIT + 1)
  for (let at = 0; at < table.length; at++) table[at] = normalBelow(at / STEPS_PER_UNIT - LIMIT)
  return table
}
