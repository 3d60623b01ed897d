/**
 * What is painted, cell by cell: sparse blocks of 16 × 16 places of one face, 14 bytes per cell, in slabs that are
 * never moved or copied. A cell that nobody serves has 0 servers and -Infinity for both powers.
 */
import { Problem } from '../../model/problem'

/** Places per side of a block, as a power of two. */
export const BLOCK_SHIFT = 4
export const BLOCK_SIDE = 1 << BLOCK_SHIFT
export const BLOCK_CELLS = BLOCK_SIDE * BLOCK_SIDE
/** Blocks per slab, as a power of two. */
export const SLAB_SHIFT = 6
const SLAB_BLOCKS = 1 << SLAB_SHIFT
const SLAB_CELLS = SLAB_BLOCKS * BLOCK_CELLS
const BYTES_PER_CELL = 14

/** Block numbers of a face reach half of this either way, at resolution 15 as well. */
const BLOCK_SPAN = 1 << 21

export interface Slab {
  best: Float32Array
  second: Float32Array
  servers: Uint16Array
  bestServer: Int32Array
}

export class BlockStore {
  readonly slabs: Slab[] = []
  /** Face and block row in one number, and block column, by slot; -1 where the slot is free. */
  #rows = new Int32Array(SLAB_BLOCKS)
  #columns = new Int32Array(SLAB_BLOCKS)
  #free: number[] = []
  #slots = 0
  /** Open addressing: slot + 1, or 0. */
  #table = new Int32Array(1024)

  constructor(readonly maxCells: number) {}

  get blocks(): number {
    return this.#slots - this.#free.length
  }

  get bytes(): number {
    return this.slabs.length * SLAB_CELLS * BYTES_PER_CELL
  }

  /** The block's slot, or -1. */
  find(face: number, blockI: number, blockJ: number): number {
    return (this.#table[this.#position(rowOf(face, blockI), blockJ)] as number) - 1
  }

  /** The block's slot; it is made, empty, when it is not there. @throws Problem `coverage.too-many-cells`. */
  obtain(face: number, blockI: number, blockJ: number): number {
    const row = rowOf(face, blockI)
    const position = this.#position(row, blockJ)
    const found = this.#table[position] as number
    if (found !== 0) return found - 1
    const slot = this.#free.pop() ?? this.#addSlot()
    this.#rows[slot] = row
    this.#columns[slot] = blockJ
    this.#table[position] = slot + 1
    if (this.blocks * 2 > this.#table.length) this.#rebuildTable(this.#table.length * 2)
    return slot
  }

  /** Gives a block back. Its cells must be empty. */
  release(slot: number): void {
    let hole = this.#position(this.#rows[slot] as number, this.#columns[slot] as number)
    this.#rows[slot] = -1
    this.#free.push(slot)
    const mask = this.#table.length - 1
    // Whatever was put off to a later place by this entry moves up, so that no search ends early.
    for (let next = (hole + 1) & mask; this.#table[next] !== 0; next = (next + 1) & mask) {
      const other = (this.#table[next] as number) - 1
      const home = this.#hash(this.#rows[other] as number, this.#columns[other] as number)
      if (((next - home) & mask) < ((next - hole) & mask)) continue
      this.#table[hole] = other + 1
      hole = next
    }
    this.#table[hole] = 0
  }

  isEmpty(slot: number): boolean {
    const { servers } = this.slabs[slot >> SLAB_SHIFT] as Slab
    const start = (slot & (SLAB_BLOCKS - 1)) * BLOCK_CELLS
    for (let cell = start; cell < start + BLOCK_CELLS; cell++) if (servers[cell] !== 0) return false
    return true
  }

  /** Calls back for every block that is in use. */
  forEach(visit: (slot: number, face: number, blockI: number, blockJ: number) => void): void {
    for (let slot = 0; slot < this.#slots; slot++) {
      const row = this.#rows[slot] as number
      if (row < 0) continue
      const face = Math.floor(row / BLOCK_SPAN)
      visit(slot, face, row - face * BLOCK_SPAN - BLOCK_SPAN / 2, this.#columns[slot] as number)
    }
  }

  #addSlot(): number {
    if (this.blocks * BLOCK_CELLS >= this.maxCells) {
      throw new Problem(
        'coverage.too-many-cells',
        `More than ${this.maxCells} cells would be painted: choose a coarser resolution.`,
      )
    }
    const slot = this.#slots++
    if (slot >> SLAB_SHIFT >= this.slabs.length) this.slabs.push(emptySlab())
    if (slot >= this.#rows.length) {
      this.#rows = grown(this.#rows)
      this.#columns = grown(this.#columns)
    }
    return slot
  }

  #rebuildTable(size: number): void {
    this.#table = new Int32Array(size)
    for (let slot = 0; slot < this.#slots; slot++) {
      const row = this.#rows[slot] as number
      if (row >= 0) this.#table[this.#position(row, this.#columns[slot] as number)] = slot + 1
    }
  }

  /** Where the table has the block, or would have it. */
  #position(row: number, column: number): number {
    const mask = this.#table.length - 1
    let position = this.#hash(row, column)
    for (;;) {
      const entry = this.#table[position] as number
      if (entry === 0 || (this.#rows[entry - 1] === row && this.#columns[entry - 1] === column)) return position
      position = (position + 1) & mask
    }
  }

  #hash(row: number, column: number): number {
    const mixed = Math.imul(row, 0x9e3779b1) ^ Math.imul(column, 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & (this.#table.length - 1)
  }
}

/** First of the block's cells in its slab's columns. */
export function firstCell(slot: number): number {
  return (slot & (SLAB_BLOCKS - 1)) << (2 * BLOCK_SHIFT)
}

function rowOf(face: number, blockI: number): number {
  return face * BLOCK_SPAN + blockI + BLOCK_SPAN / 2
}

function emptySlab(): Slab {
  return {
    best: new Float32Array(SLAB_CELLS).fill(Number.NEGATIVE_INFINITY),
    second: new Float32Array(SLAB_CELLS).fill(Number.NEGATIVE_INFINITY),
    servers: new Uint16Array(SLAB_CELLS),
    bestServer: new Int32Array(SLAB_CELLS),
  }
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2)
  larger.set(column)
  return larger
}
