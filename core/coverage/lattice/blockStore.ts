/**
 * What is painted, cell by cell: sparse blocks of 16 × 16 places of one face, 14 bytes per cell, in slabs that are
 * never moved or copied. A cell that nobody serves has 0 servers and -Infinity for both powers.
 */
import { Problem } from '../../model/problem'
import { PlaceTable } from './placeTable'

/** Places per side of a block, as a power of two. */
export const BLOCK_SHIFT = 4
export const BLOCK_SIDE = 1 << BLOCK_SHIFT
export const BLOCK_CELLS = BLOCK_SIDE * BLOCK_SIDE
/** Blocks per slab, as a power of two: 7 MB of room, of which only what is painted takes memory. */
export const SLAB_SHIFT = 11
const SLAB_BLOCKS = 1 << SLAB_SHIFT
const SLAB_CELLS = SLAB_BLOCKS * BLOCK_CELLS
const BYTES_PER_CELL = 14

export interface Slab {
  best: Float32Array
  second: Float32Array
  servers: Uint16Array
  bestServer: Int32Array
}

export class BlockStore {
  readonly slabs: Slab[] = []
  /** Cells of a result that grows beside this: they count as well. */
  cellsTaken = 0
  readonly #table = new PlaceTable()

  constructor(readonly maxCells: number) {}

  get blocks(): number {
    return this.#table.size
  }

  get bytes(): number {
    return this.slabs.length * SLAB_CELLS * BYTES_PER_CELL
  }

  /** The block's slot, or -1. */
  find(face: number, blockI: number, blockJ: number): number {
    return this.#table.find(face, blockI, blockJ)
  }

  /** The block's slot; it is made, empty, when it is not there. @throws Problem `coverage.too-many-cells`. */
  obtain(face: number, blockI: number, blockJ: number): number {
    const found = this.#table.find(face, blockI, blockJ)
    if (found >= 0) return found
    if ((this.blocks + 1) * BLOCK_CELLS + this.cellsTaken > this.maxCells) throw tooManyCells(this.maxCells)
    const slot = this.#table.insert(face, blockI, blockJ)
    if (slot >> SLAB_SHIFT >= this.slabs.length) this.slabs.push(createSlab(SLAB_CELLS))
    const { best, second } = this.slabs[slot >> SLAB_SHIFT] as Slab
    // Only now, so that memory is touched when it is about to be painted and not before.
    const start = firstCell(slot)
    best.fill(Number.NEGATIVE_INFINITY, start, start + BLOCK_CELLS)
    second.fill(Number.NEGATIVE_INFINITY, start, start + BLOCK_CELLS)
    return slot
  }

  /** Gives a block back. Its cells must be empty. */
  release(slot: number): void {
    this.#table.remove(slot)
  }

  /** Lets go of all memory. There must be no block. */
  dismiss(): void {
    this.slabs.length = 0
  }

  isEmpty(slot: number): boolean {
    const { servers } = this.slabs[slot >> SLAB_SHIFT] as Slab
    const start = firstCell(slot)
    for (let cell = start; cell < start + BLOCK_CELLS; cell++) if (servers[cell] !== 0) return false
    return true
  }

  /** Calls back for every block that is in use. */
  forEach(visit: (slot: number, face: number, blockI: number, blockJ: number) => void): void {
    this.#table.forEach(visit)
  }
}

export function tooManyCells(maxCells: number): Problem {
  const millions = Math.round(maxCells / 100_000) / 10
  return new Problem(
    'coverage.too-many-cells',
    `More than ${millions} million cells would be painted, more than fit into memory: choose a coarser resolution.`,
    { field: 'resolution' },
  )
}

/** First of the block's cells in its slab's columns. */
export function firstCell(slot: number): number {
  return (slot & (SLAB_BLOCKS - 1)) << (2 * BLOCK_SHIFT)
}

/** One buffer for all columns: memory that comes in few and large pieces costs less to get and to give back. */
function createSlab(cells: number): Slab {
  const buffer = new ArrayBuffer(cells * BYTES_PER_CELL)
  return {
    best: new Float32Array(buffer, 0, cells),
    second: new Float32Array(buffer, 4 * cells, cells),
    bestServer: new Int32Array(buffer, 8 * cells, cells),
    servers: new Uint16Array(buffer, 12 * cells, cells),
  }
}

/** A slab of nothing, for what has none yet. It also keeps the shape of slabs known, see keepAlive. */
export const NO_SLAB = createSlab(0)
