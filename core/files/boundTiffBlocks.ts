/**
 * Blocks of a GeoTIFF, deflated or packed with LZW, unpacked no further than the block's own size: the library's decoders
 * unpack whatever a block stands for, a thousand times its bytes.
 */
import { Problem } from '../model/problem'
import { unpackLzw } from './unpackLzw'

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
  addDecoder(DEFLATE, async () => BoundedDeflate)
  addDecoder(LZW, async () => BoundedLzw)
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
