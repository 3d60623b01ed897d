/** Writes the cells of a layer as GeoJSON, away from the screen. */
import { Problem } from '#core/model/problem'
import { type CellsGeoJsonInput, cellsGeoJson } from '../map/geoJsonText'
import { serveWorker } from '../platform/workerCall'

export interface CellsExportProgress {
  done: number
  total: number
}

serveWorker<CellsGeoJsonInput, Blob, CellsExportProgress>(async (input, { signal, progress }) => {
  const parts: string[] = []
  for (const { text, done, total } of cellsGeoJson(input)) {
    parts.push(text)
    progress({ done, total })
    // A cancellation can only arrive between two turns.
    await new Promise((resolve) => setTimeout(resolve))
    if (signal.aborted) throw new Problem('export.cancelled', 'The export was stopped and no file was written.')
  }
  return new Blob(parts, { type: 'application/geo+json' })
})
