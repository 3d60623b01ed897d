/**
 * The fleet in H3 order. An H3 index is a path of digits from its base cell down, so sorting the res-12 paths once puts
 * the members of every cell of every coarser resolution side by side: grouping is one pass, and a cell is a range.
 */
import { cellToLatLng, getResolution, isValidCell, latLngToCell } from 'h3-js'
import type { Hotspot } from '#core/model/records'
import { cellOfPrefix, findSorted, lowerBound, prefixOfCell } from './h3Path'

const FINEST = 12
/** How the index of every res-12 cell begins. */
const FINEST_PREFIX = '8c'

export type LocatedHotspot = Pick<Hotspot, 'id' | 'h3' | 'lat' | 'lng'>

export interface HotspotIndex {
  /** Hotspots with a position. */
  count: number
  withoutLocation: number
  /** Sorted paths, one per located hotspot, and beside each its position and its place in the fleet that was given. */
  paths: Float64Array
  longitudes: Float64Array
  latitudes: Float64Array
  order: Uint32Array
  /** Cells of one resolution, grouped when first asked for. */
  cells(resolution: number): CellGroups
}

export interface CellGroups {
  resolution: number
  length: number
  /** The path of each cell, cut to its resolution, ascending. */
  prefixes: Float64Array
  /** The members of cell i are starts[i] to starts[i + 1] of the index. */
  starts: Uint32Array
  largestCount: number
}

export function indexHotspots(hotspots: readonly LocatedHotspot[]): HotspotIndex {
  const cells = hotspots.map(finestCell)
  const paths = Float64Array.from(cells.flatMap((cell) => (cell === null ? [] : pathOf(cell)))).sort()
  const longitudes = new Float64Array(paths.length)
  const latitudes = new Float64Array(paths.length)
  const order = new Uint32Array(paths.length)
  // Sorting bare numbers and looking each hotspot up is several times faster than sorting hotspots by a comparison.
  const taken = new Uint32Array(paths.length)
  hotspots.forEach((hotspot, at) => {
    const cell = cells[at] ?? null
    if (cell === null) return
    const first = lowerBound(paths, pathOf(cell))
    const slot = first + (taken[first] ?? 0)
    taken[first] = slot - first + 1
    const [latitude, longitude] = hotspot.lat !== null && hotspot.lng !== null ? [hotspot.lat, hotspot.lng] : cellToLatLng(cell)
    latitudes[slot] = latitude
    longitudes[slot] = longitude
    order[slot] = at
  })
  return makeIndex({ paths, longitudes, latitudes, order }, hotspots.length - paths.length)
}

/**
 * The index of some of the same hotspots, without sorting again; those without a position are counted as before.
 * `keeps` is asked with places in the fleet that was given.
 */
export function narrowIndex(index: HotspotIndex, keeps: (at: number) => boolean): HotspotIndex {
  const members = Uint32Array.from(index.order.keys()).filter((member) => keeps(index.order[member] ?? 0))
  const pick = (values: Float64Array) => Float64Array.from(members, (member) => values[member] ?? 0)
  const [paths, longitudes, latitudes] = [pick(index.paths), pick(index.longitudes), pick(index.latitudes)]
  const order = Uint32Array.from(members, (member) => index.order[member] ?? 0)
  return makeIndex({ paths, longitudes, latitudes, order }, index.withoutLocation)
}

type SortedHotspots = Pick<HotspotIndex, 'paths' | 'longitudes' | 'latitudes' | 'order'>

function makeIndex(sorted: SortedHotspots, withoutLocation: number): HotspotIndex {
  const grouped = new Map<number, CellGroups>()
  return {
    ...sorted,
    count: sorted.paths.length,
    withoutLocation,
    cells(resolution) {
      const groups = grouped.get(resolution) ?? groupPaths(sorted.paths, resolution)
      grouped.set(resolution, groups)
      return groups
    },
  }
}

function finestCell({ h3, lat, lng }: LocatedHotspot): string | null {
  if (h3?.startsWith(FINEST_PREFIX) && isValidCell(h3)) return h3
  if (lat !== null && lng !== null) return latLngToCell(lat, lng, FINEST)
  if (h3 === null || !isValidCell(h3)) return null
  const [latitude, longitude] = cellToLatLng(h3)
  return latLngToCell(latitude, longitude, FINEST)
}

const pathOf = (cell: string) => prefixOfCell(cell, 15)

function groupPaths(paths: Float64Array, resolution: number): CellGroups {
  const below = 8 ** (15 - resolution)
  const prefixes: number[] = []
  const starts: number[] = []
  let largestCount = 0
  paths.forEach((path, i) => {
    const prefix = Math.floor(path / below)
    if (prefix === prefixes.at(-1)) return
    largestCount = Math.max(largestCount, i - (starts.at(-1) ?? i))
    prefixes.push(prefix)
    starts.push(i)
  })
  largestCount = Math.max(largestCount, paths.length - (starts.at(-1) ?? 0))
  return {
    resolution,
    length: prefixes.length,
    prefixes: Float64Array.from(prefixes),
    starts: Uint32Array.from([...starts, paths.length]),
    largestCount,
  }
}

/** The H3 index of one group. */
export function cellOfGroup(groups: CellGroups, group: number): string {
  return cellOfPrefix(groups.prefixes[group] ?? 0, groups.resolution)
}

export function groupCount(groups: CellGroups, group: number): number {
  return (groups.starts[group + 1] ?? 0) - (groups.starts[group] ?? 0)
}

/** Which group a cell is, or -1 when no hotspot is in it. The cell must be of the groups' resolution. */
export function findGroup(groups: CellGroups, cell: string): number {
  return findSorted(groups.prefixes, prefixOfCell(cell, groups.resolution))
}

/** Places in the given fleet of the hotspots in a cell of any resolution up to 12. */
export function hotspotsInCell(index: HotspotIndex, cell: string): number[] {
  const resolution = getResolution(cell)
  if (resolution > FINEST) return []
  const groups = index.cells(resolution)
  const group = findGroup(groups, cell)
  if (group < 0) return []
  return [...index.order.subarray(groups.starts[group], groups.starts[group + 1])]
}
