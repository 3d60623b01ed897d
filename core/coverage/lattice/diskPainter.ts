/** Lays the disks of sites over the blocks of a store and paints them: what all ways of painting a fleet have in common. */
import { getNumCells } from 'h3-js'
import { Problem, validateArgument } from '../../model/problem'
import type { RadioProfile } from '../../model/radioProfile'
import { BlockStore, tooManyCells } from './blockStore'
import { type DiskPatch, emptyPatch, layPatch } from './diskPatch'
import { FaceLattice } from './faceLattice'
import { keepAlive } from './keepAlive'
import { forEachPlace, obtainBlocks, paintPatch } from './paintPatch'
import { type CoverageSite, type PlacedSite, PlacePower, type PowerAt } from './placePower'
import { ProfileTables } from './profileTables'
import { touchedFaces, unitVector } from './touchedFaces'

/** 340 MB of blocks, or 530 MB of a result. */
export const MAX_CELLS = 24_000_000
const MAX_SERVERS = 65_535
/** A kilometre around a pole. */
const POLE_RAD = 1.6e-4
const NONE: readonly number[] = []
/** Patches that are done with, to be laid into again. */
const spare: DiskPatch[] = []
/** Whether the first site that was painted is kept alive. */
let isKept = false

export interface PainterOptions {
  /** Power of sites whose profile is `itm-terrain`; every cell within their greatest distance is asked for. */
  powerAt?: PowerAt
  /**
   * Cells that may be held in memory: those of all blocks, painted or not, and when a fleet is painted once those that
   * are in the result already.
   */
  maxCells?: number
}

export class DiskPainter {
  readonly lattice: FaceLattice
  readonly store: BlockStore
  readonly tables: ProfileTables
  readonly power: PlacePower
  readonly #globeCells: number

  /** @throws Problem `coverage.bad-resolution`. */
  constructor(
    readonly resolution: number,
    profiles: readonly RadioProfile[],
    options: PainterOptions,
  ) {
    const whole = Number.isInteger(resolution) && resolution >= 0 && resolution <= 15
    validateArgument(whole, 'coverage.bad-resolution', `An H3 resolution is a whole number from 0 to 15, not ${resolution}.`)
    this.#globeCells = getNumCells(resolution)
    this.lattice = new FaceLattice(resolution)
    this.store = new BlockStore(options.maxCells ?? MAX_CELLS)
    this.tables = new ProfileTables(profiles, options.powerAt !== undefined)
    this.power = new PlacePower(this.lattice, this.tables, options.powerAt)
  }

  /** @throws Problem `coverage.bad-site`, or as ProfileTables does. */
  place({ lat, lng, profile }: CoverageSite): PlacedSite {
    const onGlobe = Math.abs(lat) <= 90 && Math.abs(lng) <= 180
    validateArgument(
      onGlobe,
      'coverage.bad-site',
      `A site is at latitude ${lat}, longitude ${lng}, which is not on the globe: correct its position.`,
    )
    const reachRad = this.tables.reachRad(profile)
    const nearPole = (90 - Math.abs(lat)) * (Math.PI / 180) < reachRad + POLE_RAD
    return { lat, lng, profile, ...unitVector(lat, lng), reachRad, nearPole }
  }

  /**
   * The site's disk with all its blocks, nothing painted yet. `painted` sites may be on its cells already.
   * @throws Problem `coverage.too-many-cells`, `coverage.too-many-servers`.
   */
  lay(site: PlacedSite, painted: number): DiskPatch[] {
    this.refuseLarge(site)
    const patches = this.patches(site)
    for (const patch of patches) obtainBlocks(this.store, patch)
    if (painted >= MAX_SERVERS) for (const patch of patches) this.#refuseFull(patch)
    return patches
  }

  /** @throws Problem `coverage.too-many-cells` when the site's disk alone is more than may be held. */
  refuseLarge({ reachRad }: PlacedSite): void {
    const share = (1 - Math.cos(reachRad)) / 2
    if (share * this.#globeCells > this.store.maxCells) throw tooManyCells(this.store.maxCells)
  }

  /** The site's disk without its blocks. Give the patches back with `reuse`. */
  patches(site: PlacedSite): DiskPatch[] {
    if (site.reachRad === 0) return []
    const faces = touchedFaces(this.lattice.frames, site, site.reachRad)
    const patches: DiskPatch[] = []
    for (const face of faces) {
      const patch = spare.pop() ?? emptyPatch()
      const rivals = faces.length === 1 ? NONE : faces.filter((rival) => rival !== face)
      if (layPatch(patch, this.lattice, face, site, site.reachRad, rivals)) patches.push(patch)
      else spare.push(patch)
    }
    return patches
  }

  /** Adds the site to the cells of its disk. */
  paint(id: number, site: PlacedSite, patches: readonly DiskPatch[]): void {
    const table = site.nearPole ? null : this.tables.of(site.profile)
    if (!isKept) keepAlive([site, table])
    isKept = true
    for (const patch of patches) paintPatch(this.store, this.lattice, patch, site, table, id, this.power)
  }

  reuse(patches: readonly DiskPatch[]): void {
    for (const patch of patches) spare.push(patch)
  }

  #refuseFull(patch: DiskPatch): void {
    forEachPlace(this.store, this.lattice, patch, (_i, _j, slab, cell) => {
      if (slab.servers[cell] !== MAX_SERVERS) return
      throw new Problem('coverage.too-many-servers', `More than ${MAX_SERVERS} sites cover one cell: paint fewer sites at once.`)
    })
  }
}

keepAlive(new DiskPainter(0, [], {}))
