/** Small instances for tests: arbitrary ones, and the best choice of each by trying them all. */
import fc from 'fast-check'
import type { CompressedRows, CoverageInstance } from '../coverageInstance'

export function compressed(lists: readonly (readonly number[])[]): CompressedRows {
  const ptr = [0]
  for (const list of lists) ptr.push((ptr.at(-1) ?? 0) + list.length)
  return { ptr: Int32Array.from(ptr), idx: Int32Array.from(lists.flat()) }
}

export function instanceOf(
  lists: readonly (readonly number[])[],
  weights: readonly number[],
  rest: Partial<CoverageInstance> = {},
): CoverageInstance {
  return {
    candidateCount: lists.length,
    weights: Float64Array.from(weights),
    rows: compressed(lists),
    covered: null,
    count: rest.budget == null ? 2 : null,
    budget: null,
    costs: null,
    conflicts: null,
    required: [],
    forbidden: [],
    ...rest,
  }
}

/** All the weight that these sites cover and that was not covered before. */
export function coveredWeight({ rows, weights, covered }: CoverageInstance, sites: readonly number[]): number {
  const cells = new Set(sites.flatMap((site) => [...rows.idx.subarray(rows.ptr[site], rows.ptr[site + 1])]))
  return [...cells].reduce((sum, cell) => sum + (covered?.[cell] ? 0 : (weights[cell] ?? 0)), 0)
}

export function keepsLimits(instance: CoverageInstance, sites: readonly number[]): boolean {
  const { count, budget, costs, conflicts, required, forbidden } = instance
  const chosen = new Set(sites)
  const clashes = sites.some((a) =>
    sites.some((b) => conflicts?.idx.subarray(conflicts.ptr[a], conflicts.ptr[a + 1]).includes(b)),
  )
  const cost = sites.reduce((sum, site) => sum + (costs?.[site] ?? 0), 0)
  return (
    chosen.size === sites.length &&
    !clashes &&
    (count === null || sites.length <= count) &&
    (budget === null || cost <= budget) &&
    required.every((site) => chosen.has(site)) &&
    !forbidden.some((site) => chosen.has(site))
  )
}

/** The greatest value of any choice that keeps the limits; minus infinity when there is none. */
export function bestByTryingAll(instance: CoverageInstance): number {
  let best = Number.NEGATIVE_INFINITY
  for (let subset = 0; subset < 2 ** instance.candidateCount; subset++) {
    const sites = Array.from({ length: instance.candidateCount }, (_, site) => site).filter((site) => (subset >> site) & 1)
    if (keepsLimits(instance, sites)) best = Math.max(best, coveredWeight(instance, sites))
  }
  return best
}

/** What no choice can exceed, each by a plain sum; beside what is required, every other site counts by its whole gain. */
export function plainBounds(instance: CoverageInstance): Record<string, number> {
  const { count, budget, costs, required, forbidden, candidateCount } = instance
  const base = coveredWeight(instance, required)
  const free = Array.from({ length: candidateCount }, (_, site) => site).filter(
    (site) => !required.includes(site) && !forbidden.includes(site),
  )
  const gain = (site: number) => coveredWeight(instance, [...required, site]) - base
  const bounds: Record<string, number> = { total: coveredWeight(instance, [...required, ...free]) }
  if (count !== null) {
    const gains = free.map(gain).sort((a, b) => b - a)
    bounds.greatestGains = base + gains.slice(0, count - required.length).reduce((sum, one) => sum + one, 0)
  }
  if (budget !== null && costs !== null) {
    let left = budget - required.reduce((sum, site) => sum + (costs[site] ?? 0), 0)
    bounds.knapsack = base
    // What costs nothing comes first.
    const ratio = (site: number) => gain(site) / ((costs[site] ?? 0) || 1e-9)
    for (const site of free.sort((a, b) => ratio(b) - ratio(a))) {
      const cost = costs[site] ?? 0
      const part = cost <= left || cost === 0 ? 1 : Math.max(0, left) / cost
      bounds.knapsack += gain(site) * part
      left -= cost
    }
  }
  return bounds
}

/** Up to nine candidates with every kind of limit; there may be no choice that keeps them. */
export const smallInstance: fc.Arbitrary<CoverageInstance> = fc
  .record({ candidateCount: fc.integer({ min: 1, max: 9 }), cellCount: fc.integer({ min: 1, max: 14 }) })
  .chain(({ candidateCount, cellCount }) => {
    const candidate = fc.nat(candidateCount - 1)
    const pairs = fc.uniqueArray(fc.tuple(candidate, candidate), { maxLength: 8, selector: ([a, b]) => `${a} ${b}` })
    return fc
      .record({
        lists: fc.array(fc.uniqueArray(fc.nat(cellCount - 1), { maxLength: 6 }), {
          minLength: candidateCount,
          maxLength: candidateCount,
        }),
        weights: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: cellCount, maxLength: cellCount }),
        covered: fc.option(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: cellCount, maxLength: cellCount })),
        limit: fc.oneof(
          fc.record({ count: fc.integer({ min: 1, max: 5 }), budget: fc.constant(null) }),
          fc.record({ count: fc.constant(null), budget: fc.integer({ min: 0, max: 30 }) }),
          fc.record({ count: fc.integer({ min: 1, max: 5 }), budget: fc.integer({ min: 0, max: 30 }) }),
        ),
        costs: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: candidateCount, maxLength: candidateCount }),
        pairs: fc.option(pairs),
        required: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.uniqueArray(candidate, { maxLength: 2 }) },
        ),
        forbidden: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.uniqueArray(candidate, { maxLength: 2 }) },
        ),
      })
      .map(({ lists, weights, covered, limit, costs, pairs, required, forbidden }) =>
        instanceOf(lists, weights, {
          ...limit,
          costs: limit.budget === null ? null : Float64Array.from(costs),
          covered: covered && Uint8Array.from(covered),
          conflicts: pairs && compressed(bothSides(pairs, candidateCount)),
          required,
          forbidden,
        }),
      )
  })

function bothSides(pairs: readonly [number, number][], candidateCount: number): number[][] {
  const partners = Array.from({ length: candidateCount }, () => new Set<number>())
  for (const [a, b] of pairs) {
    if (a === b) continue
    partners[a]?.add(b)
    partners[b]?.add(a)
  }
  return partners.map((set) => [...set])
}
