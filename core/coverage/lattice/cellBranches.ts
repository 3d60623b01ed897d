/**
 * The painted cells as branches of the H3 tree: each is one face's part of what lies below an ancestor, three
 * resolutions up. All cells of a branch share all but their last digits.
 */
import { BLOCK_CELLS, BLOCK_SHIFT, BLOCK_SIDE, type BlockStore, firstCell, SLAB_SHIFT, type Slab } from './blockStore'
import { type FaceLattice, h3Words } from './faceLattice'
import { descendants, type Place, toCentreChild, toParent } from './latticeDigits'
import { PlaceTable } from './placeTable'

export const BRANCH_LEVELS = 3
const INSIDE_BLOCK = BLOCK_SIDE - 1

const EVERYWHERE = Int32Array.from({ length: BLOCK_CELLS }, (_, cell) => cell)
/** A connected patch of 343 places that touches a block of 256 touches its rim, which is walked side by side. */
const RIM = Int32Array.from({ length: 4 * BLOCK_SIDE }, (_, at) => {
  const step = at & INSIDE_BLOCK
  const far = at & BLOCK_SIDE ? INSIDE_BLOCK : 0
  return at < 2 * BLOCK_SIDE ? (far << BLOCK_SHIFT) + step : (step << BLOCK_SHIFT) + far
})

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
  /** How far H3's digits are turned against the face's own; null where that differs between descendants. */
  turns: number | null
  /** Slots of the blocks around, from the first on, -1 where there is none. */
  firstBlockI: number
  firstBlockJ: number
  blocksI: number
  slots: number[]
}

/** Places of descendants around their middle, in the order of the face's own digits, and how far out they are. */
export interface BranchShape {
  depth: number
  i: Int32Array
  j: Int32Array
  radius: number
}

export function branchShape(resolution: number): BranchShape {
  const depth = Math.min(resolution, BRANCH_LEVELS)
  const { i, j } = descendants(resolution, depth)
  return { depth, i, j, radius: Math.max(...i, ...j) }
}

/** The branches with a painted cell, in H3 order. */
export function findBranches(store: BlockStore, lattice: FaceLattice, shape: BranchShape): Branch[] {
  const { resolution } = lattice
  const ancestors = new PlaceTable()
  const place: Place = { i: 0, j: 0 }
  const rim = shape.depth === BRANCH_LEVELS ? RIM : EVERYWHERE
  store.forEach((_, face, blockI, blockJ) => {
    let parentI = Number.NaN
    let parentJ = Number.NaN
    for (let at = 0; at < rim.length; at++) {
      const cell = rim[at] as number
      place.i = (blockI << BLOCK_SHIFT) + (cell & INSIDE_BLOCK)
      place.j = (blockJ << BLOCK_SHIFT) + (cell >> BLOCK_SHIFT)
      if (shape.depth > 0) toParent(place, resolution)
      // Neighbours on the rim mostly have one parent.
      if (place.i === parentI && place.j === parentJ) continue
      parentI = place.i
      parentJ = place.j
      for (let level = resolution - 1; level > resolution - shape.depth; level--) toParent(place, level)
      if (ancestors.find(face, place.i, place.j) < 0) ancestors.insert(face, place.i, place.j)
    }
  })
  const branches: Branch[] = []
  ancestors.forEach((_, face, i, j) => {
    place.i = i
    place.j = j
    for (let level = resolution - shape.depth + 1; level <= resolution; level++) toCentreChild(place, level)
    const branch = openBranch(store, lattice, shape, face, place)
    if (branch) branches.push(branch)
  })
  return branches.sort((a, b) => a.order - b.order)
}

/** Where the place's cell is kept in its slab; -1 when its block is not there. */
export function slotAt(branch: Branch, i: number, j: number): number {
  const { slots, blocksI, firstBlockI, firstBlockJ } = branch
  return slots[((j >> BLOCK_SHIFT) - firstBlockJ) * blocksI + (i >> BLOCK_SHIFT) - firstBlockI] as number
}

export function cellOf(slot: number, i: number, j: number): number {
  return firstCell(slot) + ((j & INSIDE_BLOCK) << BLOCK_SHIFT) + (i & INSIDE_BLOCK)
}

/** Null when nothing of it is painted. */
function openBranch(store: BlockStore, lattice: FaceLattice, shape: BranchShape, face: number, middle: Place): Branch | null {
  const { i, j } = middle
  const firstBlockI = (i - shape.radius) >> BLOCK_SHIFT
  const firstBlockJ = (j - shape.radius) >> BLOCK_SHIFT
  const blocksI = ((i + shape.radius) >> BLOCK_SHIFT) - firstBlockI + 1
  const blocksJ = ((j + shape.radius) >> BLOCK_SHIFT) - firstBlockJ + 1
  const slots: number[] = []
  for (let blockJ = firstBlockJ; blockJ < firstBlockJ + blocksJ; blockJ++) {
    for (let blockI = firstBlockI; blockI < firstBlockI + blocksI; blockI++) slots.push(store.find(face, blockI, blockJ))
  }
  const branch: Branch = { face, i, j, order: 0, high: 0, low: 0, turns: null, firstBlockI, firstBlockJ, blocksI, slots }
  for (let code = 0; code < shape.i.length; code++) {
    const placeI = i + (shape.i[code] as number)
    const placeJ = j + (shape.j[code] as number)
    const slot = slotAt(branch, placeI, placeJ)
    if (slot < 0) continue
    const { servers } = store.slabs[slot >> SLAB_SHIFT] as Slab
    if (servers[cellOf(slot, placeI, placeJ)] === 0) continue
    return nameBranch(branch, lattice, shape, placeI, placeJ)
  }
  return null
}

/** The branch with what all of its cells have in common, taken from one of them. */
function nameBranch(branch: Branch, lattice: FaceLattice, shape: BranchShape, i: number, j: number): Branch {
  const { baseCell, digits, turns } = lattice.address(branch.face, i, j)
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
  return { ...branch, order, high, low, turns: middle ? null : turns }
}
