/**
 * Everything painted, in H3 order, without sorting cells: the branches are in order, and each is walked in the order of
 * its cells' last digits.
 */
import type { CoverageCells } from '../coverageCells'
import { BLOCK_CELLS, BLOCK_SHIFT, type BlockStore, firstCell, NO_SLAB, SLAB_SHIFT, type Slab } from './blockStore'
import { alignmentOf, type BranchShape, branchShape, WINDOW_SIDE } from './branchShape'
import { type Branch, findBranches, openWindow } from './cellBranches'
import type { FaceLattice } from './faceLattice'
import { keepAlive } from './keepAlive'

const WORD = 0xffff_ffffn
const INSIDE_BLOCK = BLOCK_CELLS - 1
/** Slots of the blocks around the branch that is being walked. */
const slots = new Int32Array(WINDOW_SIDE * WINDOW_SIDE)

/** The coverage, with the H3 indexes in halves, because 64-bit numbers cost more than the rest together. */
interface Columns extends CoverageCells {
  words: Uint32Array
}

/** A cell that has to be put in order by its index, and where it is kept. */
interface LooseCell {
  index: bigint
  slab: Slab
  cell: number
}

export function collectCells(store: BlockStore, lattice: FaceLattice): CoverageCells {
  const { resolution } = lattice
  const shape = branchShape(resolution)
  const columns = createColumns(resolution, countCells(store))
  const branches = findBranches(store, lattice, shape)
  let filled = 0
  for (let first = 0; first < branches.length; ) {
    const branch = branches[first] as Branch
    let end = first + 1
    while (end < branches.length && (branches[end] as Branch).order === branch.order) end++
    // Most ancestors lie on one face, a few on two; around the middle of a base cell each digit has a turn of its own.
    const alone = end === first + 1 && branch.turns >= 0
    filled = alone
      ? addBranch(columns, filled, store, shape, branch)
      : addLoose(columns, filled, store, lattice, shape, branches.slice(first, end))
    first = end
  }
  const { cells, bestDbm, secondDbm, servers, bestServer } = columns
  return { resolution, cells, bestDbm, secondDbm, servers, bestServer }
}

function createColumns(resolution: number, total: number): Columns {
  const cells = new BigUint64Array(total)
  return {
    resolution,
    cells,
    words: new Uint32Array(cells.buffer),
    bestDbm: new Float32Array(total),
    secondDbm: new Float32Array(total),
    servers: new Uint16Array(total),
    bestServer: new Int32Array(total),
  }
}

keepAlive(createColumns(0, 0))

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

/** Adds a branch's cells after the `at` that are there, and returns how many there are then. */
function addBranch(columns: Columns, at: number, store: BlockStore, shape: BranchShape, branch: Branch): number {
  openWindow(store, shape, branch.face, branch.i, branch.j, slots)
  const offsets = shape.offsets(branch.turns, alignmentOf(branch.i, branch.j))
  const { slabs } = store
  const { lowDigits, highDigits } = shape
  const { high, low } = branch
  const { words, bestDbm, secondDbm, servers, bestServer } = columns
  // A block's columns are fetched when the block changes; everything else is at hand.
  let { best: fromBest, second: fromSecond, servers: fromServers, bestServer: fromBestServer } = NO_SLAB
  let block = -1
  let start = -1
  let next = at
  for (let code = 0; code < offsets.length; code++) {
    const offset = offsets[code] as number
    if (offset >> (2 * BLOCK_SHIFT) !== block) {
      block = offset >> (2 * BLOCK_SHIFT)
      const slot = slots[block] as number
      start = -1
      if (slot >= 0) {
        const slab = slabs[slot >> SLAB_SHIFT] as Slab
        start = firstCell(slot)
        fromBest = slab.best
        fromSecond = slab.second
        fromServers = slab.servers
        fromBestServer = slab.bestServer
      }
    }
    if (start < 0) continue
    const cell = start + (offset & INSIDE_BLOCK)
    const serving = fromServers[cell] as number
    if (serving === 0) continue
    words[2 * next] = low | (lowDigits[code] as number)
    words[2 * next + 1] = high | (highDigits[code] as number)
    bestDbm[next] = fromBest[cell] as number
    secondDbm[next] = serving === 1 ? Number.NaN : (fromSecond[cell] as number)
    servers[next] = serving
    bestServer[next] = fromBestServer[cell] as number
    next++
  }
  return next
}

/** The same for one ancestor's branches where nothing but a cell's whole address tells its place in the order. */
function addLoose(
  columns: Columns,
  at: number,
  store: BlockStore,
  lattice: FaceLattice,
  shape: BranchShape,
  siblings: readonly Branch[],
): number {
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
  for (const [past, { index, slab, cell }] of found.entries()) {
    const serving = slab.servers[cell] as number
    columns.words[2 * (at + past)] = Number(index & WORD)
    columns.words[2 * (at + past) + 1] = Number(index >> 32n)
    columns.bestDbm[at + past] = slab.best[cell] as number
    columns.secondDbm[at + past] = serving === 1 ? Number.NaN : (slab.second[cell] as number)
    columns.servers[at + past] = serving
    columns.bestServer[at + past] = slab.bestServer[cell] as number
  }
  return at + found.length
}
