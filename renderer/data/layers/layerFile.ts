/** A file on its way to being a layer: unpacked where it is packed, recognised, and known by its digest. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type BinaryFormat, HEAD_BYTES, recogniseBinary, unpackedName } from '#core/files/recogniseBinary'
import { largestUnpackedBytes } from '#core/files/unpackLimit'
import { Problem } from '#core/model/problem'
import { unpackGzip } from './unpackGzip'

const HASH_PIECE_BYTES = 8 * 1024 ** 2
/** Larger files take longer to digest than it is worth: their layer is known by name and size. */
const LARGEST_HASHED_BYTES = 512 * 1024 ** 2

export interface LayerFile {
  /** Unpacked, with the name it has then. */
  file: File
  format: BinaryFormat | null
}

/** @throws Problem `file.gzip-damaged`, `file.unpacks-too-large` or `import.cancelled` */
export async function openLayerFile(file: File, signal?: AbortSignal): Promise<LayerFile> {
  const format = await recogniseFile(file)
  if (format !== 'gzip') return { file, format }
  let blob: Blob
  try {
    blob = await unpackGzip(file, largestUnpackedBytes(file.size), signal).blob()
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    if (signal?.aborted) throw new Problem('import.cancelled', 'Cancelled: nothing was changed.')
    throw new Problem(
      'file.gzip-damaged',
      'The packed file cannot be unpacked: it is damaged or cut off, so download it again.',
      {
        cause,
      },
    )
  }
  const unpacked = new File([blob], unpackedName(file.name))
  return { file: unpacked, format: await recogniseFile(unpacked) }
}

/** By its first bytes alone. */
export async function recogniseFile(file: File): Promise<BinaryFormat | null> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  return recogniseBinary(file.name, head, file.size)
}

/** SHA-256 in hex, or null for a file too large to be worth it. */
export async function digestOf(file: File): Promise<string | null> {
  if (file.size > LARGEST_HASHED_BYTES) return null
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += HASH_PIECE_BYTES) {
    hash.update(new Uint8Array(await file.slice(at, at + HASH_PIECE_BYTES).arrayBuffer()))
  }
  return bytesToHex(hash.digest())
}
