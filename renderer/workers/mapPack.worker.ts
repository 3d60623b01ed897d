/** Reads tiles of map packs and turns them into what is drawn, away from the thread that draws. */
import { PMTiles, TileType } from 'pmtiles'
import { checkTilePicture } from '#core/files/pictureSize'
import { Problem } from '#core/model/problem'
import { openMapPack } from '../data/layers/mapPacks'
import { unpackPackPart } from '../data/layers/unpackPackPart'
import { decodeTile, type TileAddress, tileBuffers } from '../map/packTile'
import { serveWorker } from '../platform/serveWorker'
import { mapPackContract, type TileContent } from './mapPackContract'

const packs = new Map<string, PMTiles>()

function packOf(layerId: string): PMTiles {
  const pack = packs.get(layerId) ?? new PMTiles(openMapPack(layerId), undefined, unpackPackPart)
  packs.set(layerId, pack)
  return pack
}

/** Reads of a pack what is asked; one that cannot be read is opened anew the next time. */
async function read<T>(layerId: string, work: (pack: PMTiles) => Promise<T>): Promise<T> {
  try {
    return await work(packOf(layerId))
  } catch (thrown) {
    packs.delete(layerId)
    if (thrown instanceof Problem) throw thrown
    throw new Problem(
      'map-pack.unreadable',
      'This map pack cannot be read: remove it in Settings, Data layers, and import its file again.',
      { cause: thrown },
    )
  }
}

serveWorker(mapPackContract, {
  open: ({ layerId }) =>
    read(layerId, async (pack) => {
      const { minZoom, maxZoom } = await pack.getHeader()
      return { minZoom, maxZoom }
    }),
  tile: ({ layerId, tile }, { transfer }) =>
    read(layerId, async (pack) => {
      const { tileType } = await pack.getHeader()
      const found = await pack.getZxy(tile.z, tile.x, tile.y)
      const content: TileContent = found ? await contentOf(found.data, tile, tileType) : { kind: 'empty' }
      transfer(transferOf(content))
      return content
    }),
})

async function contentOf(bytes: ArrayBuffer, tile: TileAddress, type: TileType): Promise<TileContent> {
  if (type === TileType.Mvt) return { kind: 'vector', geometry: decodeTile(bytes, tile) }
  checkTilePicture(new Uint8Array(bytes))
  return { kind: 'raster', image: await createImageBitmap(new Blob([bytes])) }
}

function transferOf(content: TileContent): Transferable[] {
  if (content.kind === 'vector') return tileBuffers(content.geometry)
  return content.kind === 'raster' ? [content.image] : []
}
