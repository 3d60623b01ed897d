/**
 * How many places all disks of a fleet have together, each counted once however many disks it is in: a bit per place
 * tells. It is what the fleet covers at most, and little more than that when power depends on distance alone; so memory
 * for the result can be had before anything is painted.
 */
import { BLOCK_SHIFT, BLOCK_SIDE } from './blockStore'
import type { DiskPatch } from './diskPatch'
import { PlaceTable } from './placeTable'

const INSIDE_BLOCK = BLOCK_SIDE - 1
const FIRST_BLOCKS = 256

export class SpanCount {
  readonly #blocks = new PlaceTable()
  /** A row of a block is the 16 bits of one number. */
  #rows = new Uint16Array(FIRST_BLOCKS * BLOCK_SIDE)
  #total = 0

  /** Places that were in a patch so far. */
  get total(): number {
    return this.#total
  }

  add({ face, firstRow, rows, starts, ends, slots, firstBlockI, blocksI, firstBlockJ }: DiskPatch): void {
    let added = 0
    for (let row = 0; row < rows; row++) {
      const j = firstRow + row
      const start = starts[row] as number
      const end = ends[row] as number
      if (end < start) continue
      const inBlock = j & INSIDE_BLOCK
      const rowSlots = ((j >> BLOCK_SHIFT) - firstBlockJ) * blocksI - firstBlockI
      const lastBlockI = end >> BLOCK_SHIFT
      for (let blockI = start >> BLOCK_SHIFT; blockI <= lastBlockI; blockI++) {
        let block = slots[rowSlots + blockI] as number
        if (block < 0) {
          block = this.#obtain(face, blockI, j >> BLOCK_SHIFT)
          slots[rowSlots + blockI] = block
        }
        const first = Math.max(0, start - (blockI << BLOCK_SHIFT))
        const last = Math.min(INSIDE_BLOCK, end - (blockI << BLOCK_SHIFT))
        const known = this.#rows[block * BLOCK_SIDE + inBlock] as number
        const fresh = ((2 << last) - (1 << first)) & ~known
        if (fresh === 0) continue
        this.#rows[block * BLOCK_SIDE + inBlock] = known | fresh
        added += countBits(fresh)
      }
    }
    this.#total += added
  }

  #obtain(face: number, blockI: number, blockJ: number): number {
    const found = this.#blocks.find(face, blockI, blockJ)
    if (found >= 0) return found
    const block = this.#blocks.insert(face, blockI, blockJ)
    if ((block + 1) * BLOCK_SIDE > this.#rows.length) {
      const larger = new Uint16Array(2 * this.#rows.length)
      larger.set(this.#rows)
      this.#rows = larger
    }
    return block
  }
}

/** Of 16 bits. */
function countBits(bits: number): number {
  const pairs = bits - ((bits >> 1) & 0x5555)
  const fours = (pairs & 0x3333) + ((pairs >> 2) & 0x3333)
  const eights = (fours + (fours >> 4)) & 0x0f0f
  return (eights + (eights >> 8)) & 0x1f
}
