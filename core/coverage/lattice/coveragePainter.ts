/**
 * Paints what sites cover onto H3 cells, and keeps it up to date as sites come, move and go. A cell is covered by a site
 * when the power at its centre is the profile's threshold or more and the centre is within its greatest distance: the
 * very cells that a loop over h3-js' gridDisk finds.
 */
import { cellToLatLng } from 'h3-js'
import { h3Text } from '../../geo/h3Index'
import { Problem } from '../../model/problem'
import type { RadioProfile } from '../../model/radioProfile'
import type { CoverageCells } from '../coverageCells'
import type { Slab } from './blockStore'
import { collectCells } from './collectCells'
import { DiskPainter, type PainterOptions } from './diskPainter'
import { type DiskPatch, viewSite } from './diskPatch'
import { keepAlive } from './keepAlive'
import { findBlocks, forEachPlace, rank } from './paintPatch'
import type { CoverageSite, PlacedSite } from './placePower'
import { SiteGrid } from './siteGrid'
import { unitVector } from './touchedFaces'

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
  readonly #disks: DiskPainter
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
    this.#disks = new DiskPainter(resolution, profiles, options)
  }

  get stats(): { sites: number; blocks: number; bytes: number } {
    return { sites: this.#count, blocks: this.#disks.store.blocks, bytes: this.#disks.store.bytes }
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
    const placed = this.#disks.place(site)
    const id = this.#sites.length
    this.#sites.push(null)
    return () => {
      const patches = this.#disks.lay(placed, this.#count)
      this.#put(id, placed, patches)
      this.#disks.reuse(patches)
      return id
    }
  }

  /** @throws Problem `coverage.no-such-site`. */
  remove(id: number): void {
    const site = this.#site(id)
    const patches = this.#take(id, site)
    this.#releaseEmpty(patches)
    this.#disks.reuse(patches)
  }

  /** Moves a site, or gives it another profile. It keeps its number. @throws Problem as `add`; it then stays where it was. */
  move(id: number, to: CoverageSite): void {
    const from = this.#site(id)
    const placed = this.#disks.place(to)
    const patches = this.#disks.lay(placed, this.#count)
    const left = this.#take(id, from)
    this.#put(id, placed, patches)
    this.#releaseEmpty(left)
    this.#disks.reuse(patches)
    this.#disks.reuse(left)
  }

  /** Everything covered, in H3 order. */
  cells(): CoverageCells {
    return collectCells(this.#disks.store, this.#disks.lattice)
  }

  /** Who covers a cell and how strongly, the strongest first. The cell may be of any resolution: its centre counts. */
  serversOfCell(cell: bigint | string): CellServer[] {
    const [lat, lng] = cellToLatLng(typeof cell === 'string' ? cell : h3Text(cell))
    const servers: CellServer[] = []
    this.#sitesAround(unitVector(lat, lng), 0, (id, site) => {
      const powerDbm = this.#disks.power.atPosition(site, lat, lng)
      if (powerDbm !== Number.NEGATIVE_INFINITY) servers.push({ site: id, powerDbm })
    })
    return servers.sort((a, b) => b.powerDbm - a.powerDbm || a.site - b.site)
  }

  #site(id: number): PlacedSite {
    const site = this.#sites[id]
    if (site) return site
    throw new Problem('coverage.no-such-site', `There is no site number ${id} any more: paint the coverage again.`)
  }

  #put(id: number, site: PlacedSite, patches: readonly DiskPatch[]): void {
    this.#disks.paint(id, site, patches)
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
    const patches = this.#disks.patches(site)
    const stale = patches.map((patch) => {
      findBlocks(this.#disks.store, patch)
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
    forEachPlace(this.#disks.store, this.#disks.lattice, patch, (i, j, slab, cell) => {
      const received = this.#disks.power.at(site, patch, i, j)
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
    const frame = this.#disks.lattice.frames[face]
    if (stale.length === 0 || !frame) return
    const view = viewSite(frame, face, neighbour)
    for (const { i, j, slab, cell } of stale) {
      const received = this.#disks.power.at(neighbour, view, i, j)
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
        const slot = this.#disks.store.find(face, firstBlockI + (at % blocksI), firstBlockJ + Math.floor(at / blocksI))
        if (slot >= 0 && this.#disks.store.isEmpty(slot)) this.#disks.store.release(slot)
      }
    }
  }
}

keepAlive(new CoveragePainter(0, []))
