/**
 * A signed transaction: the message and one signature over it, the treasury's. The signature is the transaction's id, so it
 * is known before anything is sent.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { type Address, getAddressEncoder, getBase58Decoder, getBase58Encoder } from '@solana/kit'
import { validateArgument } from '../model/problem'

const SIGNATURE_BYTES = 64

/** Whether `signature` (64 bytes) is the signer's over exactly this message, as strictly as a validator checks it. */
export function verifySolanaSignature(message: Uint8Array, signature: Uint8Array, signer: Address): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false
  const publicKey = Uint8Array.from(getAddressEncoder().encode(signer))
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

/**
 * The bytes that are sent.
 * @throws Problem `solana.signature` when the signature is not the signer's over this message.
 */
export function assembleTransaction(message: Uint8Array, signature: Uint8Array, signer: Address): Uint8Array {
  validateArgument(
    verifySolanaSignature(message, signature, signer),
    'solana.signature',
    `The signature is not by ${signer} over this message: sign it again with that account.`,
  )
  return wireTransaction(message, signature)
}

/** A transaction as a signer takes it: with 64 zero bytes where the signature belongs. */
export function unsignedTransaction(message: Uint8Array): Uint8Array {
  return wireTransaction(message, new Uint8Array(SIGNATURE_BYTES))
}

/** The id by which explorers and nodes know the transaction: its signature in base58. */
export function transactionId(signature: Uint8Array): string {
  return getBase58Decoder().decode(signature)
}

/** @throws Problem `solana.signature` when the text is no base58 of 64 bytes. */
export function signatureOfId(id: string): Uint8Array {
  const bytes = /^[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(id) ? Uint8Array.from(getBase58Encoder().encode(id)) : new Uint8Array()
  validateArgument(
    bytes.length === SIGNATURE_BYTES,
    'solana.signature',
    `"${id.slice(0, 100)}" is no signature: it needs 64 bytes in base58.`,
  )
  return bytes
}

function wireTransaction(message: Uint8Array, signature: Uint8Array): Uint8Array {
  return Uint8Array.from([1, ...signature, ...message])
}
