/** What the layer worker and its callers hand each other; see workers/layerImportContract. Everything here can be cloned between threads. */
import type { FileProblem } from '#core/files/fileProblem'
import type { DataLayer } from '#core/model/dataLayer'

/** How a person wants a file read. Fields that do not apply to a file are passed over. */
export interface LayerChoices {
  name: string
  /** What one unit of weight is; null for what the file suggests. */
  unit: string | null
  /** H3 resolution of points and pixels; null for what the file suggests. */
  resolution: number | null
  /** Only within 50 km of the fleet, or all of it; null for what suits the file. */
  area: 'fleet' | 'whole' | null
  /** A GeoTIFF may hold either; null for what it looks like. */
  use: 'demand' | 'terrain' | null
}

/** A file that was read and not written. */
export interface LayerPreview {
  fileName: string
  /** In words, e.g. "Weights per H3 cell". */
  what: string
  kind: DataLayer['kind']
  /** More than one when the person may correct the guess. */
  kinds: ('demand' | 'terrain')[]
  /** Data rows, samples, pixels with a value or tiles. */
  rows: number
  rowsNoun: string
  problemCount: number
  /** The first of the problems; `problemCount` counts them all. */
  problems: FileProblem[]
  notes: string[]
  bounds: DataLayer['bounds']
  sizeBytes: number
  /** Null for other kinds. */
  demand: DemandPreview | null
  /** Whether there is a fleet with positions to cut the file to. */
  hasFleet: boolean
  /** False when nothing in the file can be used. */
  usable: boolean
  choices: LayerChoices
}

export interface DemandPreview {
  cells: number
  total: number
  unit: string
  resolution: number
  /** Points and pixels are binned as asked for; cells have their own resolution. */
  resolutionIsFree: boolean
}

export interface LayerProgress {
  step: 'reading' | 'writing'
  /** 0 to 1, or null while it is unknown. */
  share: number | null
}

export const NO_CHOICES: Omit<LayerChoices, 'name'> = { unit: null, resolution: null, area: null, use: null }
