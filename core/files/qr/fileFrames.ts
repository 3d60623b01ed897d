/** A file as texts for QR codes that are shown one after the other: `ur:bytes` of the packed file. */
import { Problem } from '../../model/problem'
import { numberText } from '../../words/numberText'
import { cborBytes } from './cbor'
import { FountainEncoder } from './FountainEncoder'
import { LARGEST_UNPACKED_BYTES, type NamedFile, packFile } from './packFile'
import { partResource, singleResource } from './uniformResource'

export const RESOURCE_TYPE = 'bytes'
/** Three minutes at five codes a second, and as long again where codes are missed. */
export const LARGEST_PACKED_BYTES = 262_144
/** As much as a code of 73 modules carries, which a camera of 640 × 480 reads from a screen. */
const LONGEST_FRAGMENT_BYTES = 300

/** As far as codes are numbered; the text of this one is the longest. */
export const LAST_FRAME = 65_535

export interface FileFrames {
  name: string
  /** Of the packed file. */
  packedBytes: number
  /** With so many a reader that misses none has the file. */
  needed: number
  /** The text of a code, in capitals, which QR codes hold in less space. @param frame from 1 to `LAST_FRAME` */
  text(frame: number): string
}

/** @throws Problem `qr.too-large` */
export function fileFrames(file: NamedFile): FileFrames {
  if (file.bytes.length > LARGEST_UNPACKED_BYTES) throw tooLarge(`“${file.name}” has`, file.bytes.length, LARGEST_UNPACKED_BYTES)
  const packed = packFile(file)
  if (packed.length > LARGEST_PACKED_BYTES) throw tooLarge(`“${file.name}” packs to`, packed.length, LARGEST_PACKED_BYTES)
  const message = cborBytes(packed)
  const encoder = new FountainEncoder(message, LONGEST_FRAGMENT_BYTES)
  const single = encoder.seqLen === 1 ? singleResource(RESOURCE_TYPE, message).toUpperCase() : null
  return {
    name: file.name,
    packedBytes: packed.length,
    needed: encoder.seqLen,
    text: (frame) => single ?? partResource(RESOURCE_TYPE, encoder.part(frame)).toUpperCase(),
  }
}

/** @param begin such as "“payout.json” packs to" */
function tooLarge(begin: string, bytes: number, mostBytes: number): Problem {
  const size = (count: number) => `${numberText(Math.ceil(count / 1_000))} kB`
  return new Problem(
    'qr.too-large',
    `${begin} ${size(bytes)}, and no more than ${size(mostBytes)} go by QR code: save it and carry it on a stick.`,
  )
}
