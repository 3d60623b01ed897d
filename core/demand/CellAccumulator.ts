/**
 * Weights of cells that arrive in any order and more than once. Sums carry what rounding drops; the end result is in
 * ascending order of cells, sorted by radix because comparing a million bigints takes seconds.
 */
import { exactSum } from './exactSum'

const DIGIT_BITS = 16
const DIGITS = 4
const BUCKETS = 1 << DIGIT_BITS

export class CellAccumulator {
  private readonly slots = new Map<string, number>()
  private sums = new Float64Array(4_096)
  private carries = new Float64Array(4_096)
  private lastCell = ''
  private lastSlot = -1

  get size(): number {
    return this.slots.size
  }

  /** @returns the cell's number in order of first appearance. */
  add(cell: string, weight: number): number {
    const slot = this.slotOf(cell)
    const before = this.sums[slot] ?? 0
    const next = before + weight
    this.carries[slot] = (this.carries[slot] ?? 0) + (before >= weight ? before - next + weight : weight - next + before)
    this.sums[slot] = next
    return slot
  }

  /** Cells ascending with their sums. */
  finish(): { cells: BigUint64Array; weights: Float64Array; total: number } {
    const count = this.slots.size
    // The 28 high and 32 low bits of an index that is written with 15 hex digits.
    const halves = new Uint32Array(count * 2)
    let at = 0
    for (const cell of this.slots.keys()) {
      halves[at++] = Number.parseInt(cell.slice(7), 16)
      halves[at++] = Number.parseInt(cell.slice(0, 7), 16)
    }
    const order = radixOrder(halves)
    const cells = new BigUint64Array(count)
    const weights = new Float64Array(count)
    for (let place = 0; place < count; place++) {
      const slot = order[place] ?? 0
      cells[place] = (BigInt(halves[slot * 2 + 1] ?? 0) << 32n) | BigInt(halves[slot * 2] ?? 0)
      weights[place] = (this.sums[slot] ?? 0) + (this.carries[slot] ?? 0)
    }
    return { cells, weights, total: exactSum(weights) }
  }

  private slotOf(cell: string): number {
    // Neighbouring rows and pixels mostly fall into the same cell.
    if (cell === this.lastCell) return this.lastSlot
    let slot = this.slots.get(cell)
    if (slot === undefined) {
      slot = this.slots.size
      this.slots.set(cell, slot)
      if (slot === this.sums.length) {
        this.sums = grown(this.sums)
        this.carries = grown(this.carries)
      }
    }
    this.lastCell = cell
    this.lastSlot = slot
    return slot
  }
}

function grown(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2)
  larger.set(values)
  return larger
}

/** Ascending order of 64-bit numbers given as low and high halves. */
function radixOrder(halves: Uint32Array): Uint32Array {
  const count = halves.length / 2
  let order = Uint32Array.from({ length: count }, (_, index) => index)
  let next = new Uint32Array(count)
  for (let digit = 0; digit < DIGITS; digit++) {
    const half = digit >> 1
    const shift = (digit & 1) * DIGIT_BITS
    const digitOf = (slot: number) => ((halves[slot * 2 + half] ?? 0) >>> shift) & (BUCKETS - 1)
    const starts = new Uint32Array(BUCKETS + 1)
    for (let slot = 0; slot < count; slot++) {
      const bucket = digitOf(slot) + 1
      starts[bucket] = (starts[bucket] ?? 0) + 1
    }
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0)
    for (const slot of order) {
      const bucket = digitOf(slot)
      const place = starts[bucket] ?? 0
      next[place] = slot
      starts[bucket] = place + 1
    }
    ;[order, next] = [next, order]
  }
  return order
}
