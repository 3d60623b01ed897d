/**
 * Ledger's kit signs blindly without being asked: after any failure but the user's own refusal it sends the transaction
 * again, and for typed data it falls back to bare hashes. Here one connection carries one request to sign: a repeated
 * one gets the device's first refusal again, or is vetoed, and never reaches the device.
 */
import { asksToSign, belongsToSigning, signsBareHashes } from './ledgerApdu'

type Ruling =
  | { kind: 'send' }
  /** Answer with the refusal that the device gave already. */
  | { kind: 'answer'; statusWord: Uint8Array }
  | { kind: 'veto'; tag: 'BlindSigningVetoed' | 'SecondSigningVetoed' }

export interface SigningVeto {
  rule(apdu: Uint8Array): Ruling
  /** @param statusWord the two last bytes of the device's answer to `apdu`. */
  remember(apdu: Uint8Array, statusWord: Uint8Array): void
}

/** Kept for the life of one connection. */
export function createSigningVeto(): SigningVeto {
  let refusal: Uint8Array | undefined
  let asked = false

  return {
    rule(apdu) {
      const bareHashes = signsBareHashes(apdu)
      if (!bareHashes && !(asksToSign(apdu) && (asked || refusal))) return { kind: 'send' }
      if (refusal) return { kind: 'answer', statusWord: refusal }
      return { kind: 'veto', tag: bareHashes && !asked ? 'BlindSigningVetoed' : 'SecondSigningVetoed' }
    },
    remember(apdu, statusWord) {
      if (asksToSign(apdu)) asked = true
      const accepted = statusWord[0] === 0x90 && statusWord[1] === 0x00
      if (belongsToSigning(apdu) && !accepted) refusal = Uint8Array.from(statusWord)
    },
  }
}
