/**
 * Everything painted, in H3 order, without sorting cells: the branches are in order, and each is walked in the order of
 * its cells' last digits.
 */
import type { CoverageCells } from '../coverageCells'
import { BLOCK_CELLS, BLOCK_SHIFT, type BlockStore, firstCell, NO_SLAB, SLAB_SHIFT, type Slab } from './blockStore'
import { alignmentOf, type BranchShape, branchShape, WINDOW_SIDE } from './branchShape'
import { type Branch, BranchFinder, openWindow } from './cellBranches'
import type { FaceLattice } from './faceLattice'
import { type Columns, closeColumns, createColumns } from './resultColumns'

const WORD = 0xffff_ffffn
const INSIDE_BLOCK = BLOCK_CELLS - 1
/** Slots of the blocks around the branch that is being walked. */
const slots = new Int32Array(WINDOW_SIDE * WINDOW_SIDE)
const starts = new Int32Array(slots.length)
/** What makes the second strongest NaN where there is one server: by 1 there, by 0 elsewhere. A branch would cost more. */
const BY_LONELINESS = Float64Array.of(0, Number.NaN)

/** A cell that has to be put in order by its index, and where it is kept. */
interface LooseCell {
  index: bigint
  slab: Slab
  cell: number
}

/** All cells; they stay painted. */
export function collectCells(store: BlockStore, lattice: FaceLattice): CoverageCells {
  const { resolution } = lattice
  const shape = branchShape(resolution)
  const columns = createColumns(resolution, countCells(store))
  const branches = new BranchFinder(store, lattice, shape).findBefore(Number.POSITIVE_INFINITY)
  addBranches(columns, branches, store, lattice, shape, false)
  return closeColumns(columns)
}

/** Moves the cells of finished branches from the store to columns with room for them. Empty blocks are given back. */
export function takeCells(branches: readonly Branch[], store: BlockStore, lattice: FaceLattice, columns: Columns): void {
  addBranches(columns, branches, store, lattice, branchShape(lattice.resolution), true)
  store.forEach((slot) => {
    if (store.isEmpty(slot)) store.release(slot)
  })
}

/** Adds branches in their order; with `take`, their cells are empty afterwards. */
function addBranches(
  columns: Columns,
  branches: readonly Branch[],
  store: BlockStore,
  lattice: FaceLattice,
  shape: BranchShape,
  take: boolean,
): void {
  for (let first = 0; first < branches.length; ) {
    const branch = branches[first] as Branch
    let end = first + 1
    while (end < branches.length && (branches[end] as Branch).order === branch.order) end++
    // Most ancestors lie on one face, a few on two; around the middle of a base cell each digit has a turn of its own.
    const alone = end === first + 1 && branch.turns >= 0
    if (alone) addBranch(columns, store, shape, branch, take)
    else addLoose(columns, store, lattice, shape, branches.slice(first, end), take)
    first = end
  }
}

/** How many cells are painted. */
function countCells(store: BlockStore): number {
  let total = 0
  store.forEach((slot) => {
    const { servers } = store.slabs[slot >> SLAB_SHIFT] as Slab
    const start = firstCell(slot)
    for (let cell = start; cell < start + BLOCK_CELLS; cell++) if (servers[cell] !== 0) total++
  })
  return total
}

/** Adds a branch's cells after those that are there. */
function addBranch(columns: Columns, store: BlockStore, shape: BranchShape, branch: Branch, take: boolean): void {
  openWindow(store, shape, branch.face, branch.i, branch.j, slots)
  const offsets = shape.offsets(branch.turns, alignmentOf(branch.i, branch.j))
  const slab = findOnlySlab(store)
  if (slab) addFromSlab(columns, slab, offsets, shape, branch, take)
  else addFromSlabs(columns, store, offsets, shape, branch, take)
}

/** The slab of all blocks in the window, with their first cells in `starts`; null when there are several. */
function findOnlySlab(store: BlockStore): Slab | null {
  let only = -1
  for (let block = 0; block < slots.length; block++) {
    const slot = slots[block] as number
    starts[block] = slot < 0 ? -1 : firstCell(slot)
    if (slot < 0) continue
    if (only >= 0 && slot >> SLAB_SHIFT !== only) return null
    only = slot >> SLAB_SHIFT
  }
  return store.slabs[only] ?? NO_SLAB
}

