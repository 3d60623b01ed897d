/**
 * A file as one gzip member (RFC 1952) that carries its name and, in an extra field `CM`, the SHA-256 of its bytes. Any program
 * that reads gzip unpacks it.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { deflateSync, Inflate } from 'fflate'
import { plainName } from '../../model/plainName'
import { Problem } from '../../model/problem'
import { joinBytes } from './cbor'
import { crc32 } from './crc32'

export interface NamedFile {
  /** Without folders, e.g. `payout-2026-10.json`. */
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** No file that goes by QR unpacks to more. */
export const LARGEST_UNPACKED_BYTES = 16_000_000

const DIGEST_BYTES = 32
const FIXED = [0x1f, 0x8b, 8, 0x04 | 0x08, 0, 0, 0, 0, 0, 255, 4 + DIGEST_BYTES, 0, 0x43, 0x4d, DIGEST_BYTES, 0]
const LONGEST_NAME = 120
/** How much is unpacked before its size is looked at. */
const PIECE_BYTES = 4_096

/** The same bytes for the same file: no time is written. */
export function packFile({ name, bytes }: NamedFile): Uint8Array<ArrayBuffer> {
  const tail = new DataView(new ArrayBuffer(8))
  tail.setUint32(0, crc32(bytes), true)
  tail.setUint32(4, bytes.length, true)
  return joinBytes([
    ...[Uint8Array.from(FIXED), sha256(bytes), utf8ToBytes(fileName(name)), Uint8Array.of(0)],
    ...[deflateSync(bytes, { level: 9 }), new Uint8Array(tail.buffer)],
  ])
}

/** @throws Problem `qr.not-ours` for anything else, `qr.unpacks-too-large`, `qr.not-whole` where the digest differs */
export function unpackFile(packed: Uint8Array): NamedFile {
  const nameAt = FIXED.length + DIGEST_BYTES
  const nameEnd = packed.indexOf(0, nameAt)
  if (FIXED.some((byte, at) => packed[at] !== byte) || nameEnd < 0 || nameEnd - nameAt > 4 * LONGEST_NAME) throw notOurs()
  const bytes = unpackBounded(packed.subarray(nameEnd + 1, -8))
  const digest = sha256(bytes)
  if (digest.some((byte, at) => byte !== packed[FIXED.length + at])) throw notWhole('the SHA-256 differs')
  return { name: fileName(new TextDecoder().decode(packed.subarray(nameAt, nameEnd))), bytes }
}

/** What came out is not what went in. */
export function notWhole(cause: unknown): Problem {
  return new Problem(
    'qr.not-whole',
    'The codes do not add up to the file that was sent, and nothing was kept: scan them again.',
    {
      cause,
    },
  )
}

function notOurs(): Problem {
  return new Problem(
    'qr.not-ours',
    'These QR codes carry bytes that Commonmast did not send: show the file with Commonmast on the other machine.',
  )
}

function unpackBounded(deflated: Uint8Array): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  let hasEnded = false
  const inflate = new Inflate((piece, isLast) => {
    pieces.push(piece)
    length += piece.length
    hasEnded = isLast
    if (length > LARGEST_UNPACKED_BYTES) {
      throw new Problem('qr.unpacks-too-large', 'The file unpacks to more than 16 MB and was not unpacked: carry it as a file.')
    }
  })
  try {
    for (let at = 0; at < deflated.length; at += PIECE_BYTES) {
      inflate.push(deflated.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= deflated.length)
    }
  } catch (thrown) {
    throw thrown instanceof Problem ? thrown : notWhole(thrown)
  }
  if (!hasEnded) throw notWhole('it is cut off')
  return joinBytes(pieces)
}

/** The last part of a path, without what nobody sees and what file systems refuse. */
function fileName(name: string): string {
  const last = plainName(name).split(/[/\\]/).at(-1) ?? ''
  const clean = last.replace(/[<>:"|?*\p{Cc}\ufffd]/gu, '').replace(/^\.+/, '')
  return Array.from(clean).slice(0, LONGEST_NAME).join('').trim() || 'received-file'
}
