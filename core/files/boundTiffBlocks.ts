/**
 * Blocks of a GeoTIFF unpacked no further than the block's own size: the library's decoders unpack whatever a block stands for,
 * a thousand times its bytes. Packings whose size cannot be bounded here are not read at all.
 */
import type { GeoTIFFImage } from 'geotiff'
import { Problem } from '../model/problem'
import { unpackLzw } from './unpackLzw'
import { unpackPackBits } from './unpackPackBits'

/** At most `mostBytes` of what a zlib stream holds; the rest is left alone. Each shell has one. */
export type Inflate = (packed: Uint8Array<ArrayBuffer>, mostBytes: number) => Promise<ArrayBuffer>

interface BlockShape {
  tileWidth: number
  tileHeight: number
  bitsPerSample: number | ArrayLike<number>
  planarConfiguration: number
}

const LZW = 5
const DEFLATE = [8, 32_946]
const PACK_BITS = 32_773
const READ = new Set([1, LZW, ...DEFLATE, PACK_BITS])
const NAMES: Readonly<Record<number, string>> = { 6: 'JPEG', 7: 'JPEG', 34887: 'LERC', 50000: 'Zstandard', 50001: 'WebP' }
/** A block is held whole, and sixteen of them in a row. */
const LARGEST_BLOCK_BYTES = 256_000_000

/** From here on geotiff unpacks no block beyond its size. To be called before a file is opened. */
export async function boundTiffBlocks(inflate: Inflate): Promise<void> {
  const { addDecoder, BaseDecoder } = await import('geotiff')
  class BoundedDeflate extends BaseDecoder {
    override decodeBlock(packed: ArrayBuffer): Promise<ArrayBuffer> {
      return inflate(new Uint8Array(packed), blockBytes(this.parameters))
    }
  }
  class BoundedLzw extends BaseDecoder {
    override decodeBlock(packed: ArrayBuffer): ArrayBuffer {
      return unpackLzw(new Uint8Array(packed), blockBytes(this.parameters))
    }
  }
  class BoundedPackBits extends BaseDecoder {
    override decodeBlock(packed: ArrayBuffer): ArrayBuffer {
      return unpackPackBits(new Uint8Array(packed), blockBytes(this.parameters))
    }
  }
  addDecoder(DEFLATE, async () => BoundedDeflate)
  addDecoder(LZW, async () => BoundedLzw)
  addDecoder(PACK_BITS, async () => BoundedPackBits)
}

/** @returns what an image is packed with, where that is not read; null where it is */
export function packingWithoutReader(image: Pick<GeoTIFFImage, 'getFileDirectory'>): string | null {
  const packing = Number(image.getFileDirectory().getValue('Compression') ?? 1)
  return READ.has(packing) ? null : (NAMES[packing] ?? `packing ${packing}`)
}

/** @throws Problem `raster.block-too-large` */
function blockBytes({ tileWidth, tileHeight, bitsPerSample, planarConfiguration }: BlockShape): number {
  const samples = typeof bitsPerSample === 'number' ? [bitsPerSample] : Array.from(bitsPerSample)
  // Planes lie apart, each in blocks of its own.
  const bits = planarConfiguration === 2 ? Math.max(...samples) : samples.reduce((sum, each) => sum + each, 0)
  const bytes = Math.ceil((tileWidth * bits) / 8) * tileHeight
  if (bytes <= LARGEST_BLOCK_BYTES) return bytes
  throw new Problem(
    'raster.block-too-large',
    'The GeoTIFF is packed in blocks of more than 256 MB: convert it with gdal_translate -co TILED=YES and import that.',
  )
}
