/**
 * Layers from files, as callers see them: look at a file, then import it. Both run in a worker of their own that ends with
 * its work, so a file is read again to be written; in return nothing large is held while a person decides.
 */
import type { DataLayer } from '#core/model/dataLayer'
import { Problem } from '#core/model/problem'
import { callOnce, connectWorker, type WorkerOptions } from '../../platform/connectWorker'
import { layerImportContract } from '../../workers/layerImportContract'
import { openLayerFile } from './layerFile'
import type { LayerChoices, LayerPreview, LayerProgress } from './layerPreview'
import { importTerrainFile } from './terrainImport'

export interface LayerImportOptions {
  signal?: AbortSignal
  onProgress?: (progress: LayerProgress) => void
}

/** What importing the file would do. Nothing is written. @throws Problem saying what is wrong with the file. */
export async function previewLayer(file: File, choices: LayerChoices, options: LayerImportOptions = {}): Promise<LayerPreview> {
  return callOnce(layerWorker({ patienceMs: 0, endedProblem: readingEnded }), 'preview', { file, choices }, options)
}

/** Writes the layer and its bulk, or nothing. @throws Problem as previewing, `import.nothing-to-import` or `data.*`. */
export async function importLayer(file: File, preview: LayerPreview, options: LayerImportOptions = {}): Promise<DataLayer> {
  if (preview.kind === 'terrain') return importTerrainFile((await openLayerFile(file, options.signal)).file, options)
  return callOnce(layerWorker(), 'write', { file, choices: preview.choices }, options)
}

/** @param options what is done and known when the reading or the writing does not stop when asked */
function layerWorker(options?: WorkerOptions) {
  const worker = new Worker(new URL('../../workers/layerImport.wasm.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('layerImport', layerImportContract, worker, options)
}

/** Looking writes nothing, however it ends. */
function readingEnded(): Problem {
  return new Problem('import.cancelled', 'Cancelled: nothing was changed.')
}
