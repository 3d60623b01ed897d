/**
 * A key in software, for practice and tests: one secret gives every path its own key. The derivation is the console's own, so
 * that no account of a real seed phrase can be signed for with it.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Address, getAddressDecoder } from '@solana/kit'
import type { CancelSignal } from '#core/model/cancelSignal'
import { readSignableMessage } from '#core/solana/readSignableMessage'
import { parseSolanaDerivationPath } from '#core/treasury/model/solanaDerivationPath'
import { untilCancelled } from '../untilCancelled'
import { wrongSolanaSigner } from './ledgerSolanaSigner'
import type { SolanaSigner } from './solanaSigner'

/** Anybody can work it out: nothing of worth may be at its addresses. */
const TRAINING_SECRET: Uint8Array = sha256(utf8ToBytes('Commonmast training key for Solana'))

export function createSoftwareSolanaSigner(secret: Uint8Array = TRAINING_SECRET): SolanaSigner {
  const keyAt = (path: string) => hmac(sha256, secret, utf8ToBytes(parseSolanaDerivationPath(path)))
  const addressOf = (key: Uint8Array): Address => getAddressDecoder().decode(ed25519.getPublicKey(key))

  return {
    label: { name: 'Training key for Solana', status: 'training' },
    getAddress: (path, signal?: CancelSignal) => untilCancelled(async () => addressOf(keyAt(path)), signal),
    signTransaction: (path, message, signal?: CancelSignal) =>
      untilCancelled(async () => {
        const key = keyAt(path)
        const { treasury } = await readSignableMessage(message)
        const address = addressOf(key)
        if (treasury !== address) throw wrongSolanaSigner(address, treasury)
        return ed25519.sign(message, key)
      }, signal),
  }
}
