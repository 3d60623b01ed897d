/** What a layer holds, in the few words of a table's cell. */
import type { DataLayer } from '#core/model/dataLayer'
import { numberText } from '#core/words/numberText'

export const KIND_NAMES: Record<DataLayer['kind'], string> = {
  demand: 'Demand',
  terrain: 'Terrain',
  measurements: 'Measurements',
  'map-pack': 'Street map',
}

/** Figures of the layer: its total, its size, its range. */
export function extentText(layer: DataLayer): string {
  const count = (value: number) => numberText(value, 1)
  switch (layer.kind) {
    case 'demand':
      return layer.cellCount === 0
        ? `${count(layer.drawn.length)} drawn`
        : `${count(layer.totalWeight)} ${layer.unit} in ${count(layer.cellCount)} cells of resolution ${layer.resolution}`
    case 'terrain':
      return `${count(layer.minElevationM)} to ${count(layer.maxElevationM)} m, ${count(layer.columns)} × ${count(layer.rows)}`
    case 'measurements':
      return `${count(layer.samples)} samples, ${count(layer.misses)} misses, ${count(layer.hotspots)} hotspots`
    case 'map-pack':
      return `Zoom ${layer.minZoom} to ${layer.maxZoom}, ${count(layer.sizeBytes / 1e6)} MB`
  }
}

export function boundsText(bounds: DataLayer['bounds']): string {
  if (bounds === null) return ''
  const [west, south, east, north] = bounds.map((degrees) => degrees.toFixed(2))
  return `${south} to ${north}, ${west} to ${east}`
}

/** Where a layer comes from: its file, a hand, or the program. */
export function originText(layer: DataLayer): string {
  return layer.fileName ?? (layer.kind === 'demand' && layer.cellCount === 0 ? 'Drawn here' : 'Made by the program')
}

/** Whether there should be bulk beside the record. */
export function needsItsFile(layer: DataLayer): boolean {
  return layer.fileName !== null && !(layer.kind === 'demand' && layer.cellCount === 0)
}
