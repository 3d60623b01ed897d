/** What the header of a PMTiles archive (version 3) says about it, for its layer's record. */
import { bytesToHeader, TileType } from 'pmtiles'
import type { MapPackLayer } from './dataLayer'
import { Problem } from './problem'

export interface MapPackFacts {
  tileType: MapPackLayer['tileType']
  minZoom: number
  maxZoom: number
  bounds: [west: number, south: number, east: number, north: number]
  tiles: number
}

/** As many first bytes as the header has. */
export const MAP_PACK_HEADER_BYTES = 127

const TYPES: Partial<Record<TileType, MapPackLayer['tileType']>> = {
  [TileType.Mvt]: 'mvt',
  [TileType.Png]: 'png',
  [TileType.Jpeg]: 'jpeg',
  [TileType.Webp]: 'webp',
}

/**
 * @param bytes the archive, or at least its first 127 bytes
 * @param size of the whole archive, when `bytes` is only its beginning
 * @throws Problem `map-pack.version`, `map-pack.tile-type` or `map-pack.cut-off`
 */
export function readMapPackFacts(bytes: Uint8Array, size = bytes.length): MapPackFacts {
  const version = bytes[7]
  if (version !== 3) {
    throw new Problem(
      'map-pack.version',
      `This PMTiles archive has version ${version ?? 'none'}: convert it with "pmtiles convert" to version 3.`,
    )
  }
  if (bytes.length < MAP_PACK_HEADER_BYTES) throw cutOff()
  const header = bytesToHeader(bytes.slice(0, MAP_PACK_HEADER_BYTES).buffer)
  const tileType = TYPES[header.tileType]
  if (tileType === undefined) {
    throw new Problem(
      'map-pack.tile-type',
      'The tiles of this map pack are of a kind that cannot be drawn: choose one with MVT, PNG, JPEG or WebP tiles.',
    )
  }
  const ends = [
    header.rootDirectoryOffset + header.rootDirectoryLength,
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  ]
  if (Math.max(...ends) > size) throw cutOff()
  return {
    tileType,
    minZoom: header.minZoom,
    maxZoom: header.maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
    tiles: header.numAddressedTiles,
  }
}

function cutOff(): Problem {
  return new Problem('map-pack.cut-off', 'The map pack ends before its tiles do: it is cut off, so download it again.')
}
