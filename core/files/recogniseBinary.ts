/**
 * Files that are no text, by their first bytes: TIFF 6.0 and BigTIFF, SQLite 3 (and so GeoPackage), PMTiles 3, gzip
 * (RFC 1952). SRTM heights have no mark of their own, only a name and a size.
 */

export type BinaryFormat = 'geotiff' | 'geopackage' | 'pmtiles' | 'hgt' | 'gzip'

/** As many first bytes as are looked at. */
export const HEAD_BYTES = 16

const MARKS: [format: BinaryFormat, bytes: readonly number[]][] = [
  ['geotiff', [0x49, 0x49, 0x2a, 0x00]],
  ['geotiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['geotiff', [0x49, 0x49, 0x2b, 0x00]],
  ['geotiff', [0x4d, 0x4d, 0x00, 0x2b]],
  ['geopackage', [...'SQLite format 3\0'].map((char) => char.charCodeAt(0))],
  ['pmtiles', [...'PMTiles'].map((char) => char.charCodeAt(0))],
  ['gzip', [0x1f, 0x8b, 0x08]],
]
const HGT_SIZES = [1_201, 3_601].map((side) => side * side * 2)
const HGT_NAME = /^[NS]\d{2}[EW]\d{3}/i

/** @param head at least the first 16 bytes, or all of a shorter file; @param size of the whole file in bytes */
export function recogniseBinary(fileName: string, head: Uint8Array, size: number): BinaryFormat | null {
  const marked = MARKS.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))
  if (marked) return marked[0]
  const named = /\.hgt$/i.test(fileName) || (HGT_NAME.test(fileName) && !/\.(csv|txt|(geo)?json)$/i.test(fileName))
  return named && (HGT_SIZES.includes(size) || /\.hgt$/i.test(fileName)) && size > 0 ? 'hgt' : null
}

/** The name of what a `.gz` file holds. */
export function unpackedName(fileName: string): string {
  return fileName.replace(/\.gz$/i, '')
}
