/**
 * How large a picture says it is, from its first bytes alone, so that one that would fill the memory is never decoded: PNG (ISO/IEC
 * 15948), JPEG (ITU T.81), WebP (RFC 9649) and AVIF (its 'ispe' box, ISO/IEC 23008-12).
 */
import { Problem } from '../model/problem'

interface PictureSize {
  widthPixels: number
  heightPixels: number
}

const PNG = [0x89, 0x50, 0x4e, 0x47]
const JPEG = [0xff, 0xd8]
/** Frame headers of JPEG lie between these, but for three that are tables. */
const FIRST_FRAME = 0xc0
const LAST_FRAME = 0xcf
const TABLES = new Set([0xc4, 0xc8, 0xcc])

/** @returns null where the bytes are no such picture, or end before they say */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (startsWith(bytes, PNG)) return { widthPixels: view.getUint32(16), heightPixels: view.getUint32(20) }
    if (startsWith(bytes, JPEG)) return jpegSize(view)
    if (textAt(view, 0) === 'RIFF' && textAt(view, 8) === 'WEBP') return webpSize(view)
    if (textAt(view, 4) === 'ftyp') return avifSize(view)
  } catch (thrown) {
    // It ends too early.
    if (!(thrown instanceof RangeError)) throw thrown
  }
  return null
}

/** Tiles are 256 to 1,024 pixels wide. A picture of some kilobytes can stand for gigabytes of one colour. */
const WIDEST_TILE_PIXELS = 4_096

/** @throws Problem `map-pack.tile-too-large` before anything is decoded, or an Error where it is no such picture */
export function checkTilePicture(bytes: Uint8Array): void {
  const size = pictureSize(bytes)
  if (size === null) throw new Error('A tile of the map pack is no PNG, JPEG, WebP or AVIF')
  const { widthPixels, heightPixels } = size
  if (Math.max(widthPixels, heightPixels) <= WIDEST_TILE_PIXELS) return
  throw new Problem(
    'map-pack.tile-too-large',
    `A tile of this map pack is ${widthPixels} × ${heightPixels} pixels, larger than any tile that is drawn: ask whoever made the pack to make it again, or remove it in Settings, Data layers.`,
  )
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte)
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
}

function jpegSize(view: DataView): PictureSize {
  for (let at = 2; ; ) {
    const marker = view.getUint8(at + 1)
    if (marker >= FIRST_FRAME && marker <= LAST_FRAME && !TABLES.has(marker)) {
      return { heightPixels: view.getUint16(at + 5), widthPixels: view.getUint16(at + 7) }
    }
    // A marker may have any number of 0xff before it.
    at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2))
  }
}

function webpSize(view: DataView): PictureSize | null {
  const kind = textAt(view, 12)
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (kind === 'VP8X') return { widthPixels: uint24(24) + 1, heightPixels: uint24(27) + 1 }
  if (kind === 'VP8 ') {
    return { widthPixels: view.getUint16(26, true) & 0x3fff, heightPixels: view.getUint16(28, true) & 0x3fff }
  }
  if (kind !== 'VP8L') return null
  const packed = view.getUint32(21, true)
  return { widthPixels: (packed & 0x3fff) + 1, heightPixels: ((packed >>> 14) & 0x3fff) + 1 }
}

/** The largest of the sizes that it names. */
function avifSize(view: DataView): PictureSize | null {
  let largest: PictureSize | null = null
  for (let at = 0; at + 16 <= view.byteLength; at++) {
    if (view.getUint8(at) !== 0x69 || textAt(view, at) !== 'ispe') continue
    const named = { widthPixels: view.getUint32(at + 8), heightPixels: view.getUint32(at + 12) }
    const area = ({ widthPixels, heightPixels }: PictureSize) => widthPixels * heightPixels
    if (largest === null || area(named) > area(largest)) largest = named
  }
  return largest
}
