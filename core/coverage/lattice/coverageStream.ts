/**
 * Paints a fleet once, for its coverage alone. Sites are painted in the order of H3's indexes, about, so that what they
 * cover is finished little by little: it is moved to the result, and its blocks are painted again with what comes next.
 * Memory is then little more than the result's, and cells are still at hand when they are moved.
 */
import type { RadioProfile } from '../../model/radioProfile'
import type { CoverageCells } from '../coverageCells'
import { tooManyCells } from './blockStore'
import { branchShape } from './branchShape'
import { BranchFinder } from './cellBranches'
import { takeCells } from './collectCells'
import { DiskPainter, type PainterOptions } from './diskPainter'
import { FirstOrders } from './firstOrders'
import { PlacedSites } from './placedSites'
import type { CoverageSite } from './placePower'
import { type Columns, closeColumns, createColumns } from './resultColumns'
import { SpanCount } from './spanCount'

/** Blocks that are painted before any are looked through for what is finished: 2 MB, which a processor keeps at hand. */
const WAVE_BLOCKS = 512

export interface StreamOptions extends PainterOptions {
  /** Blocks between two looks for what is finished. */
  waveBlocks?: number
}

export class CoverageStream {
  readonly #disks: DiskPainter
  readonly #sites: PlacedSites
  /** By site: no branch before this is touched by it. */
  readonly #firsts: Float64Array
  readonly #order: Int32Array
  readonly #branches: BranchFinder
  readonly #waveBlocks: number
  #nextWave: number
  #count: SpanCount | null = new SpanCount()
  #counted = 0
  #columns: Columns | null = null
  #painted = 0

  /** @throws Problem as CoveragePainter's `reserve` does. */
  constructor(
    resolution: number,
    profiles: readonly RadioProfile[],
    sites: readonly CoverageSite[],
    { waveBlocks = WAVE_BLOCKS, ...options }: StreamOptions = {},
  ) {
    this.#disks = new DiskPainter(resolution, profiles, options)
    this.#sites = new PlacedSites(sites, this.#disks)
    const shape = branchShape(resolution)
    this.#branches = new BranchFinder(this.#disks.store, this.#disks.lattice, shape)
    const orders = new FirstOrders(resolution - shape.depth)
    this.#firsts = Float64Array.from(sites, (_, id) => orders.of(this.#sites.at(id)))
    this.#order = Int32Array.from(sites.keys()).sort((a, b) => this.#first(a) - this.#first(b) || a - b)
    this.#waveBlocks = waveBlocks
    this.#nextWave = waveBlocks
  }

  /** Counts one more site's places. All are counted before any is painted. @throws Problem `coverage.too-many-cells`. */
  countNext(): void {
    const site = this.#sites.at(this.#order[this.#counted] as number)
    this.#disks.refuseLarge(site)
    const patches = this.#disks.patches(site)
    for (const patch of patches) this.#count?.add(patch)
    this.#disks.reuse(patches)
    this.#counted++
    const { maxCells } = this.#disks.store
    if ((this.#count?.total ?? 0) > maxCells) throw tooManyCells(maxCells)
  }

  /** Paints one more site. @throws Problem as CoveragePainter's `add` does. */
  paintNext(): void {
    const id = this.#order[this.#painted] as number
    const site = this.#sites.at(id)
    if (this.#disks.store.blocks >= this.#nextWave) this.#takeBefore(this.#first(id))
    const patches = this.#disks.lay(site, this.#painted)
    this.#disks.paint(id, site, patches)
    this.#disks.reuse(patches)
    this.#painted++
  }

  /** Everything covered, in H3 order. Nothing can be painted afterwards. */
  finish(): CoverageCells {
    const columns = this.#takeBefore(Number.POSITIVE_INFINITY)
    this.#disks.store.dismiss()
    return closeColumns(columns)
  }

  /** No site that is left touches a branch before this. */
  #takeBefore(order: number): Columns {
    const { store, lattice, resolution } = this.#disks
    this.#columns ??= createColumns(resolution, this.#count?.total ?? 0)
    this.#count = null
    takeCells(this.#branches.findBefore(order), store, lattice, this.#columns)
    store.cellsTaken = this.#columns.filled
    // What had to stay is looked through once more only when as much again has come.
    this.#nextWave = Math.max(this.#waveBlocks, 2 * store.blocks)
    return this.#columns
  }

  #first(id: number): number {
    return this.#firsts[id] as number
  }
}
