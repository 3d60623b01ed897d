/**
 * A fleet's sites where they are on the globe, as columns: ten thousand objects that live as long as the painting would
 * make the engine's heap for young objects eight times as large.
 */
import type { DiskPainter } from './diskPainter'
import type { CoverageSite, PlacedSite } from './placePower'

/** x, y, z and the reach of each site, and whether it is near a pole. */
const COLUMNS = 5

export class PlacedSites {
  readonly #sites: readonly CoverageSite[]
  readonly #columns: Float64Array

  /** @throws Problem as DiskPainter's `place` does, at the first site that has no place. */
  constructor(sites: readonly CoverageSite[], disks: DiskPainter) {
    this.#sites = sites
    this.#columns = new Float64Array(sites.length * COLUMNS)
    for (const [id, site] of sites.entries()) {
      const { x, y, z, reachRad, nearPole } = disks.place(site)
      this.#columns.set([x, y, z, reachRad, nearPole ? 1 : 0], id * COLUMNS)
    }
  }

  at(id: number): PlacedSite {
    const { lat, lng, profile } = this.#sites[id] as CoverageSite
    const at = id * COLUMNS
    return {
      lat,
      lng,
      profile,
      x: this.#columns[at] as number,
      y: this.#columns[at + 1] as number,
      z: this.#columns[at + 2] as number,
      reachRad: this.#columns[at + 3] as number,
      nearPole: this.#columns[at + 4] === 1,
    }
  }
}
