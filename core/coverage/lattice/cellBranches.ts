/**
 * The painted cells as branches of the H3 tree: each is one face's part of what lies below an ancestor, three
 * resolutions up. All cells of a branch share all but their last digits.
 */
import { BLOCK_CELLS, BLOCK_SHIFT, type BlockStore, firstCell, SLAB_SHIFT, type Slab } from './blockStore'
import { alignmentOf, type BranchShape, WINDOW_SIDE } from './branchShape'
import { ROW_HEIGHT } from './diskPatch'
import { type FaceLattice, h3Words } from './faceLattice'
import { keepAlive } from './keepAlive'
import { type Place, toCentreChild } from './latticeDigits'
import { PlaceTable } from './placeTable'

/** Edges of a face are 0.38197 from its centre on its plane. */
const SURELY_ON_FACE = 0.38

export interface Branch {
  face: number
  /** The descendant in the very middle. */
  i: number
  j: number
  /** The ancestor's base cell and digits as one number: ascending as H3 indexes are. */
  order: number
  /** H3 index of the descendant in the middle, in halves. */
  high: number
  low: number
  /** How far H3's digits are turned against the face's own; -1 where that differs between descendants. */
  turns: number
}

/** Finds the branches of a store, a few at a time or all at once. */
export class BranchFinder {
  readonly #store: BlockStore
  readonly #lattice: FaceLattice
  readonly #shape: BranchShape
  readonly #slots = new Int32Array(WINDOW_SIDE * WINDOW_SIDE)
  /** The ancestors of last time, so that nothing is named twice, and by entry their branches, null where none was found. */
  #seen = new PlaceTable()
  #branches: (Branch | null)[] = []
  #found = Number.NEGATIVE_INFINITY

  constructor(store: BlockStore, lattice: FaceLattice, shape: BranchShape) {
    this.#store = store
    this.#lattice = lattice
    this.#shape = shape
  }

  /** The branches with a painted cell, and some without, in H3 order, that come before `order` and were not found yet. */
  findBefore(order: number): Branch[] {
    const ancestors = findAncestors(this.#store, this.#shape)
    const branches: (Branch | null)[] = []
    const found: Branch[] = []
    ancestors.forEach((_, face, i, j) => {
      const branch = this.#branches[this.#seen.find(face, i, j)] ?? this.#look(face, i, j)
      branches.push(branch)
      if (branch && branch.order >= this.#found && branch.order < order) found.push(branch)
    })
    this.#seen = ancestors
    this.#branches = branches
    this.#found = order
    return found.sort((a, b) => a.order - b.order)
  }

  #look(face: number, i: number, j: number): Branch | null {
    const { depth, resolution } = this.#shape
    const place: Place = { i, j }
    for (let level = resolution - depth + 1; level <= resolution; level++) toCentreChild(place, level)
    if (isSurelyOn(this.#lattice, place)) return nameBranch(this.#lattice, this.#shape, face, place, 0)
    openWindow(this.#store, this.#shape, face, place.i, place.j, this.#slots)
    const painted = firstPainted(this.#store, this.#shape, place, this.#slots)
    return painted < 0 ? null : nameBranch(this.#lattice, this.#shape, face, place, painted)
  }
}

/** The slots of the blocks around a branch, -1 where there is none: what the shape's `offsets` point into. */
export function openWindow(
  store: BlockStore,
  { radius }: BranchShape,
  face: number,
  i: number,
  j: number,
  slots: Int32Array,
): void {
  slots.fill(-1)
  const firstI = (i - radius) >> BLOCK_SHIFT
  const firstJ = (j - radius) >> BLOCK_SHIFT
  const blocksI = ((i + radius) >> BLOCK_SHIFT) - firstI
  const blocksJ = ((j + radius) >> BLOCK_SHIFT) - firstJ
  for (let blockJ = 0; blockJ <= blocksJ; blockJ++) {
    for (let blockI = 0; blockI <= blocksI; blockI++) {
      slots[blockJ * WINDOW_SIDE + blockI] = store.find(face, firstI + blockI, firstJ + blockJ)
    }
  }
}

/** The ancestors of the cells of the store's blocks, as places of their resolution. */
function findAncestors(store: BlockStore, shape: BranchShape): PlaceTable {
  const ancestors = new PlaceTable()
  const place: Place = { i: 0, j: 0 }
  store.forEach((_, face, blockI, blockJ) => {
    place.i = blockI << BLOCK_SHIFT
    place.j = blockJ << BLOCK_SHIFT
    const digits = shape.climb(place)
    const steps = shape.steps(digits, blockI << BLOCK_SHIFT, blockJ << BLOCK_SHIFT)
    for (let at = 0; at < steps.length; at += 2) {
      const i = place.i + (steps[at] as number)
      const j = place.j + (steps[at + 1] as number)
      if (ancestors.find(face, i, j) < 0) ancestors.insert(face, i, j)
    }
  })
  return ancestors
}

/** Whether a place is the face's by being within the circle that touches its edges: any face's are. */
function isSurelyOn({ unit }: FaceLattice, { i, j }: Place): boolean {
  const x = (i - j * 0.5) * unit
  const y = j * ROW_HEIGHT * unit
  return x * x + y * y < SURELY_ON_FACE * SURELY_ON_FACE
}

/** Digits, in the face's own order, of some painted cell of the branch; -1 when nothing of it is painted. */
function firstPainted(store: BlockStore, shape: BranchShape, { i, j }: Place, slots: Int32Array): number {
  const offsets = shape.offsets(0, alignmentOf(i, j))
  for (let code = 0; code < offsets.length; code++) {
    const offset = offsets[code] as number
    const slot = slots[offset >> (2 * BLOCK_SHIFT)] as number
    if (slot < 0) continue
    const { servers } = store.slabs[slot >> SLAB_SHIFT] as Slab
    if (servers[firstCell(slot) + (offset & (BLOCK_CELLS - 1))] !== 0) return code
  }
  return -1
}

/** The branch with what all of its cells have in common, taken from one of them that is the face's: code 0 is the middle. */
function nameBranch(lattice: FaceLattice, shape: BranchShape, face: number, { i, j }: Place, code: number): Branch {
  const { baseCell, digits, turns } = lattice.address(face, i + (shape.i[code] as number), j + (shape.j[code] as number))
  const shared = lattice.resolution - shape.depth
  let order = baseCell
  let middle = true
  for (let level = 0; level < shared; level++) {
    const digit = digits[level] as number
    order = order * 8 + digit
    if (digit !== 0) middle = false
  }
  digits.fill(0, shared)
  const { high, low } = h3Words({ baseCell, digits }, lattice.resolution)
  return createBranch(face, i, j, order, high, low, middle ? -1 : turns)
}

function createBranch(face: number, i: number, j: number, order: number, high: number, low: number, turns: number): Branch {
  return { face, i, j, order, high, low, turns }
}

keepAlive(createBranch(0, 0, 0, 0, 0, 0, 0))
