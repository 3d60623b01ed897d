/** What all branches of the H3 tree look like at one resolution: where their cells are around the one in the middle. */
import { BLOCK_CELLS, BLOCK_SHIFT, BLOCK_SIDE } from './blockStore'
import { descendants, type Place, toParent, turnDigit } from './latticeDigits'

const BRANCH_LEVELS = 3
const INSIDE_BLOCK = BLOCK_SIDE - 1
const WORD = 0xffff_ffffn
const TURNS = 6

/** Blocks per side of the window that a branch is seen through: its 21 places reach into three at most. */
export const WINDOW_SIDE = 4

/** Where in its block a place is, both ways in one number. */
export function alignmentOf(i: number, j: number): number {
  return ((j & INSIDE_BLOCK) << BLOCK_SHIFT) | (i & INSIDE_BLOCK)
}

export class BranchShape {
  /** How many resolutions the ancestor is above the cells. */
  readonly depth: number
  /** Places of the descendants around their middle, in the order of the face's own digits. */
  readonly i: Int32Array
  readonly j: Int32Array
  /** How far out they are. */
  readonly radius: number
  /** Last digits of each descendant as halves of an H3 index. */
  readonly lowDigits: Int32Array
  readonly highDigits: Int32Array
  readonly #offsets: (Uint16Array | null)[] = Array.from({ length: TURNS * BLOCK_CELLS }, () => null)
  readonly #steps: (Int32Array | null)[]

  constructor(readonly resolution: number) {
    this.depth = Math.min(resolution, BRANCH_LEVELS)
    const { i, j } = descendants(resolution, this.depth)
    this.i = i
    this.j = j
    this.radius = Math.max(...i, ...j)
    const bits = Array.from(i, (_, code) => BigInt(readBase8(code, this.depth)) << BigInt(45 - 3 * resolution))
    this.lowDigits = Int32Array.from(bits, (word) => Number(BigInt.asIntN(32, word & WORD)))
    this.highDigits = Int32Array.from(bits, (word) => Number(word >> 32n))
    this.#steps = Array.from(i, () => null)
  }

  /**
   * For a middle at an alignment, and H3's digits so many turns of 60° from the face's: by H3's digits, the block of the
   * window (times 256) and the cell in it. Worked out once, since the pattern is the same everywhere.
   */
  offsets(turns: number, alignment: number): Uint16Array {
    const key = (turns << (2 * BLOCK_SHIFT)) | alignment
    const known = this.#offsets[key]
    if (known) return known
    const offsets = this.#makeOffsets(turns, alignment & INSIDE_BLOCK, alignment >> BLOCK_SHIFT)
    this.#offsets[key] = offsets
    return offsets
  }

  /**
   * The ancestors of a block's cells, by the digits of its first cell: steps from that one's ancestor, pair by pair. The
   * place (`i`, `j`) is the block's first cell; every block with the same digits has the same steps.
   */
  steps(digits: number, i: number, j: number): Int32Array {
    const known = this.#steps[digits]
    if (known) return known
    const first: Place = { i, j }
    this.climb(first)
    const steps = new Map<string, [i: number, j: number]>()
    for (let cell = 0; cell < BLOCK_CELLS; cell++) {
      const place = { i: i + (cell & INSIDE_BLOCK), j: j + (cell >> BLOCK_SHIFT) }
      this.climb(place)
      steps.set(`${place.i} ${place.j}`, [place.i - first.i, place.j - first.j])
    }
    const made = Int32Array.from([...steps.values()].flat())
    this.#steps[digits] = made
    return made
  }

  /** Moves a place up to its ancestor and returns its digits below, read as base 7. */
  climb(place: Place): number {
    let digits = 0
    for (let level = 0, weight = 1; level < this.depth; level++, weight *= 7) {
      digits += weight * toParent(place, this.resolution - level)
    }
    return digits
  }

  #makeOffsets(turns: number, middleI: number, middleJ: number): Uint16Array {
    const firstI = (middleI - this.radius) >> BLOCK_SHIFT
    const firstJ = (middleJ - this.radius) >> BLOCK_SHIFT
    return Uint16Array.from(this.i, (_, code) => {
      const own = turnCode(code, this.depth, turns)
      const i = middleI + (this.i[own] as number)
      const j = middleJ + (this.j[own] as number)
      const block = ((j >> BLOCK_SHIFT) - firstJ) * WINDOW_SIDE + (i >> BLOCK_SHIFT) - firstI
      return (block << (2 * BLOCK_SHIFT)) | alignmentOf(i, j)
    })
  }
}

const shapes: (BranchShape | undefined)[] = []

/** The shape at a resolution; made once, it is a few hundred kilobytes of tables at most. */
export function branchShape(resolution: number): BranchShape {
  const shape = shapes[resolution] ?? new BranchShape(resolution)
  shapes[resolution] = shape
  return shape
}

/** The face's own digits for H3's, all read as base 7. */
function turnCode(code: number, depth: number, turns: number): number {
  let [own, rest] = [0, code]
  for (let level = 0, weight = 1; level < depth; level++, weight *= 7) {
    own += weight * turnDigit(rest % 7, -turns)
    rest = Math.floor(rest / 7)
  }
  return own
}

/** Digits read as base 7, written side by side as three bits each. */
function readBase8(code: number, depth: number): number {
  let [word, rest] = [0, code]
  for (let level = 0; level < depth; level++) {
    word |= (rest % 7) << (3 * level)
    rest = Math.floor(rest / 7)
  }
  return word
}
