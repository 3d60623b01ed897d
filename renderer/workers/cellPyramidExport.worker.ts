/** Writes the cells of a layer as GeoJSON, away from the screen. */
import { Problem } from '#core/model/problem'
import { cellsGeoJson } from '../map/geoJsonText'
import { serveWorker } from '../platform/serveWorker'
import { cellPyramidExportContract } from './cellPyramidExportContract'

serveWorker(cellPyramidExportContract, {
  async write(input, { signal, progress }) {
    const parts: string[] = []
    for (const { text, done, total } of cellsGeoJson(input)) {
      parts.push(text)
      progress({ done, total })
      // A cancellation can only arrive between two turns.
      await new Promise((resolve) => setTimeout(resolve))
      if (signal.aborted) throw new Problem('export.cancelled', 'The export was stopped and no file was written.')
    }
    return new Blob(parts, { type: 'application/geo+json' })
  },
})
