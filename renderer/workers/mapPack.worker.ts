/** Reads tiles of map packs and turns them into what is drawn, away from the thread that draws. */
import { PMTiles, TileType } from 'pmtiles'
import { Problem, type ProblemData } from '#core/model/problem'
import { openMapPack } from '../data/mapPacks'
import { decodeTile, type TileAddress, type TileGeometry, tileBuffers } from '../map/packTile'

export type MapPackRequest = { type: 'open'; layerId: string } | { type: 'tile'; layerId: string; tile: TileAddress }

export type TileContent =
  | { kind: 'vector'; geometry: TileGeometry }
  | { kind: 'raster'; image: ImageBitmap }
  /** The pack has nothing there. */
  | { kind: 'empty' }

export type MapPackReply =
  | { type: 'opened'; layerId: string; minZoom: number; maxZoom: number }
  | { type: 'tile'; layerId: string; tile: TileAddress; content: TileContent }
  | { type: 'problem'; layerId: string; problem: ProblemData }

const packs = new Map<string, PMTiles>()

function packOf(layerId: string): PMTiles {
  const pack = packs.get(layerId) ?? new PMTiles(openMapPack(layerId))
  packs.set(layerId, pack)
  return pack
}

const post = (reply: MapPackReply, transfer: Transferable[] = []) => self.postMessage(reply, { transfer })

self.onmessage = async ({ data }: MessageEvent<MapPackRequest>) => {
  const { layerId } = data
  try {
    const pack = packOf(layerId)
    const { minZoom, maxZoom, tileType } = await pack.getHeader()
    if (data.type === 'open') return post({ type: 'opened', layerId, minZoom, maxZoom })
    const { z, x, y } = data.tile
    const found = await pack.getZxy(z, x, y)
    const content: TileContent = found ? await contentOf(found.data, data.tile, tileType) : { kind: 'empty' }
    post({ type: 'tile', layerId, tile: data.tile, content }, transferOf(content))
  } catch (thrown) {
    packs.delete(layerId)
    const problem = Problem.from(
      thrown,
      'map-pack.unreadable',
      'This map pack cannot be read: remove it in Settings, Data layers, and import its file again.',
    )
    post({ type: 'problem', layerId, problem: problem.toData() })
  }
}

async function contentOf(bytes: ArrayBuffer, tile: TileAddress, type: TileType): Promise<TileContent> {
  if (type === TileType.Mvt) return { kind: 'vector', geometry: decodeTile(bytes, tile) }
  return { kind: 'raster', image: await createImageBitmap(new Blob([bytes])) }
}

function transferOf(content: TileContent): Transferable[] {
  if (content.kind === 'vector') return tileBuffers(content.geometry)
  return content.kind === 'raster' ? [content.image] : []
}
