/**
 * Ledger's kit signs blindly without being asked: after any failure but the user's own refusal it sends the transaction
 * again, and for typed data it falls back to bare hashes. Here one connection carries one request to sign: a repeated
 * one gets the device's first refusal again, or is vetoed, and never reaches the device.
 */
const CLA_ETHEREUM = 0xe0
const INS_SIGN_TRANSACTION = 0x04
const INS_SIGN_TYPED_DATA = 0x0c
const INS_TYPED_DATA_STRUCTURE = 0x1a
const INS_TYPED_DATA_VALUE = 0x1c
const FIRST_CHUNK = 0x00
const BARE_HASHES = 0x00

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
      const bareHashes = apdu[0] === CLA_ETHEREUM && apdu[1] === INS_SIGN_TYPED_DATA && apdu[3] === BARE_HASHES
      if (!bareHashes && !(asksToSign(apdu) && (asked || refusal))) return { kind: 'send' }
      if (refusal) return { kind: 'answer', statusWord: refusal }
      return { kind: 'veto', tag: bareHashes ? 'BlindSigningVetoed' : 'SecondSigningVetoed' }
    },
    remember(apdu, statusWord) {
      if (asksToSign(apdu)) asked = true
      const accepted = statusWord[0] === 0x90 && statusWord[1] === 0x00
      if (belongsToSigning(apdu) && !accepted) refusal = Uint8Array.from(statusWord)
    },
  }
}

function asksToSign([cla, ins, p1]: Uint8Array): boolean {
  return cla === CLA_ETHEREUM && ((ins === INS_SIGN_TRANSACTION && p1 === FIRST_CHUNK) || ins === INS_SIGN_TYPED_DATA)
}

function belongsToSigning([cla, ins]: Uint8Array): boolean {
  const signing = [INS_SIGN_TRANSACTION, INS_SIGN_TYPED_DATA, INS_TYPED_DATA_STRUCTURE, INS_TYPED_DATA_VALUE]
  return cla === CLA_ETHEREUM && ins !== undefined && signing.includes(ins)
}
