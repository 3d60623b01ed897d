/**
 * The content of a piece of evidence as it lies everywhere but in memory: cut into parts, each sealed with XChaCha20-Poly1305
 * under a key of this content alone, and named by the hash of what is sealed. SPEC.md, [EV3].
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { EvidenceSeal } from '../../model/evidence'
import { canonicalText } from '../signedDocument'
import { CHUNK_BYTES, type Chunk, hashOfBytes } from '../travel/chunks'

const TAG_BYTES = 16
const NONCE_BYTES = 24
const PART_BYTES = CHUNK_BYTES - TAG_BYTES

/** @param key 32 random bytes that seal nothing else */
export function sealContent(content: Uint8Array, key: Uint8Array): { sha256: string; seal: EvidenceSeal; chunks: Chunk[] } {
  const sha256 = hashOfBytes(content)
  const parts = Math.max(1, Math.ceil(content.length / PART_BYTES))
  const chunks = Array.from({ length: parts }, (_, part): Chunk => {
    const bytes = cipherOf(key, { sha256, part, parts }).encrypt(content.subarray(part * PART_BYTES, (part + 1) * PART_BYTES))
    return { hash: hashOfBytes(bytes), bytes }
  })
  return { sha256, seal: { key: bytesToHex(key), chunks: chunks.map(({ hash }) => hash) }, chunks }
}

/**
 * @param sealed its chunks in their order
 * @returns null where they are not the content that is named
 */
export function openContent(
  { sha256, bytes, seal }: { sha256: string; bytes: number; seal: EvidenceSeal },
  sealed: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> | null {
  const content = new Uint8Array(bytes)
  let at = 0
  try {
    for (const [part, each] of sealed.entries()) {
      const opened = cipherOf(hexToBytes(seal.key), { sha256, part, parts: seal.chunks.length }).decrypt(each)
      if (at + opened.length > bytes) return null
      content.set(opened, at)
      at += opened.length
    }
  } catch {
    return null
  }
  return at === bytes && hashOfBytes(content) === sha256 ? content : null
}

/** Each part has a number of its own for a nonce: the key is used for one content only. */
function cipherOf(key: Uint8Array, within: { sha256: string; part: number; parts: number }) {
  const nonce = new Uint8Array(NONCE_BYTES)
  new DataView(nonce.buffer).setUint32(0, within.part)
  return xchacha20poly1305(key, nonce, utf8ToBytes(canonicalText({ use: 'commonmast-evidence-v1', ...within })))
}
