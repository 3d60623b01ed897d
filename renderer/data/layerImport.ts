/**
 * Layers from files, as callers see them: look at a file, then import it. Both run in a worker of their own that ends with
 * its work, so a file is read again to be written; in return nothing large is held while a person decides.
 */
import type { DataLayer } from '#core/model/dataLayer'
import { callWorker } from '../platform/workerCall'
import { openLayerFile } from './layerFile'
import type { LayerChoices, LayerPreview, LayerProgress, LayerReply, LayerRequest } from './layerPreview'
import { importTerrainFile } from './terrainImport'

export interface LayerImportOptions {
  signal?: AbortSignal
  onProgress?: (progress: LayerProgress) => void
}

/** What importing the file would do. Nothing is written. @throws Problem saying what is wrong with the file. */
export async function previewLayer(file: File, choices: LayerChoices, options: LayerImportOptions = {}): Promise<LayerPreview> {
  const reply = await callLayerWorker({ file, choices, write: false }, options)
  if (reply.type !== 'preview') throw new Error(`The layer worker answered "${reply.type}" to a look at a file`)
  return reply.preview
}

/** Writes the layer and its bulk, or nothing. @throws Problem as previewing, `import.nothing-to-import` or `data.*`. */
export async function importLayer(file: File, preview: LayerPreview, options: LayerImportOptions = {}): Promise<DataLayer> {
  if (preview.kind === 'terrain') return importTerrainFile((await openLayerFile(file)).file, options)
  const reply = await callLayerWorker({ file, choices: preview.choices, write: true }, options)
  if (reply.type !== 'written') throw new Error(`The layer worker answered "${reply.type}" to an import`)
  return reply.layer
}

function callLayerWorker(request: LayerRequest, options: LayerImportOptions): Promise<LayerReply> {
  const worker = new Worker(new URL('../workers/layerImport.wasm.worker.ts', import.meta.url), { type: 'module' })
  return callWorker<LayerRequest, LayerReply, LayerProgress>(worker, request, options)
}
