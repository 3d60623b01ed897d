/** Ed25519 and SHA-256 by the browser, which are ten times as fast as those in core; Ed25519 by that where the browser has none. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { type HashBytes, type VerifySignature, verifySignature } from '#core/sync/signedDocument'

/** Whether the browser knows Ed25519; null while nobody has asked it. */
let knows: boolean | null = null

export const verifyInPage: VerifySignature = async (publicKey, bytes, signature) => {
  const key = knows === false ? null : await importKey(publicKey)
  if (!key) return verifySignature(publicKey, bytes, signature)
  try {
    return await crypto.subtle.verify('Ed25519', key, buffer(hexToBytes(signature)), buffer(bytes))
  } catch {
    // Digits that are no signature.
    return false
  }
}

export const hashInPage: HashBytes = async (bytes) =>
  bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', buffer(bytes))))

/** The one that was asked for last: batches of one key follow each other. */
let latest: { publicKey: string; key: CryptoKey } | null = null

async function importKey(publicKey: string): Promise<CryptoKey | null> {
  if (latest?.publicKey === publicKey) return latest.key
  try {
    const key = await crypto.subtle.importKey('raw', buffer(hexToBytes(publicKey)), 'Ed25519', false, ['verify'])
    knows = true
    latest = { publicKey, key }
    return key
  } catch (thrown) {
    // Bytes that are no key are refused as well: that says nothing of what the browser knows.
    if ((thrown as { name?: string }).name === 'NotSupportedError') knows = false
    return null
  }
}

/** WebCrypto takes no view of memory that may be shared. */
function buffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}
