/** Demand of a file: weights from a table, a GeoPackage or a raster, as the person wants them. Runs in the layer worker. */
import type { GeoTIFF } from 'geotiff'
import { weightColumns } from '#core/demand/cellTableColumns'
import type { WeightsReading } from '#core/demand/cellWeights'
import { clipToBounds } from '#core/demand/clipWeights'
import type { RasterFacts } from '#core/demand/rasterFacts'
import { readGeopackage, type SqliteReader } from '#core/demand/readGeopackage'
import { readRasterWeights, windowsOf } from '#core/demand/readRasterWeights'
import { readWeightsCsv } from '#core/demand/readWeightsCsv'
import { checkDatabaseSize } from '#core/files/fileLimits'
import type { ImportPace } from '#core/files/importPace'
import { countRows, tableRows } from '#core/files/tableRows'
import type { Bounds } from '#core/geo/bounds'
import { Problem } from '#core/model/problem'
import type { LayerChoices } from './layerPreview'

/** Cells of about 0.7 km²: what Kontur publishes, and fine enough for points that are not said otherwise. */
const USUAL_RESOLUTION = 8

export interface DemandTask {
  signal: AbortSignal
  /** `share` is null while it is unknown. */
  onProgress: (share: number | null) => void
}

export interface DemandReading {
  what: string
  rowsNoun: string
  weights: WeightsReading
  resolutionIsFree: boolean
}

export async function readWeightsTable(
  text: string,
  source: string,
  choices: LayerChoices,
  bounds: Bounds | null,
  task: DemandTask,
): Promise<DemandReading> {
  const total = countRows(text)
  const options = { ...paceOf(task, total), resolution: choices.resolution ?? USUAL_RESOLUTION, source }
  const weights = await readWeightsCsv(text, options)
  const header = tableRows(text).next()
  const byCell = weightColumns(header.done ? [] : header.value.cells)?.h3 != null
  return {
    what: byCell ? 'Weights per H3 cell' : 'Weights of points',
    rowsNoun: 'rows',
    weights: clipped(weights, bounds),
    resolutionIsFree: !byCell,
  }
}

export async function readGeopackageFile(
  file: File,
  bounds: Bounds | null,
  openSqlite: (bytes: Uint8Array) => Promise<SqliteReader>,
  task: DemandTask,
): Promise<DemandReading> {
  checkDatabaseSize(file.size)
  const reader = await openSqlite(new Uint8Array(await file.arrayBuffer()))
  try {
    const weights = await readGeopackage(reader, { ...paceOf(task, null), source: file.name })
    return {
      what: 'GeoPackage with a weight per H3 cell',
      rowsNoun: 'rows',
      weights: clipped(weights, bounds),
      resolutionIsFree: false,
    }
  } finally {
    reader.close()
  }
}

export async function readRasterDemand(
  tiff: GeoTIFF,
  source: string,
  facts: RasterFacts,
  choices: LayerChoices,
  bounds: Bounds | null,
  task: DemandTask,
): Promise<DemandReading> {
  const rows = windowsOf(facts, bounds).reduce((sum, { top, bottom }) => sum + bottom - top, 0)
  const resolution = choices.resolution ?? Math.min(facts.suggestedResolution, USUAL_RESOLUTION + 1)
  const options = { ...paceOf(task, rows), facts, resolution, bounds, source, unit: 'people' }
  return {
    what: 'Raster of counts (GeoTIFF)',
    rowsNoun: 'pixels with a value',
    weights: await readRasterWeights(tiff, options),
    resolutionIsFree: true,
  }
}

/** Whether any of the raster lies within the bounds. */
export function rasterReaches(facts: RasterFacts, bounds: Bounds): boolean {
  try {
    return windowsOf(facts, bounds).length > 0
  } catch (thrown) {
    if (thrown instanceof Problem) return false
    throw thrown
  }
}

function clipped(reading: WeightsReading, bounds: Bounds | null): WeightsReading {
  return bounds === null ? reading : { ...reading, ...clipToBounds(reading, bounds) }
}

export function paceOf({ signal, onProgress }: DemandTask, total: number | null): ImportPace {
  return {
    signal,
    onProgress: (done) => {
      onProgress(total === null || total === 0 ? null : done / total)
      // A turn of the event loop lets a cancel message in.
      return new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}
