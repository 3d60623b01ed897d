/** A terrain file as a tile and the record that says what it is. Runs in the import's worker, which alone loads the readers. */
import { readHgt } from '#core/coverage/terrain/readHgt'
import { readTerrainGeoTiff } from '#core/coverage/terrain/readTerrainGeoTiff'
import { summariseTile, type TerrainTile } from '#core/coverage/terrain/terrainTile'
import type { TerrainLayer } from '#core/model/dataLayer'
import { plainName } from '#core/model/plainName'
import { Problem } from '#core/model/problem'

/** Its size in bytes is refused before the file is read: it would not fit into memory. */
const LARGEST_FILE_BYTES = 1024 ** 3

/** @throws Problem `terrain.*` saying what is wrong with the file. */
export async function readTerrainFile(file: File, signal?: AbortSignal): Promise<{ tile: TerrainTile; fileSha256: string }> {
  if (/\.(zip|gz)$/i.test(file.name)) {
    throw new Problem('terrain.packed', `${file.name} is packed: unpack it and choose the .hgt or .tif inside.`)
  }
  if (file.size > LARGEST_FILE_BYTES) {
    throw new Problem('terrain.too-large', `${file.name} is larger than 1 GB: cut it to your region first.`)
  }
  const bytes = await file.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const fileSha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const isHgt = /\.hgt$/i.test(file.name)
  const tile = isHgt ? readHgt(file.name, new Uint8Array(bytes)) : await readTerrainGeoTiff(bytes, signal)
  return { tile, fileSha256 }
}

/** The record of a tile. @throws Problem `terrain.empty` when it knows no elevation at all. */
export function terrainLayerOf(
  tile: TerrainTile,
  file: { name: string; fileSha256: string },
  identity: { id: string; createdAt: string; now: string },
): TerrainLayer {
  const { minElevationM, maxElevationM, voids } = summariseTile(tile)
  if (voids === tile.elevationsM.length) {
    throw new Problem('terrain.empty', `${file.name} holds no elevation at all: choose another file.`)
  }
  return {
    id: identity.id,
    kind: 'terrain',
    name: plainName(file.name).replace(/\.(hgt|tiff?)$/i, ''),
    fileName: plainName(file.name),
    fileSha256: file.fileSha256,
    bounds: [tile.west, tile.south, tile.east > 180 ? tile.east - 360 : tile.east, tile.north],
    source: /\.hgt$/i.test(file.name) ? 'srtm-hgt' : 'geotiff',
    columns: tile.columns,
    rows: tile.rows,
    minElevationM,
    maxElevationM,
    voids,
    createdAt: identity.createdAt,
    updatedAt: identity.now,
  }
}
