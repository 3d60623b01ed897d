import { Compression } from 'pmtiles'
import { unpackGzip } from './unpackGzip'

/** A tile or a directory of a map pack is some hundred kilobytes; a tile of 32 MB could not be drawn. */
const LARGEST_PART_BYTES = 32_000_000

/** How the PMTiles library unpacks a part. @throws Problem `file.unpacks-too-large` */
export async function unpackPackPart(part: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return part
  if (compression === Compression.Gzip) return unpackGzip(new Blob([part]), LARGEST_PART_BYTES).arrayBuffer()
  throw new Error(`Compression ${compression} of a map pack is not supported`)
}
