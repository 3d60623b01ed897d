/**
 * Which members signed the terms of an agreement as they stand, and whether what they signed holds. SPEC.md, rules [DC3] and
 * [DC4].
 */
import { Problem } from '../model/problem'
import type { Terms } from '../model/terms'
import type { TermsSignature } from './agreementRecords'
import { namedIn } from './checkTerms'
import { termsDigest } from './declaration'
import { verifyDeclaration } from './verifyDeclaration'

export interface MemberSigning {
  memberId: string
  /** Of the latest that holds, else of the latest; `earlier`: other terms of this agreement were signed. */
  state: 'signed' | 'earlier' | 'missing' | 'invalid'
  signature: TermsSignature | null
}

/**
 * How each member who is named in the terms stands to them, and each other member who signed them.
 * @param fault as `signatureFault`, perhaps remembered
 */
export function termsSigned(
  terms: Terms,
  signatures: readonly TermsSignature[],
  fault: (signature: TermsSignature) => string | null = signatureFault,
): MemberSigning[] {
  const ofAgreement = signatures
    .filter(({ agreementId }) => agreementId === terms.id)
    .sort((one, other) => (one.signedAt < other.signedAt ? 1 : -1))
  if (ofAgreement.length === 0) return [...namedIn(terms.stages).memberIds].map(missing)
  const current = termsDigest(terms)
  const memberIds = new Set([...namedIn(terms.stages).memberIds, ...ofAgreement.map(({ memberId }) => memberId)])
  return [...memberIds].map((memberId): MemberSigning => {
    const own = ofAgreement.filter((signature) => signature.memberId === memberId)
    const holding = own.filter((signature) => fault(signature) === null)
    const signed = holding.find(({ termsSha256 }) => termsSha256 === current)
    if (signed) return { memberId, state: 'signed', signature: signed }
    // Whoever signed anew made good what does not hold.
    const [latest] = own
    if (!latest) return missing(memberId)
    const invalid = own.find((signature) => !holding.includes(signature))
    return invalid ? { memberId, state: 'invalid', signature: invalid } : { memberId, state: 'earlier', signature: latest }
  })
}

const missing = (memberId: string): MemberSigning => ({ memberId, state: 'missing', signature: null })

/** Why a signature is not what its record says; null where it is. */
export function signatureFault({ id, agreementId, memberId, termsSha256, file }: TermsSignature): string | null {
  const [finding] = verifyDeclaration(file)
  if (finding) return finding.message
  const { said } = file.facts
  if (said.kind !== 'terms' || said.terms.id !== agreementId || said.member.id !== memberId || file.facts.id !== id) {
    return 'The declaration is of another agreement or member than it is kept for.'
  }
  return termsDigest(said.terms) === termsSha256 ? null : 'The declaration is of other terms than it is kept for.'
}

/**
 * What stands in the way of a split by these terms: a signature that does not hold.
 * @param names of members by id
 * @param fault as for `termsSigned`
 */
export function signatureProblems(
  all: readonly Terms[],
  signatures: readonly TermsSignature[],
  names: ReadonlyMap<string, string>,
  fault: (signature: TermsSignature) => string | null = signatureFault,
): Problem[] {
  return all.flatMap((terms) =>
    termsSigned(terms, signatures, fault)
      .filter(({ state }) => state === 'invalid')
      .map(({ memberId, signature }) => {
        const name = names.get(memberId) ?? memberId
        return new Problem(
          'agreement.bad-signature',
          `The signature of ${name} under agreement "${terms.name}" does not hold: it was changed after it was made. Have ${name} read the agreement and sign it again.`,
          { cause: signature ? fault(signature) : null },
        )
      }),
  )
}
