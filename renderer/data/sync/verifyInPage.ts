/** Ed25519 by the browser, which is ten times as fast as the one in core; by that where the browser has none. */
import { hexToBytes } from '@noble/hashes/utils.js'
import { type VerifySignature, verifySignature } from '#core/sync/signedDocument'

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

async function importKey(publicKey: string): Promise<CryptoKey | null> {
  try {
    const key = await crypto.subtle.importKey('raw', buffer(hexToBytes(publicKey)), 'Ed25519', false, ['verify'])
    knows = true
    return key
  } catch (thrown) {
    // Bytes that are no key are refused as well: that says nothing of what the browser knows.
    if ((thrown as { name?: string }).name === 'NotSupportedError') knows = false
    return null
  }
}

/** WebCrypto takes no view of memory that may be shared. */
function buffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
