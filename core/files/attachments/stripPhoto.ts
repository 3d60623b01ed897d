/**
 * A photo without what it says beside its picture: where and when it was taken, with which device, by whom, previews and other
 * pictures behind its end. What is left are the parts that the picture is drawn from, word for word, so nothing of it changes (of a
 * JPEG's density and colours without what may stand behind them, such as a small picture of before it was cropped):
 * JPEG (ITU T.81), PNG (W3C PNG 3), WebP (RFC 9649). SPEC.md, [EV2].
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { EvidenceMediaType } from '../../model/evidence'
import { exifOfOrientation, readExif } from './exif'

export interface StrippedPhoto {
  bytes: Uint8Array
  /** Whether it said where it was taken. */
  hadPosition: boolean
}

/** @returns null where the bytes are not laid out as such a picture */
export function stripPhoto(bytes: Uint8Array, type: EvidenceMediaType): StrippedPhoto | null {
  const strip = { 'image/jpeg': stripJpeg, 'image/png': stripPng, 'image/webp': stripWebp }[type as string]
  try {
    return strip?.(bytes) ?? null
  } catch (thrown) {
    // It ends too early.
    if (thrown instanceof RangeError) return null
    throw thrown
  }
}

const textAt = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length))
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** XMP says it in words. */
const POSITION_IN_XMP = /exif:GPS|GPSLatitude/

const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda
const APP0 = 0xe0
const EXIF_MARK = 'Exif\0\0'
/** Segments beside the picture that it is drawn from: its colours (APP2, APP14) and its density (APP0). */
const DRAWN_FROM: [marker: number, begins: string, drawn: (body: Uint8Array) => Uint8Array][] = [
  [APP0, 'JFIF\0', (body) => concatBytes(body.subarray(0, 12), new Uint8Array(2))],
  [0xe2, 'ICC_PROFILE\0', (body) => body],
  [0xee, 'Adobe', (body) => body.subarray(0, 12)],
]

function stripJpeg(bytes: Uint8Array): StrippedPhoto | null {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  let [orientation, hadPosition] = [1, false]
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === END_OF_IMAGE) break
    const size = view.getUint16(at + 2)
    const end = at + 2 + size
    if (size < 2 || end > bytes.length) return null
    const body = bytes.subarray(at + 4, end)
    const drawn = DRAWN_FROM.find(([of, begins]) => of === marker && textAt(body, 0, begins.length) === begins)?.[2]
    if (marker < APP0) kept.push(bytes.subarray(at, end))
    else if (drawn) kept.push(segmentOf(marker, drawn(body)))
    else if (marker === 0xe1 && textAt(body, 0, EXIF_MARK.length) === EXIF_MARK) {
      const said = readExif(body.subarray(EXIF_MARK.length))
      orientation = said.orientation
      hadPosition ||= said.hasPosition
    } else if (marker === 0xe1) hadPosition ||= POSITION_IN_XMP.test(new TextDecoder().decode(body))
    at = end
    if (marker !== START_OF_SCAN) continue
    const scanEnd = endOfScan(view, at)
    kept.push(bytes.subarray(at, scanEnd))
    at = scanEnd
  }
  const exif = orientation === 1 ? [] : [exifSegment(orientation)]
  const picture = concatBytes(bytes.subarray(0, 2), ...exif, ...kept, new Uint8Array([0xff, END_OF_IMAGE]))
  return kept.length === 0 ? null : { bytes: picture, hadPosition }
}

function segmentOf(marker: number, body: Uint8Array): Uint8Array {
  const size = body.length + 2
  return concatBytes(new Uint8Array([0xff, marker, size >> 8, size & 0xff]), body)
}

/** Where the next marker stands that does not belong to the scan's own data. */
function endOfScan(view: DataView, begin: number): number {
  for (let at = begin; ; at++) {
    if (view.getUint8(at) !== 0xff) continue
    const next = view.getUint8(at + 1)
    const isOfScan = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
    if (!isOfScan) return at
  }
}

function exifSegment(orientation: number): Uint8Array {
  return segmentOf(0xe1, concatBytes(utf8ToBytes(EXIF_MARK), exifOfOrientation(orientation)))
}

const PNG_HEAD_BYTES = 8
/** What a picture is drawn from; all others say something beside it. */
const PNG_DRAWN_FROM = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYS cICP mDCV cLLI acTL fcTL fdAT'.split(' '),
)

function stripPng(bytes: Uint8Array): StrippedPhoto | null {
  const view = viewOf(bytes)
  const kept = [bytes.subarray(0, PNG_HEAD_BYTES)]
  let hadPosition = false
  for (let at = PNG_HEAD_BYTES; ; ) {
    const length = view.getUint32(at)
    const type = textAt(bytes, at + 4, 4)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const body = bytes.subarray(at + 8, end - 4)
    if (PNG_DRAWN_FROM.has(type)) kept.push(bytes.subarray(at, end))
    else if (type === 'eXIf') hadPosition ||= readExif(body).hasPosition
    else if (type === 'iTXt') hadPosition ||= POSITION_IN_XMP.test(new TextDecoder().decode(body))
    if (type === 'IEND') return { bytes: concatBytes(...kept), hadPosition }
    at = end
  }
}

const WEBP_HEAD_BYTES = 12
const WEBP_DRAWN_FROM = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** Of the first byte of VP8X: that Exif and XMP follow. */
const SAYS_EXIF = 0x08
const SAYS_XMP = 0x04

function stripWebp(bytes: Uint8Array): StrippedPhoto | null {
  const view = viewOf(bytes)
  const stop = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const kept: Uint8Array[] = []
  let [orientation, hadPosition] = [1, false]
  for (let at = WEBP_HEAD_BYTES; at + 8 <= stop; ) {
    const type = textAt(bytes, at, 4)
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    if (at + 8 + length > stop) return null
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (WEBP_DRAWN_FROM.has(type)) kept.push(bytes.slice(at, Math.min(end, stop)))
    else if (type === 'EXIF') {
      const said = readExif(textAt(body, 0, EXIF_MARK.length) === EXIF_MARK ? body.subarray(EXIF_MARK.length) : body)
      orientation = said.orientation
      hadPosition ||= said.hasPosition
    } else if (type === 'XMP ') hadPosition ||= POSITION_IN_XMP.test(new TextDecoder().decode(body))
    at = end
  }
  const [first] = kept
  if (!first) return null
  const isExtended = textAt(first, 0, 4) === 'VP8X'
  // Without the extended form there was no room for an orientation either.
  const turned = isExtended && orientation !== 1
  if (isExtended) first[8] = ((first[8] ?? 0) & ~(SAYS_EXIF | SAYS_XMP)) | (turned ? SAYS_EXIF : 0)
  if (turned) kept.push(webpChunk('EXIF', exifOfOrientation(orientation)))
  const picture = concatBytes(bytes.subarray(0, WEBP_HEAD_BYTES), ...kept)
  viewOf(picture).setUint32(4, picture.length - 8, true)
  return { bytes: picture, hadPosition }
}

/** @param body of an even length */
function webpChunk(type: string, body: Uint8Array): Uint8Array {
  const head = new Uint8Array(8)
  head.set(utf8ToBytes(type))
  viewOf(head).setUint32(4, body.length, true)
  return concatBytes(head, body)
}
