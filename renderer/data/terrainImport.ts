/** Imports a terrain file as a data layer: reading and writing run in a worker, and either all of it is kept or nothing. */
import type { TerrainLayer } from '#core/model/dataLayer'
import { callWorker } from '../platform/workerCall'

export interface TerrainImportProgress {
  step: 'reading' | 'writing'
  /** 0 to 1. */
  share: number
}

export interface TerrainImportOptions {
  signal?: AbortSignal
  onProgress?: (progress: TerrainImportProgress) => void
}

/**
 * Reads an SRTM .hgt or a GeoTIFF in degrees and keeps it as a terrain layer. The same file again replaces its layer.
 * @throws Problem `terrain.*` saying what is wrong with the file, `data.cancelled`, `data.disk-full`, `data.write-failed`.
 */
export async function importTerrainFile(file: File, options: TerrainImportOptions = {}): Promise<TerrainLayer> {
  const worker = new Worker(new URL('../workers/terrainImport.worker.ts', import.meta.url), { type: 'module' })
  return callWorker<File, TerrainLayer, TerrainImportProgress>(worker, file, options)
}
