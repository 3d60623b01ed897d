/** A chosen file as it will be kept: known by its content, without what a photo says beside its picture, and not too large. [EV1], [EV2]. */
import { isPhoto, KIND_WORDS, recogniseAttachment } from '#core/files/attachments/recogniseAttachment'
import { stripPhoto } from '#core/files/attachments/stripPhoto'
import { pictureSize } from '#core/files/pictureSize'
import { type EvidenceMediaType, MOST_EVIDENCE_BYTES } from '#core/model/evidence'
import { Problem } from '#core/model/problem'
import { hashOfBytes } from '#core/sync/travel/chunks'
import { drawPhoto } from './drawPhoto'

export interface PreparedFile {
  content: Uint8Array
  mediaType: EvidenceMediaType
  /** Of the content, hex. */
  sha256: string
  /** What was done with it, a sentence each. */
  said: string[]
}

/** Of a photo before it is scaled down. */
const MOST_PHOTO_BYTES = 64 * 1024 * 1024
/** A photo of this size is read on any screen, and takes less than 1 MB. */
const LONGEST_SIDE_PIXELS = 2_048
const JPEG_QUALITY = 0.85
const MB = 1024 * 1024

/** @throws Problem `evidence.kind`, `evidence.too-large`, `evidence.empty`, `evidence.damaged`: it is not taken */
export async function prepareFile(file: Pick<Blob, 'size' | 'arrayBuffer'> & { name: string }): Promise<PreparedFile> {
  const { name, size } = file
  if (size === 0) throw new Problem('evidence.empty', `${name} is empty: choose another file.`)
  if (size > MOST_PHOTO_BYTES) throw tooLarge(name, size, MOST_PHOTO_BYTES)
  const given = new Uint8Array(await file.arrayBuffer())
  const mediaType = recogniseAttachment(given)
  if (mediaType === null) {
    throw new Problem(
      'evidence.kind',
      `${name} holds no JPEG, PNG or WebP picture, no PDF and no text, whatever its name says: save it as one of these, and choose it then.`,
    )
  }
  const prepared = isPhoto(mediaType) ? await preparePhoto(name, given, mediaType) : { content: given, said: [] }
  if (prepared.content.length > MOST_EVIDENCE_BYTES) throw tooLarge(name, prepared.content.length, MOST_EVIDENCE_BYTES)
  return { ...prepared, mediaType, sha256: hashOfBytes(prepared.content) }
}

async function preparePhoto(name: string, given: Uint8Array, mediaType: EvidenceMediaType) {
  const stripped = stripPhoto(given, mediaType)
  const size = pictureSize(given)
  if (!stripped || !size) {
    throw new Problem('evidence.damaged', `${name} is a damaged ${KIND_WORDS[mediaType]}: take it again, or choose another file.`)
  }
  const said = [
    stripped.hadPosition
      ? 'Where it was taken was in the photo, and was removed.'
      : 'What a camera writes beside the picture was removed; it did not say where it was taken.',
  ]
  const { widthPixels, heightPixels } = size
  const longest = Math.max(widthPixels, heightPixels)
  if (longest <= LONGEST_SIDE_PIXELS) return { content: stripped.bytes, said }
  const picture = await drawPhoto(stripped.bytes, LONGEST_SIDE_PIXELS)
  const { width, height } = picture
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on')
  context.drawImage(picture, 0, 0)
  picture.close()
  const blob = await canvas.convertToBlob({ type: mediaType, quality: JPEG_QUALITY })
  const [before, after] = [`${widthPixels} × ${heightPixels}`, `${width} × ${height}`]
  said.push(`It was scaled down from ${before} to ${after} pixels.`)
  return { content: new Uint8Array(await blob.arrayBuffer()), said }
}

function tooLarge(name: string, bytes: number, most: number): Problem {
  return new Problem(
    'evidence.too-large',
    `${name} is ${Math.ceil(bytes / MB)} MB, and at most ${most / MB} MB are taken: make it smaller, or attach a part of it.`,
  )
}
