/** A large instance of its own, always the same: discs of varying reach on a hexagonal lattice, with weights in clusters. */
import type { CoverageInstance } from '#core/planning/optimise/coverageInstance'
import { quickRandom } from '#core/planning/optimise/quickRandom'

export interface DiscField {
  candidateCount: number
  columns: number
  rows: number
  count: number
  /** Reach of a disc, in cells. */
  reach: readonly [number, number]
  seed: number
}

export function discField({ candidateCount, columns, rows, count, reach, seed }: DiscField): CoverageInstance {
  const random = quickRandom(seed)
  const towns = Array.from({ length: 40 }, () => ({ x: random() * columns, y: random() * rows, size: 20 + 180 * random() }))
  const weights = new Float64Array(columns * rows)
  for (let cell = 0; cell < weights.length; cell++) {
    const x = cell % columns
    const y = Math.floor(cell / columns)
    const pull = towns.reduce((sum, town) => sum + town.size / (1 + ((x - town.x) ** 2 + (y - town.y) ** 2) / 900), 0)
    weights[cell] = Math.floor((1 + pull) * (0.5 + random()))
  }
  const ptr = new Int32Array(candidateCount + 1)
  const idx: number[] = []
  for (let candidate = 0; candidate < candidateCount; candidate++) {
    const x = random() * columns
    const y = random() * rows
    const radius = reach[0] + (reach[1] - reach[0]) * random()
    for (let row = Math.max(0, Math.ceil(y - radius / HEIGHT)); row <= Math.min(rows - 1, y + radius / HEIGHT); row++) {
      // Every other row of a hexagonal lattice is shifted by half a cell.
      const shift = row % 2 === 0 ? 0 : 0.5
      const half = Math.sqrt(Math.max(0, radius ** 2 - ((row - y) * HEIGHT) ** 2))
      const last = Math.min(columns - 1, Math.floor(x + half - shift))
      for (let column = Math.max(0, Math.ceil(x - half - shift)); column <= last; column++) idx.push(row * columns + column)
    }
    ptr[candidate + 1] = idx.length
  }
  return {
    candidateCount,
    weights,
    rows: { ptr, idx: Int32Array.from(idx) },
    covered: null,
    count,
    budget: null,
    costs: null,
    conflicts: null,
    required: [],
    forbidden: [],
  }
}

/** Of a row of cells, in cells. */
const HEIGHT = Math.sqrt(3) / 2
