/**
 * From where on, in H3 order, a site can cover cells: sites that are painted in this order leave everything before the
 * next one's first cell as it is.
 *
 * On the plane of a face, in widths of a resolution's lattice (cell centres are one apart, rows √3/2), a site is at most
 * 1/√3 from the centre of its cell, and a cell's descendants are at most 1/√7 + 1/7 + … = 0.608 from its centre. Lengths
 * on the sphere are at least 0.631 of those on the plane, which is cos² of the angle to a face's corner. So what lies
 * within 0.33 widths of a site descends from cells less than 0.33/0.631 + 0.577 + 0.608 = 1.71 from the site's own; the
 * cells of the first ring are at 1, those of the second at √3 or more. Across an edge the same holds with both faces laid
 * flat. In the order of H3's indexes all descendants of a cell are together.
 */
import { gridDisk, latLngToCell } from 'h3-js'
import { h3Number } from '../../geo/h3Index'
import { latticeUnit } from './icosahedron'
import type { PlacedSite } from './placePower'

/** In widths of the lattice. */
const REACH_OF_ONE_RING = 0.33

export class FirstOrders {
  /** By cell, of whatever resolution: the order of the first of it and its neighbours. */
  readonly #firsts = new Map<string, number>()
  /** By reach. */
  readonly #levels = new Map<number, number>()

  /** @param resolution that orders are given at: what counts of a cell's index are the digits down to there. */
  constructor(readonly resolution: number) {}

  /** Base cell and digits, as one number, of what comes before or is the first branch that the site's disk touches. */
  of({ lat, lng, reachRad }: PlacedSite): number {
    const level = this.#levels.get(reachRad) ?? this.#findLevel(reachRad)
    // A disk wider than any cell may begin anywhere.
    if (level < 0) return 0
    const cell = latLngToCell(lat, lng, level)
    return this.#firsts.get(cell) ?? this.#findFirst(cell, level)
  }

  /** The finest resolution at which the reach is no more than one ring; -1 when there is none. */
  #findLevel(reachRad: number): number {
    let level = this.resolution
    while (level >= 0 && reachRad > REACH_OF_ONE_RING * latticeUnit(level)) level--
    this.#levels.set(reachRad, level)
    return level
  }

  #findFirst(cell: string, level: number): number {
    // Indexes of one resolution are as long as each other: their texts are in the order of the numbers.
    const [first = cell] = gridDisk(cell, 1).sort()
    const digits = (h3Number(first) >> BigInt(45 - 3 * level)) & ((1n << BigInt(7 + 3 * level)) - 1n)
    const order = Number(digits) * 8 ** (this.resolution - level)
    this.#firsts.set(cell, order)
    return order
  }
}
