/** What does not hold of signatures under terms, remembered: they are facts, and to verify one takes some milliseconds. */
import type { TermsSignature } from '#core/agreements/agreementRecords'
import { signatureFault } from '#core/agreements/termsSigned'
import { contentDigest } from '#core/model/contentDigest'

const KNOWN_AT_MOST = 10_000
const known = new Map<string, string | null>()

/** As `signatureFault`, of the very same record at once. For screens; what is split is verified anew. */
export function knownSignatureFault(signature: TermsSignature): string | null {
  const digest = contentDigest(signature)
  const before = known.get(digest)
  if (before !== undefined) return before
  const fault = signatureFault(signature)
  if (known.size < KNOWN_AT_MOST) known.set(digest, fault)
  return fault
}
