/**
 * The painted cells as branches of the H3 tree: each is one face's part of what lies below an ancestor, three
 * resolutions up. All cells of a branch share all but their last digits.
 */
import { BLOCK_CELLS, BLOCK_SHIFT, BLOCK_SIDE, type BlockStore, firstCell, SLAB_SHIFT, type Slab } from './blockStore'
import { type FaceLattice, h3Words } from './faceLattice'
import { descendants, type Place, toCentreChild, toParent } from './latticeDigits'

export const BRANCH_LEVELS = 3
/** Numbers of ancestors along one axis of a face. */
const SPAN = 2 ** 21
const INSIDE_BLOCK = BLOCK_SIDE - 1

const EVERYWHERE = Array.from({ length: BLOCK_CELLS }, (_, cell) => cell)
/** A connected patch of 343 places that touches a block of 256 touches its rim, which is walked side by side. */
const RIM = Array.from({ length: BLOCK_SIDE }, (_, step) => [
  step,
  (INSIDE_BLOCK << BLOCK_SHIFT) + step,
  step << BLOCK_SHIFT,
  (step << BLOCK_SHIFT) + INSIDE_BLOCK,
])
const RIM_CELLS = [0, 1, 2, 3].flatMap((side) => RIM.map((cells) => cells[side] as number))

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
  slots: Int32Array
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
  const ancestors = new Set<number>()
  const place: Place = { i: 0, j: 0 }
  store.forEach((_, face, blockI, blockJ) => {
    let previous = -1
    let [parentI, parentJ] = [Number.NaN, Number.NaN]
    for (const cell of shape.depth === BRANCH_LEVELS ? RIM_CELLS : EVERYWHERE) {
      place.i = (blockI << BLOCK_SHIFT) + (cell & INSIDE_BLOCK)
      place.j = (blockJ << BLOCK_SHIFT) + (cell >> BLOCK_SHIFT)
      if (shape.depth > 0) toParent(place, resolution)
      // Neighbours on the rim mostly have one parent.
      if (place.i === parentI && place.j === parentJ) continue
      parentI = place.i
      parentJ = place.j
      for (let level = resolution - 1; level > resolution - shape.depth; level--) toParent(place, level)
      const key = (face * SPAN + place.i + SPAN / 2) * SPAN + place.j + SPAN / 2
      if (key !== previous) ancestors.add(key)
      previous = key
    }
  })
  const branches: Branch[] = []
  for (const key of ancestors) {
    const row = Math.floor(key / SPAN)
    place.i = (row % SPAN) - SPAN / 2
    place.j = (key % SPAN) - SPAN / 2
    for (let level = resolution - shape.depth + 1; level <= resolution; level++) toCentreChild(place, level)
    const branch = openBranch(store, lattice, shape, Math.floor(row / SPAN), place)
    if (branch) branches.push(branch)
  }
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
  const slots = new Int32Array(blocksI * blocksJ)
  for (let at = 0; at < slots.length; at++) {
    slots[at] = store.find(face, firstBlockI + (at % blocksI), firstBlockJ + Math.floor(at / blocksI))
  }
  const branch = { face, i, j, order: 0, high: 0, low: 0, turns: null, firstBlockI, firstBlockJ, blocksI, slots }
  for (let code = 0; code < shape.i.length; code++) {
    const [placeI, placeJ] = [i + (shape.i[code] as number), j + (shape.j[code] as number)]
    const slot = slotAt(branch, placeI, placeJ)
    if (slot < 0) continue
    const { servers } = store.slabs[slot >> SLAB_SHIFT] as Slab
    if (servers[cellOf(slot, placeI, placeJ)] === 0) continue
    return { ...branch, ...nameBranch(lattice, shape, face, placeI, placeJ) }
  }
  return null
}

function nameBranch(
  lattice: FaceLattice,
  shape: BranchShape,
  face: number,
  i: number,
  j: number,
): Pick<Branch, 'order' | 'high' | 'low' | 'turns'> {
  const { baseCell, digits, turns } = lattice.address(face, i, j)
  const shared = digits.slice(0, lattice.resolution - shape.depth)
  return {
    order: shared.reduce((order, digit) => order * 8 + digit, baseCell),
    ...h3Words({ baseCell, digits: [...shared, ...Array.from({ length: shape.depth }, () => 0)] }, lattice.resolution),
    turns: shared.some((digit) => digit !== 0) ? turns : null,
  }
}
