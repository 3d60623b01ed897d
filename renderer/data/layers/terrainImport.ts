/** Imports a terrain file as a data layer: reading and writing run in a worker, and either all of it is kept or nothing. */
import type { TerrainLayer } from '#core/model/dataLayer'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { type TerrainImportProgress, terrainImportContract } from '../../workers/terrainImportContract'

export interface TerrainImportOptions {
  signal?: AbortSignal
  onProgress?: (progress: TerrainImportProgress) => void
}

/**
 * Reads an SRTM .hgt or a GeoTIFF in degrees and keeps it as a terrain layer. The same file again replaces its layer.
 * @throws Problem `terrain.*` saying what is wrong with the file, `data.cancelled`, `data.disk-full`, `data.write-failed`;
 * `worker.*`, after which it is not known whether it was kept.
 */
export async function importTerrainFile(file: File, options: TerrainImportOptions = {}): Promise<TerrainLayer> {
  const worker = new Worker(new URL('../../workers/terrainImport.worker.ts', import.meta.url), { type: 'module' })
  return callOnce(connectWorker('terrainImport', terrainImportContract, worker), 'import', { file }, options)
}
