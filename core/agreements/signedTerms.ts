/** Declarations that were signed, for tests. Synthetic. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Terms } from '../model/terms'
import type { TermsSignature } from './agreementRecords'
import {
  DECLARATION_FORMAT,
  type Declaration,
  declarationBytes,
  readingOf,
  type StatedDeclaration,
  type StatedTerms,
  termsDigest,
} from './declaration'

const KEY = new Uint8Array(32).fill(7)

/** As main signs, with a key that everybody knows. */
export function signDeclaration(said: StatedDeclaration, signedAt = '2026-01-05T10:00:00.000Z'): Declaration {
  const publicKey = bytesToHex(ed25519.getPublicKey(KEY))
  const facts = { id: `declaration of ${signedAt}`, said, signedAt }
  const signature = bytesToHex(ed25519.sign(declarationBytes({ facts, publicKey }), KEY))
  return { format: DECLARATION_FORMAT, facts, publicKey, signature }
}

export function statedTerms(terms: Terms, memberId: string, more: Partial<StatedTerms> = {}): StatedTerms {
  const said = {
    kind: 'terms' as const,
    member: { id: memberId, name: memberId },
    terms,
    names: [],
    agreementNames: [],
    token: null,
    ...more,
  }
  return { reading: readingOf(said), ...said }
}

export function signedTerms(terms: Terms, memberId: string, signedAt?: string): TermsSignature {
  const file = signDeclaration(statedTerms(terms, memberId), signedAt)
  return {
    ...{ id: file.facts.id, agreementId: terms.id, memberId, termsSha256: termsDigest(terms) },
    ...{ file, signedAt: file.facts.signedAt },
  }
}
