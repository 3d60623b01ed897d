/** Puts a file together from the texts of QR codes, in whatever order they are seen. */
import { Problem } from '../../model/problem'
import { damagedCode } from './bytewords'
import { CborReader } from './cbor'
import { FountainDecoder } from './FountainDecoder'
import { LARGEST_PACKED_BYTES, RESOURCE_TYPE } from './fileFrames'
import { type FountainPart, sameShape, shapeOf } from './fountainPart'
import { type NamedFile, notWhole, unpackFile } from './packFile'
import { readResource } from './uniformResource'

export type FrameReading =
  /** `received` of `needed` independent codes are there; `isNew`: this one told something. */
  | { kind: 'progress'; isNew: boolean; received: number; needed: number }
  /** The whole file, its digest checked. */
  | { kind: 'complete'; file: NamedFile }
  /** This code was not used; what was read before stays, unless the problem is `qr.not-whole`. */
  | { kind: 'refused'; problem: Problem }

/** A length of 18 bits, and what CBOR writes before it. */
const LONGEST_MESSAGE_BYTES = LARGEST_PACKED_BYTES + 5
/** So that no code makes the reader set aside memory for millions. */
const MOST_FRAGMENTS = 4_096

export class FileFrameReader {
  private decoder: FountainDecoder | null = null

  /** @param text of one QR code */
  read(text: string): FrameReading {
    try {
      const resource = readResource(text)
      if (resource.type !== RESOURCE_TYPE) throw foreignType(resource.type)
      if ('part' in resource) return this.take(resource.part)
      if (this.decoder) throw otherFile()
      return { kind: 'complete', file: fileOf(resource.message) }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      return { kind: 'refused', problem: thrown }
    }
  }

  /** Forgets what it has, to read another file. */
  reset(): void {
    this.decoder = null
  }

  private take(part: FountainPart): FrameReading {
    const shape = shapeOf(part)
    if (shape.messageLength > LONGEST_MESSAGE_BYTES || shape.seqLen > MOST_FRAGMENTS) throw tooMany()
    this.decoder ??= new FountainDecoder(shape)
    const { decoder } = this
    if (!sameShape(decoder.shape, shape)) throw otherFile()
    const isNew = decoder.receive(part)
    const needed = shape.seqLen
    if (decoder.independentParts < needed) return { kind: 'progress', isNew, received: decoder.independentParts, needed }
    this.reset()
    const message = decoder.message()
    if (message === null) throw notWhole('the CRC-32 differs')
    return { kind: 'complete', file: fileOf(message) }
  }
}

function fileOf(message: Uint8Array): NamedFile {
  const reader = new CborReader(message)
  const packed = reader.byteString()
  reader.end()
  if (packed.length > LARGEST_PACKED_BYTES) throw damagedCode('more than goes by QR code')
  return unpackFile(packed)
}

function foreignType(type: string): Problem {
  return new Problem(
    'qr.foreign-type',
    `This QR code is of another program (ur:${type}): hold the camera before the codes that Commonmast shows.`,
  )
}

function otherFile(): Problem {
  return new Problem(
    'qr.other-file',
    'This QR code belongs to another file than the codes before it: show one file only, or start again with this one.',
  )
}

function tooMany(): Problem {
  return new Problem(
    'qr.too-large',
    'These QR codes are of a larger file than Commonmast takes from a camera: carry it on a stick.',
  )
}
