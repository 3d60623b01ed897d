/**
 * The core of a large problem: the candidates that prices hold to be worth most, and the known sites. Search in it is many
 * times faster, and what it finds keeps the limits of the whole. (E. Balas and E. Zemel, "An algorithm for large zero-one
 * knapsack problems", 1980; for set covering A. Caprara, M. Fischetti and P. Toth, 1999.)
 */
import type { CoverageInstance } from './coverageInstance'

/**
 * @param open the instance with what is decided already.
 * @param worth what each candidate collects beyond its prices.
 * @param known stay in the core, whatever they are worth.
 * @param size of the core; where no more candidates than that are open, `open` itself is returned.
 */
export function pickCore(open: CoverageInstance, worth: Float64Array, known: readonly number[], size: number): CoverageInstance {
  const isOut = new Uint8Array(open.candidateCount)
  for (const candidate of [...open.required, ...open.forbidden]) isOut[candidate] = 1
  const candidates = Array.from(worth.keys()).filter((candidate) => isOut[candidate] === 0)
  if (candidates.length <= size) return open
  const isKnown = new Set(known)
  const outside = candidates
    .sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || a - b)
    .slice(size)
    .filter((candidate) => !isKnown.has(candidate))
  return { ...open, forbidden: [...open.forbidden, ...outside] }
}
