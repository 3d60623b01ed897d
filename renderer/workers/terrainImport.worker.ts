/** Reads a terrain file and writes its layer, away from the screen; the GeoTIFF reader loads here and nowhere else. */
import { boundTiffBlocks } from '#core/files/boundTiffBlocks'
import { Problem } from '#core/model/problem'
import { writeLayer } from '../data/layers/dataLayers'
import { inflate } from '../data/layers/inflate'
import { chunkCount, terrainChunks } from '../data/layers/terrainChunks'
import { readTerrainFile, terrainLayerOf } from '../data/layers/terrainFile'
import { newId, nowText } from '../data/records/newId'
import { db } from '../data/records/openRecords'
import { serveWorker } from '../platform/serveWorker'
import { terrainImportContract } from './terrainImportContract'

serveWorker(terrainImportContract, {
  async import({ file }, { signal, progress }) {
    progress({ step: 'reading', share: 0 })
    await boundTiffBlocks(inflate)
    const { tile, fileSha256 } = await readTerrainFile(file, signal)
    if (signal.aborted) throw new Problem('data.cancelled', 'Cancelled: nothing was changed.')
    const same = await db.dataLayers.filter((layer) => layer.kind === 'terrain' && layer.fileSha256 === fileSha256).first()
    const now = nowText()
    const identity = { id: same?.id ?? newId(), createdAt: same?.createdAt ?? now, now }
    const layer = terrainLayerOf(tile, { name: file.name, fileSha256 }, identity)
    const chunks = chunkCount(layer)
    await writeLayer(layer, terrainChunks(tile), {
      signal,
      onProgress: (done) => progress({ step: 'writing', share: done / chunks }),
    })
    return layer
  },
})
