/** Writes one site's power into the blocks of a patch, row by row. */
import { BLOCK_SHIFT, BLOCK_SIDE, type BlockStore, firstCell, SLAB_SHIFT, type Slab } from './blockStore'
import { type DiskPatch, ROW_HEIGHT } from './diskPatch'
import type { FaceLattice } from './faceLattice'
import type { PlacedSite, PlacePower } from './placePower'
import { BIN_SHIFT, type PowerTable } from './powerTable'
import { belongsTo } from './touchedFaces'

const UNCOVERED = Number.NEGATIVE_INFINITY
const INSIDE_BLOCK = BLOCK_SIDE - 1

const floats = new Float32Array(1)
const bits = new Uint32Array(floats.buffer)

/** Makes the blocks that the patch's spans touch. @throws Problem `coverage.too-many-cells`. */
export function obtainBlocks(store: BlockStore, patch: DiskPatch): void {
  const { face, slots, firstBlockI, blocksI, firstBlockJ, firstRow, rows, starts, ends } = patch
  for (let row = 0; row < rows; row++) {
    const blockJ = (firstRow + row) >> BLOCK_SHIFT
    const lastBlockI = (ends[row] as number) >> BLOCK_SHIFT
    if ((ends[row] as number) < (starts[row] as number)) continue
    for (let blockI = (starts[row] as number) >> BLOCK_SHIFT; blockI <= lastBlockI; blockI++) {
      const at = (blockJ - firstBlockJ) * blocksI + blockI - firstBlockI
      if (slots[at] === -1) slots[at] = store.obtain(face, blockI, blockJ)
    }
  }
}

/** Looks the blocks up where they are, for a patch that was painted before. */
export function findBlocks(store: BlockStore, patch: DiskPatch): void {
  const { face, slots, firstBlockI, blocksI, firstBlockJ } = patch
  for (let at = 0; at < patch.blocks; at++) {
    slots[at] = store.find(face, firstBlockI + (at % blocksI), firstBlockJ + Math.floor(at / blocksI))
  }
}

/** Calls back for every place of the patch that is its face's, with where its cell is kept. */
export function forEachPlace(
  store: BlockStore,
  lattice: FaceLattice,
  patch: DiskPatch,
  visit: (i: number, j: number, slab: Slab, cell: number) => void,
): void {
  const { face, starts, ends, firstRow, rows, slots, firstBlockI, blocksI, firstBlockJ, rivals } = patch
  for (let row = 0; row < rows; row++) {
    const j = firstRow + row
    const end = ends[row] as number
    const rowSlots = ((j >> BLOCK_SHIFT) - firstBlockJ) * blocksI - firstBlockI
    const y = j * (lattice.unit * ROW_HEIGHT)
    for (let i = starts[row] as number; i <= end; i++) {
      if (rivals.length > 0 && !belongsTo(lattice.frames, face, (i - j * 0.5) * lattice.unit, y, rivals)) continue
      const slot = slots[rowSlots + (i >> BLOCK_SHIFT)] as number
      if (slot < 0) continue
      const cell = firstCell(slot) + ((j & INSIDE_BLOCK) << BLOCK_SHIFT) + (i & INSIDE_BLOCK)
      visit(i, j, store.slabs[slot >> SLAB_SHIFT] as Slab, cell)
    }
  }
}

/** Adds a site to the cells of a patch whose blocks are there. */
export function paintPatch(
  store: BlockStore,
  lattice: FaceLattice,
  patch: DiskPatch,
  site: PlacedSite,
  table: PowerTable | null,
  id: number,
  power: PlacePower,
): void {
  if (table?.isotropic && patch.rivals.length === 0) {
    paintIsotropic(store, lattice, patch, site, table, id, power)
    return
  }
  forEachPlace(store, lattice, patch, (i, j, slab, cell) => {
    const received = power.at(site, patch, i, j)
    if (received === UNCOVERED) return
    slab.servers[cell] = (slab.servers[cell] as number) + 1
    rank(slab, cell, received, id)
  })
}

/** Puts a power among the two strongest of a cell. Of two equally strong sites the one with the lower number leads. */
export function rank(slab: Slab, cell: number, received: number, id: number): void {
  const best = slab.best[cell] as number
  if (received > best) {
    slab.second[cell] = best
    slab.best[cell] = received
    slab.bestServer[cell] = id
  } else if (received >= (slab.second[cell] as number)) {
    slab.second[cell] = received
    if (received === best && id < (slab.bestServer[cell] as number)) slab.bestServer[cell] = id
  }
}

/**
 * The loop that coverage spends its time in: everything is laid out in the open, since a call per cell costs more than
 * the cell. It computes what PlacePower.at computes, in the same order, so that both agree to the last bit.
 */
function paintIsotropic(
  store: BlockStore,
  lattice: FaceLattice,
  patch: DiskPatch,
  site: PlacedSite,
  table: PowerTable,
  id: number,
  power: PlacePower,
): void {
  const { face, siteX, siteY, starts, ends, firstRow, rows, slots, firstBlockI, blocksI, firstBlockJ } = patch
  const { bins, firstBin, greatestTan2 } = table
  const { unit } = lattice
  const { slabs } = store
  const [asFloat, asBits] = [floats, bits]
  for (let row = 0; row < rows; row++) {
    const j = firstRow + row
    const end = ends[row] as number
    const rowSlots = ((j >> BLOCK_SHIFT) - firstBlockJ) * blocksI - firstBlockI
    const inBlock = (j & INSIDE_BLOCK) << BLOCK_SHIFT
    const halfJ = j * 0.5
    const y = j * (unit * ROW_HEIGHT)
    const dy = y - siteY
    const dy2 = dy * dy
    const dyX = dy * siteX
    const alongY = 1 + y * siteY
    for (let i = starts[row] as number; i <= end; ) {
      const slot = slots[rowSlots + (i >> BLOCK_SHIFT)] as number
      const { best, second, servers, bestServer } = slabs[slot >> SLAB_SHIFT] as Slab
      const runEnd = Math.min(end, i | INSIDE_BLOCK)
      for (let cell = firstCell(slot) + inBlock + (i & INSIDE_BLOCK); i <= runEnd; i++, cell++) {
        const x = (i - halfJ) * unit
        const dx = x - siteX
        const cross = dx * siteY - dyX
        const along = alongY + x * siteX
        const tan2 = (dx * dx + dy2 + cross * cross) / (along * along)
        if (tan2 > greatestTan2) continue
        asFloat[0] = tan2
        const index = Math.max(0, ((asBits[0] as number) >>> BIN_SHIFT) - firstBin)
        let received = bins[index] as number
        if (!(received > UNCOVERED)) {
          if (received === UNCOVERED) continue
          // The sign keeps it a plain number: what a call returns would be put on the heap, and with it every power here.
          received = +power.settle(site, table, face, i, j, tan2, index)
          if (received === UNCOVERED) continue
        }
        servers[cell] = (servers[cell] as number) + 1
        const strongest = best[cell] as number
        if (received > strongest) {
          second[cell] = strongest
          best[cell] = received
          bestServer[cell] = id
        } else if (received >= (second[cell] as number)) {
          second[cell] = received
          if (received === strongest && id < (bestServer[cell] as number)) bestServer[cell] = id
        }
      }
    }
  }
}
