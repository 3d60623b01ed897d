/**
 * Imported and drawn layers: the record of a layer and its bulk, which lies in chunks beside it. A layer is there when
 * its record is; chunks without one are what an interrupted write left behind, and the next write clears them away.
 */
import { useLiveQuery } from 'dexie-react-hooks'
import type { DataLayer } from '#core/model/dataLayer'
import { Problem } from '#core/model/problem'
import { checkRecord } from '../records/checkRecord'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { asWriteProblem } from '../records/writeProblem'

/** Bulk of a layer in typed arrays or bytes; a few MB each, so that one read never copies much. */
export type LayerChunkData = Record<string, unknown>

export interface WriteLayerOptions {
  signal?: AbortSignal
  /** Chunks written so far. */
  onProgress?: (chunksDone: number) => void
}

/** One writer at a time in all windows, so that clearing what was left behind never takes a write that is under way. */
const WRITE_LOCK = 'commonmast-layer-write'

/**
 * Writes a layer and its bulk, or neither; a layer of the same id is replaced. The chunks may be made or read while they
 * are written (a generator), so that a large file is never in memory as a whole; what they throw ends the write.
 * @throws Problem `data.invalid-record`, `data.cancelled`, `data.disk-full` or `data.write-failed`.
 */
export async function writeLayer(
  layer: DataLayer,
  chunks: Iterable<LayerChunkData> | AsyncIterable<LayerChunkData>,
  options: WriteLayerOptions = {},
): Promise<void> {
  checkRecord('dataLayers', layer)
  await inWriteLock(async () => {
    await removeLeftovers()
    // Written under a name of its own first: a layer that is replaced stays whole until the last chunk is there.
    const staging = `writing:${layer.id}`
    try {
      let part = 0
      for await (const data of chunks) {
        throwIfCancelled(options.signal)
        await db.layerChunks.put({ id: `${staging}:${part}`, layerId: staging, part, data })
        part++
        options.onProgress?.(part)
      }
      throwIfCancelled(options.signal)
      const act = { kind: 'layer', title: layer.fileName ? `Layer ${layer.name} imported` : `Layer ${layer.name} made` }
      await transact(
        db,
        act,
        ['dataLayers'],
        async (records) => {
          await records.put('dataLayers', layer)
          await moveChunks(staging, layer.id, part)
        },
        { local: ['layerChunks'] },
      )
    } catch (thrown) {
      await deleteChunks(staging).catch(() => {})
      throw asWriteProblem(thrown)
    }
  })
}

/** All chunks of a layer in the order they were written; empty when only its record is here (see `hasBulk`). */
export async function readChunks(layerId: string): Promise<LayerChunkData[]> {
  const chunks = await db.layerChunks.where('layerId').equals(layerId).toArray()
  return chunks.sort((a, b) => a.part - b.part).map(({ data }) => data)
}

/** One chunk by its number, or undefined. */
export async function readChunk(layerId: string, part: number): Promise<LayerChunkData | undefined> {
  return (await db.layerChunks.get(`${layerId}:${part}`))?.data
}

/** False after a restore, which brings the record of a layer alone: its file must be imported again. */
export async function hasBulk(layerId: string): Promise<boolean> {
  return (await db.layerChunks.where('layerId').equals(layerId).limit(1).count()) > 0
}

/** Removes a layer with its bulk, or leaves both. Safe to call for one that is gone. @throws Problem `data.write-failed`. */
export async function removeLayer(layerId: string): Promise<void> {
  await transact(
    db,
    { kind: 'layer', title: 'Layer removed' },
    ['dataLayers'],
    async (records) => {
      const layer = await records.get('dataLayers', layerId)
      if (layer) records.nameAct(`Layer ${layer.name} removed`)
      await deleteChunks(layerId)
      await records.remove('dataLayers', [layerId])
    },
    { local: ['layerChunks'] },
  )
}

/** Live: layers of one kind, or all, newest first; undefined while loading. */
export function useDataLayers<K extends DataLayer['kind']>(kind?: K): Extract<DataLayer, { kind: K }>[] | undefined {
  return useLiveQuery(async () => {
    const layers = await (kind === undefined ? db.dataLayers.toArray() : db.dataLayers.where('kind').equals(kind).toArray())
    return layers.sort((a, b) => b.createdAt.localeCompare(a.createdAt)) as Extract<DataLayer, { kind: K }>[]
  }, [kind])
}

/** Live: ids of the layers whose bulk is here. */
export function useLayersWithBulk(): ReadonlySet<string> | undefined {
  return useLiveQuery(async () => new Set((await db.layerChunks.orderBy('layerId').uniqueKeys()).map(String)))
}

/** A layer that is replaced loses its old bulk here, in the transaction that writes its record. */
async function moveChunks(staging: string, layerId: string, count: number): Promise<void> {
  await deleteChunks(layerId)
  for (let part = 0; part < count; part++) {
    const chunk = await db.layerChunks.get(`${staging}:${part}`)
    if (!chunk) throw new Error(`Chunk ${part} of ${layerId} was not kept`)
    await db.layerChunks.put({ ...chunk, id: `${layerId}:${part}`, layerId })
    await db.layerChunks.delete(`${staging}:${part}`)
  }
}

async function deleteChunks(layerId: string): Promise<void> {
  await db.layerChunks.where('layerId').equals(layerId).delete()
}

async function removeLeftovers(): Promise<void> {
  const [kept, held] = await Promise.all([
    db.dataLayers.toCollection().primaryKeys(),
    db.layerChunks.orderBy('layerId').uniqueKeys(),
  ])
  const known = new Set(kept)
  for (const layerId of held.map(String)) if (!known.has(layerId)) await deleteChunks(layerId)
}

async function inWriteLock(work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = globalThis.navigator?.locks
  await (locks ? locks.request(WRITE_LOCK, work) : work())
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Problem('data.cancelled', 'Cancelled: nothing was changed.')
}
