/** The map as files: a picture with everything that is needed to read it, and GeoJSON of what a layer shows. */

import { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'
import { nextTurn } from '#core/model/turns'
import { isoDay } from '#core/words/dateText'
import { callOnce, connectWorker } from '../platform/connectWorker'
import { saveFile } from '../platform/saveFile'
import { cellPyramidExportContract } from '../workers/cellPyramidExportContract'
import type { CellLayer } from './cellLayer'
import { type CellsGeoJsonInput, hotspotsGeoJson } from './geoJsonText'
import type { LegendModel } from './legendModel'
import { drawMapSheet } from './mapSheet'
import type { MapSnapshot } from './mapSnapshot'
import type { Bounds } from './mapView'

interface MapPngOptions {
  title: string
  /** One per layer to explain, from `legendModel`. */
  legends: readonly LegendModel[]
  /** Shown under the title; today when not given. */
  date?: string
  /** "map.png" when not given. */
  fileName?: string
}

/**
 * Saves the map as it is, with title, date, legends, scale and where its data come from.
 * @param snapshot of the map: `map.current?.snapshot()`
 * @throws Problem `export.no-picture` when there is no map yet, or no memory for its picture.
 */
export async function exportMapPng(snapshot: MapSnapshot | null, options: MapPngOptions): Promise<void> {
  const sheet = snapshot && drawMapSheet(snapshot, options.title, options.date ?? isoDay(Date.now()), options.legends)
  const picture = sheet && (await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve, 'image/png')))
  if (!picture)
    throw new Problem('export.no-picture', 'There is no picture of the map: wait until it is drawn, then export again.')
  saveFile(options.fileName ?? 'map.png', picture, 'image/png')
}

interface ExportOptions {
  fileName?: string
  signal?: AbortSignal
  onProgress?: (progress: { done: number; total: number }) => void
}

/**
 * Saves the cells of a layer at its own resolution, as GeoJSON made in a worker: `h3`, `value` (null when unknown), `label`.
 * @param bounds only cells that may touch these, e.g. `map.current?.bounds()`; all when null
 * @throws Problem `export.cancelled`
 */
export async function exportCellsGeoJson(
  layer: CellLayer,
  bounds: Bounds | null = null,
  options: ExportOptions = {},
): Promise<void> {
  const { cells, values, resolution, combine, name, unit, categories } = layer
  const input: CellsGeoJsonInput = {
    layer: { cells, values, resolution, combine, name, unit },
    bounds,
    labels: categories?.map(({ value, label }) => [value, label]) ?? [],
  }
  const worker = new Worker(new URL('../workers/cellPyramidExport.worker.ts', import.meta.url), { type: 'module' })
  const client = connectWorker('cellPyramidExport', cellPyramidExportContract, worker, { endedProblem: exportCancelled })
  const file = await callOnce(client, 'write', input, options)
  saveFile(options.fileName ?? `${layer.id}.geojson`, file, 'application/geo+json')
}

/** Saves hotspots as GeoJSON points. Written a piece at a time, so that a large fleet does not stop the screen. */
export async function exportHotspotsGeoJson(hotspots: readonly Hotspot[], options: ExportOptions = {}): Promise<void> {
  const parts: string[] = []
  for (const { text, done, total } of hotspotsGeoJson(hotspots)) {
    parts.push(text)
    options.onProgress?.({ done, total })
    await nextTurn()
    if (options.signal?.aborted) throw exportCancelled()
  }
  saveFile(options.fileName ?? 'hotspots.geojson', new Blob(parts), 'application/geo+json')
}

function exportCancelled(): Problem {
  return new Problem('export.cancelled', 'The export was stopped and no file was written.')
}
