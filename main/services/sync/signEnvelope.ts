/** The installation's signature of an envelope of a data key. The key signs for the page nothing that names another key. SPEC.md, [SY74]. */
import { bytesToHex } from '@noble/hashes/utils.js'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { ENVELOPE_TEXT_LIMITS, envelopeSchema } from '#core/sync/keys/envelope'
import { canonicalText, signedBytes } from '#core/sync/signedDocument'
import type { Signer } from '../../storage/installationKey'

/** Any signature: the document is checked before it has one. */
const UNSIGNED = '0'.repeat(128)

/**
 * @param document RFC 8785 form of the envelope without its signature
 * @returns the raw signature, hex
 * @throws Problem `sync.not-an-envelope`, and those of the key
 */
export function signEnvelope(document: string, signer: Signer): string {
  const value = readJson(document)
  if (typeof value !== 'object' || value === null || 'signature' in value) throw notAnEnvelope('it is no unsigned document')
  const parsed = envelopeSchema.safeParse({ ...value, signature: UNSIGNED })
  if (!parsed.success) throw notAnEnvelope(parsed.error)
  const { signature: _, ...envelope } = parsed.data
  if (envelope.publicKey !== signer.publicKeyHex) throw notAnEnvelope('it names another key')
  // What is signed is what was understood, in the one form in which it can be said.
  if (canonicalText(envelope) !== document) throw notAnEnvelope('it is not in its canonical form')
  return bytesToHex(signer.sign(signedBytes(envelope)))
}

function readJson(document: string): unknown {
  try {
    return parseBoundedJson(document, ENVELOPE_TEXT_LIMITS)
  } catch (cause) {
    throw notAnEnvelope(cause)
  }
}

function notAnEnvelope(cause: unknown): Problem {
  return new Problem(
    'sync.not-an-envelope',
    'What was to be signed is no envelope of this installation, so nothing was signed: start again and sync.',
    { cause },
  )
}
