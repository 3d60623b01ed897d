/**
 * Paints what sites cover onto H3 cells, and keeps it up to date as sites come, move and go. A cell is covered by a site
 * when the power at its centre is the profile's threshold or more and the centre is within its greatest distance: the
 * very cells that a loop over h3-js' gridDisk finds.
 */
import { cellToLatLng, getNumCells } from 'h3-js'
import { Problem, validateArgument } from '../../model/problem'
import type { RadioProfile } from '../../model/radioProfile'
import { type CoverageCells, h3Text } from '../coverageCells'
import { BlockStore, type Slab, tooManyCells } from './blockStore'
import { collectCells } from './collectCells'
import { type DiskPatch, emptyPatch, layPatch, viewSite } from './diskPatch'
import { FaceLattice } from './faceLattice'
import { keepAlive } from './keepAlive'
import { findBlocks, forEachPlace, obtainBlocks, paintPatch, rank } from './paintPatch'
import { type CoverageSite, type PlacedSite, PlacePower, type PowerAt } from './placePower'
import { ProfileTables } from './profileTables'
import { SiteGrid } from './siteGrid'
import { touchedFaces, unitVector } from './touchedFaces'

/** About 350 MB while painting, and as much again for the result. */
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
  /** Cells that may be held in memory. */
  maxCells?: number
}

/** A site that covers a cell, and the power it gives there. */
export interface CellServer {
  site: number
  powerDbm: number
}

/** A cell whose strongest sites must be found again. */
interface StaleCell {
  i: number
  j: number
  slab: Slab
  cell: number
}

export class CoveragePainter {
  readonly #lattice: FaceLattice
  readonly #store: BlockStore
  readonly #tables: ProfileTables
  readonly #power: PlacePower
  /** By number; null where one was removed. */
  readonly #sites: (PlacedSite | null)[] = []
  #grid: SiteGrid | null = null
  #greatestReachRad = 0
  #count = 0

  constructor(
    readonly resolution: number,
    profiles: readonly RadioProfile[],
    options: PainterOptions = {},
  ) {
    const whole = Number.isInteger(resolution) && resolution >= 0 && resolution <= 15
    validateArgument(whole, 'coverage.bad-resolution', `An H3 resolution is a whole number from 0 to 15, not ${resolution}.`)
    this.#lattice = new FaceLattice(resolution)
    this.#store = new BlockStore(options.maxCells ?? MAX_CELLS)
    this.#tables = new ProfileTables(profiles, options.powerAt !== undefined)
    this.#power = new PlacePower(this.#lattice, this.#tables, options.powerAt)
  }

  get stats(): { sites: number; blocks: number; bytes: number } {
    return { sites: this.#count, blocks: this.#store.blocks, bytes: this.#store.bytes }
  }

  /**
   * Paints one more site.
   * @returns its number: 0 for the first, and one more each time.
   * @throws Problem `coverage.bad-site`, `coverage.no-such-profile`, `coverage.terrain-needed`, `coverage.reach-too-far`,
   * `coverage.too-many-cells`, `coverage.too-many-servers`, or as the profile's model does; nothing is painted then.
   */
  add(site: CoverageSite): number {
    return this.reserve(site)()
  }

  /** Numbers a site now and returns what paints it, so that many can be painted in an order that suits memory. */
  reserve(site: CoverageSite): () => number {
    const placed = this.#place(site)
    const id = this.#sites.length
    this.#sites.push(null)
    return () => {
      const patches = this.#lay(placed)
      this.#put(id, placed, patches)
      spare.push(...patches)
      return id
    }
  }

  /** @throws Problem `coverage.no-such-site`. */
  remove(id: number): void {
    const site = this.#site(id)
    const patches = this.#take(id, site)
    this.#releaseEmpty(patches)
    spare.push(...patches)
  }

  /** Moves a site, or gives it another profile. It keeps its number. @throws Problem as `add`; it then stays where it was. */
  move(id: number, to: CoverageSite): void {
    const from = this.#site(id)
    const placed = this.#place(to)
    const patches = this.#lay(placed)
    const left = this.#take(id, from)
    this.#put(id, placed, patches)
    this.#releaseEmpty(left)
    spare.push(...patches, ...left)
  }

  /** Everything covered, in H3 order. */
  cells(): CoverageCells {
    return collectCells(this.#store, this.#lattice)
  }

  /** Who covers a cell and how strongly, the strongest first. The cell may be of any resolution: its centre counts. */
  serversOfCell(cell: bigint | string): CellServer[] {
    const [lat, lng] = cellToLatLng(typeof cell === 'string' ? cell : h3Text(cell))
    const servers: CellServer[] = []
    this.#sitesAround(unitVector(lat, lng), 0, (id, site) => {
      const powerDbm = this.#power.atPosition(site, lat, lng)
      if (powerDbm !== Number.NEGATIVE_INFINITY) servers.push({ site: id, powerDbm })
    })
    return servers.sort((a, b) => b.powerDbm - a.powerDbm || a.site - b.site)
  }