/** Everything is at hand: this is where collecting spends its time. */
function addFromSlab(
  columns: Columns,
  slab: Slab,
  offsets: Uint16Array,
  { lowDigits, highDigits }: BranchShape,
  { high, low }: Branch,
  take: boolean,
): void {
  const { words, bestDbm, secondDbm, servers, bestServer } = columns
  const { best: fromBest, second: fromSecond, servers: fromServers, bestServer: fromBestServer } = slab
  let next = columns.filled
  for (let code = 0; code < offsets.length; code++) {
    const offset = offsets[code] as number
    const start = starts[offset >> (2 * BLOCK_SHIFT)] as number
    if (start < 0) continue
    const cell = start + (offset & INSIDE_BLOCK)
    const serving = fromServers[cell] as number
    if (serving === 0) continue
    words[2 * next] = low | (lowDigits[code] as number)
    words[2 * next + 1] = high | (highDigits[code] as number)
    bestDbm[next] = fromBest[cell] as number
    secondDbm[next] = (fromSecond[cell] as number) + (BY_LONELINESS[((serving ^ 1) - 1) >>> 31] as number)
    servers[next] = serving
    bestServer[next] = fromBestServer[cell] as number
    next++
    if (take) fromServers[cell] = 0
  }
  columns.filled = next
}

/** The same for blocks of several slabs. */
function addFromSlabs(
  columns: Columns,
  store: BlockStore,
  offsets: Uint16Array,
  { lowDigits, highDigits }: BranchShape,
  { high, low }: Branch,
  take: boolean,
): void {
  for (let code = 0; code < offsets.length; code++) {
    const offset = offsets[code] as number
    const slot = slots[offset >> (2 * BLOCK_SHIFT)] as number
    if (slot < 0) continue
    const slab = store.slabs[slot >> SLAB_SHIFT] as Slab
    const cell = firstCell(slot) + (offset & INSIDE_BLOCK)
    if (slab.servers[cell] !== 0) {
      addCell(columns, low | (lowDigits[code] as number), high | (highDigits[code] as number), slab, cell, take)
    }
  }
}

/** The same for one ancestor's branches where nothing but a cell's whole address tells its place in the order. */
function addLoose(
  columns: Columns,
  store: BlockStore,
  lattice: FaceLattice,
  shape: BranchShape,
  siblings: readonly Branch[],
  take: boolean,
): void {
  const found: LooseCell[] = []
  for (const { face, i, j } of siblings) {
    openWindow(store, shape, face, i, j, slots)
    for (const [code, offset] of shape.offsets(0, alignmentOf(i, j)).entries()) {
      const slot = slots[offset >> (2 * BLOCK_SHIFT)] as number
      if (slot < 0) continue
      const slab = store.slabs[slot >> SLAB_SHIFT] as Slab
      const cell = firstCell(slot) + (offset & INSIDE_BLOCK)
      if (slab.servers[cell] === 0) continue
      found.push({ index: lattice.index(face, i + (shape.i[code] as number), j + (shape.j[code] as number)), slab, cell })
    }
  }
  found.sort((a, b) => (a.index < b.index ? -1 : 1))
  for (const { index, slab, cell } of found) addCell(columns, Number(index & WORD), Number(index >> 32n), slab, cell, take)
}

function addCell(columns: Columns, low: number, high: number, slab: Slab, cell: number, take: boolean): void {
  const at = columns.filled++
  const serving = slab.servers[cell] as number
  columns.words[2 * at] = low
  columns.words[2 * at + 1] = high
  columns.bestDbm[at] = slab.best[cell] as number
  columns.secondDbm[at] = serving === 1 ? Number.NaN : (slab.second[cell] as number)
  columns.servers[at] = serving
  columns.bestServer[at] = slab.bestServer[cell] as number
  if (take) slab.servers[cell] = 0
}
