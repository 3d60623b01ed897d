/**
 * Everything painted, in H3 order, without sorting cells: the branches are in order, and each is walked in the order of
 * its cells' last digits.
 */
import type { CoverageCells } from '../coverageCells'
import { BLOCK_CELLS, type BlockStore, firstCell, SLAB_SHIFT, type Slab } from './blockStore'
import { type Branch, type BranchShape, branchShape, cellOf, findBranches, slotAt } from './cellBranches'
import type { FaceLattice } from './faceLattice'
import { turnDigit } from './latticeDigits'

const WORD = 0xffff_ffffn

/** Typed arrays being filled; H3 indexes in halves, because 64-bit numbers cost more than the rest together. */
class Columns {
  length = 0
  readonly cells: BigUint64Array
  readonly words: Uint32Array
  readonly bestDbm: Float32Array
  readonly secondDbm: Float32Array
  readonly servers: Uint16Array
  readonly bestServer: Int32Array

  constructor(total: number) {
    this.cells = new BigUint64Array(total)
    this.words = new Uint32Array(this.cells.buffer)
    this.bestDbm = new Float32Array(total)
    this.secondDbm = new Float32Array(total)
    this.servers = new Uint16Array(total)
    this.bestServer = new Int32Array(total)
  }

  add(high: number, low: number, slab: Slab, cell: number): void {
    const at = this.length++
    const serving = slab.servers[cell] as number
    this.words[2 * at] = low
    this.words[2 * at + 1] = high
    this.bestDbm[at] = slab.best[cell] as number
    this.secondDbm[at] = serving === 1 ? Number.NaN : (slab.second[cell] as number)
    this.servers[at] = serving
    this.bestServer[at] = slab.bestServer[cell] as number
  }
}

export function collectCells(store: BlockStore, lattice: FaceLattice): CoverageCells {
  const { resolution } = lattice
  const columns = new Columns(countCells(store))
  const shape = branchShape(resolution)
  const ordered = turnedShapes(shape)
  const suffixes = suffixWords(shape.depth, resolution)
  const branches = findBranches(store, lattice, shape)
  for (let first = 0; first < branches.length; ) {
    let end = first + 1
    while (branches[end]?.order === branches[first]?.order) end++
    const siblings = branches.slice(first, end)
    if (siblings.some(({ turns }) => turns === null)) addOneByOne(columns, store, lattice, shape, siblings)
    else addInOrder(columns, store, siblings, ordered, suffixes)
    first = end
  }
  const { cells, bestDbm, secondDbm, servers, bestServer } = columns
  return { resolution, cells, bestDbm, secondDbm, servers, bestServer }
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

/** `siblings` are one ancestor's cells on the faces that it reaches into: usually one, two at an edge. */
function addInOrder(
  columns: Columns,
  store: BlockStore,
  siblings: readonly Branch[],
  ordered: readonly BranchShape[],
  suffixes: Uint32Array,
): void {
  const { slabs } = store
  const codes = suffixes.length / 2
  for (let code = 0; code < codes; code++) {
    for (let sibling = 0; sibling < siblings.length; sibling++) {
      const branch = siblings[sibling] as Branch
      const shape = ordered[branch.turns as number] as BranchShape
      const i = branch.i + (shape.i[code] as number)
      const j = branch.j + (shape.j[code] as number)
      const slot = slotAt(branch, i, j)
      if (slot < 0) continue
      const slab = slabs[slot >> SLAB_SHIFT] as Slab
      const cell = cellOf(slot, i, j)
      if (slab.servers[cell] === 0) continue
      const high = branch.high | (suffixes[2 * code + 1] as number)
      const low = branch.low | (suffixes[2 * code] as number)
      columns.add(high, low, slab, cell)
    }
  }
}

/** For the middle of a base cell, where nothing but the whole address tells a cell's index. */
function addOneByOne(
  columns: Columns,
  store: BlockStore,
  lattice: FaceLattice,
  shape: BranchShape,
  siblings: readonly Branch[],
): void {
  const found: { index: bigint; slab: Slab; cell: number }[] = []
  for (const branch of siblings) {
    for (let own = 0; own < shape.i.length; own++) {
      const i = branch.i + (shape.i[own] as number)
      const j = branch.j + (shape.j[own] as number)
      const slot = slotAt(branch, i, j)
      if (slot < 0) continue
      const slab = store.slabs[slot >> SLAB_SHIFT] as Slab
      const cell = cellOf(slot, i, j)
      if (slab.servers[cell] !== 0) found.push({ index: lattice.index(branch.face, i, j), slab, cell })
    }
  }
  found.sort((a, b) => (a.index < b.index ? -1 : 1))
  for (const { index, slab, cell } of found) columns.add(Number(index >> 32n), Number(index & WORD), slab, cell)
}

/** By turns of 60°: the places of the descendants in the order of H3's digits. */
function turnedShapes(shape: BranchShape): BranchShape[] {
  return Array.from({ length: 6 }, (_, turns) => {
    const own = shape.i.map((_place, code) =>
      digitsOf(code, shape.depth).reduce((number, digit) => number * 7 + turnDigit(digit, -turns), 0),
    )
    return { ...shape, i: own.map((code) => shape.i[code] as number), j: own.map((code) => shape.j[code] as number) }
  })
}

/** The last digits of each descendant as the low and high half of an H3 index. */
function suffixWords(depth: number, resolution: number): Uint32Array {
  const words = new Uint32Array(2 * 7 ** depth)
  for (let code = 0; code < 7 ** depth; code++) {
    const bits = digitsOf(code, depth).reduce((number, digit) => number * 8n + BigInt(digit), 0n) << BigInt(45 - 3 * resolution)
    words[2 * code] = Number(bits & WORD)
    words[2 * code + 1] = Number(bits >> 32n)
  }
  return words
}

function digitsOf(code: number, depth: number): number[] {
  return Array.from({ length: depth }, (_, level) => Math.floor(code / 7 ** (depth - 1 - level)) % 7)
}
