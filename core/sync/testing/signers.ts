/** Keys for tests, from a word each, and a memory of what was verified: properties look at the same batches again and again. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type DocumentSigner, type VerifySignature, verifySignature } from '../signedDocument'

const signers = new Map<string, DocumentSigner>()

export function signerNamed(word: string): DocumentSigner {
  const signer = signers.get(word) ?? makeSigner(word)
  signers.set(word, signer)
  return signer
}

function makeSigner(word: string): DocumentSigner {
  const secret = sha256(utf8ToBytes(word))
  return { publicKey: bytesToHex(ed25519.getPublicKey(secret)), sign: async (bytes) => ed25519.sign(bytes, secret) }
}

export function rememberingVerify(): VerifySignature {
  const known = new Map<string, boolean>()
  return async (publicKey, bytes, signature) => {
    const name = `${publicKey} ${signature} ${bytesToHex(sha256(bytes))}`
    const before = known.get(name)
    const holds = before ?? (await verifySignature(publicKey, bytes, signature))
    known.set(name, holds)
    return holds
  }
}