  #site(id: number): PlacedSite {
    const site = this.#sites[id]
    if (site) return site
    throw new Problem('coverage.no-such-site', `There is no site number ${id} any more: paint the coverage again.`)
  }

  #place({ lat, lng, profile }: CoverageSite): PlacedSite {
    const onGlobe = Math.abs(lat) <= 90 && Math.abs(lng) <= 180
    validateArgument(
      onGlobe,
      'coverage.bad-site',
      `A site is at latitude ${lat}, longitude ${lng}, which is not on the globe: correct its position.`,
    )
    const reachRad = this.#tables.reachRad(profile)
    const nearPole = (90 - Math.abs(lat)) * (Math.PI / 180) < reachRad + POLE_RAD
    return { lat, lng, profile, ...unitVector(lat, lng), reachRad, nearPole }
  }

  /** The site's disk with all its blocks, nothing painted yet. */
  #lay(site: PlacedSite): DiskPatch[] {
    const share = (1 - Math.cos(site.reachRad)) / 2
    if (share * getNumCells(this.resolution) > this.#store.maxCells) throw tooManyCells(this.#store.maxCells)
    const patches = this.#patches(site)
    for (const patch of patches) obtainBlocks(this.#store, patch)
    if (this.#count >= MAX_SERVERS) for (const patch of patches) this.#refuseFull(patch)
    return patches
  }

  #patches(site: PlacedSite): DiskPatch[] {
    if (site.reachRad === 0) return []
    const faces = touchedFaces(this.#lattice.frames, site, site.reachRad)
    const patches: DiskPatch[] = []
    for (const face of faces) {
      const patch = spare.pop() ?? emptyPatch()
      const rivals = faces.length === 1 ? NONE : faces.filter((rival) => rival !== face)
      if (layPatch(patch, this.#lattice, face, site, site.reachRad, rivals)) patches.push(patch)
      else spare.push(patch)
    }
    return patches
  }

  #put(id: number, site: PlacedSite, patches: readonly DiskPatch[]): void {
    const table = site.nearPole ? null : this.#tables.of(site.profile)
    if (!isKept) keepAlive([site, table])
    isKept = true
    for (const patch of patches) paintPatch(this.#store, this.#lattice, patch, site, table, id, this.#power)
    this.#sites[id] = site
    this.#count++
    if (site.reachRad > this.#greatestReachRad) {
      this.#greatestReachRad = site.reachRad
      this.#grid = null
    }
    this.#grid?.add(id, site)
  }

  /** Takes a site's power off its cells, and finds again who is strongest where it was among the two strongest. */
  #take(id: number, site: PlacedSite): DiskPatch[] {
    this.#sites[id] = null
    this.#count--
    this.#grid?.remove(id, site)
    const patches = this.#patches(site)
    const stale = patches.map((patch) => {
      findBlocks(this.#store, patch)
      return this.#uncover(patch, site)
    })
    if (stale.some(({ length }) => length > 0)) {
      this.#sitesAround(site, site.reachRad, (other, neighbour) => {
        for (const [at, { face }] of patches.entries()) this.#rankAgain(stale[at] ?? [], face, neighbour, other)
      })
    }
    return patches
  }

  #uncover(patch: DiskPatch, site: PlacedSite): StaleCell[] {
    const stale: StaleCell[] = []
    forEachPlace(this.#store, this.#lattice, patch, (i, j, slab, cell) => {
      const received = this.#power.at(site, patch, i, j)
      if (received === Number.NEGATIVE_INFINITY) return
      const servers = (slab.servers[cell] as number) - 1
      slab.servers[cell] = servers
      if (received < (slab.second[cell] as number)) return
      slab.best[cell] = Number.NEGATIVE_INFINITY
      slab.second[cell] = Number.NEGATIVE_INFINITY
      if (servers > 0) stale.push({ i, j, slab, cell })
    })
    return stale
  }

  #rankAgain(stale: readonly StaleCell[], face: number, neighbour: PlacedSite, id: number): void {
    const frame = this.#lattice.frames[face]
    if (stale.length === 0 || !frame) return
    const view = viewSite(frame, face, neighbour)
    for (const { i, j, slab, cell } of stale) {
      const received = this.#power.at(neighbour, view, i, j)
      if (received !== Number.NEGATIVE_INFINITY) rank(slab, cell, received, id)
    }
  }

  /** Calls back for the sites whose disk meets the one around `centre`. */
  #sitesAround(
    centre: { x: number; y: number; z: number },
    angleRad: number,
    visit: (id: number, site: PlacedSite) => void,
  ): void {
    const grid = this.#grid ?? this.#makeGrid()
    grid.around(centre, angleRad + this.#greatestReachRad, (id) => {
      const site = this.#sites[id]
      if (!site) return
      const chord = Math.hypot(site.x - centre.x, site.y - centre.y, site.z - centre.z)
      if (chord <= angleRad + site.reachRad) visit(id, site)
    })
  }

  #makeGrid(): SiteGrid {
    const grid = new SiteGrid(this.#greatestReachRad)
    for (const [id, site] of this.#sites.entries()) if (site) grid.add(id, site)
    this.#grid = grid
    return grid
  }

  #releaseEmpty(patches: readonly DiskPatch[]): void {
    for (const { face, blocks, firstBlockI, blocksI, firstBlockJ } of patches) {
      for (let at = 0; at < blocks; at++) {
        const slot = this.#store.find(face, firstBlockI + (at % blocksI), firstBlockJ + Math.floor(at / blocksI))
        if (slot >= 0 && this.#store.isEmpty(slot)) this.#store.release(slot)
      }
    }
  }

  #refuseFull(patch: DiskPatch): void {
    forEachPlace(this.#store, this.#lattice, patch, (_i, _j, slab, cell) => {
      if (slab.servers[cell] !== MAX_SERVERS) return
      throw new Problem('coverage.too-many-servers', `More than ${MAX_SERVERS} sites cover one cell: paint fewer sites at once.`)
    })
  }
}

keepAlive(new CoveragePainter(0, []))
