/** What a member agrees to: signed with the installation's key, and kept as a fact. SPEC.md, rules [DC1] to [DC4]. */
import type { TermsSignature } from '#core/agreements/agreementRecords'
import { namedIn } from '#core/agreements/checkTerms'
import { type Declaration, readingOf, type StatedDeclaration, type StatedTerms, termsDigest } from '#core/agreements/declaration'
import { signatureFault, signatureProblems } from '#core/agreements/termsSigned'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Agreement, Member } from '#core/model/records'
import type { Terms } from '#core/model/terms'
import { termsOf } from '#core/rewards/termsOf'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'

/** What a member would sign: the terms, their sentences, and the names in them. */
export function stateTerms(
  agreement: Agreement,
  { id, name }: Pick<Member, 'id' | 'name'>,
  known: { members: readonly Member[]; agreements: readonly Agreement[]; token: Token | null },
): StatedTerms {
  const terms = termsOf(agreement)
  const named = namedIn(terms.stages)
  const namesOf = (all: readonly { id: string; name: string }[], ids: ReadonlySet<string>) =>
    all.filter((one) => ids.has(one.id)).map((one) => ({ id: one.id, name: one.name }))
  const said = {
    kind: 'terms' as const,
    member: { id, name },
    terms,
    names: namesOf(known.members, named.memberIds),
    agreementNames: namesOf(known.agreements, named.agreementIds),
    token: known.token && { symbol: known.token.symbol, decimals: known.token.decimals },
  }
  return { reading: readingOf(said), ...said }
}

/**
 * @param sign asks main, which notes it in the journal
 * @throws Problem `declaration.does-not-hold`, `agreement.changed`, those of the key and `data.*`
 */
export async function signTerms(
  said: StatedTerms,
  sign: (said: StatedDeclaration) => Promise<Declaration>,
): Promise<TermsSignature> {
  await refuseChanged(said)
  const file = await sign(said)
  const record: TermsSignature = {
    id: file.facts.id,
    agreementId: said.terms.id,
    memberId: said.member.id,
    termsSha256: termsDigest(said.terms),
    file,
    signedAt: file.facts.signedAt,
  }
  const fault = signatureFault(record)
  if (fault) {
    throw new Problem('declaration.does-not-hold', 'The signature does not hold, so it was not kept: try again.', {
      cause: fault,
    })
  }
  const act = { kind: 'terms-signature', title: `Agreement ${said.terms.name} signed by ${said.member.name}` }
  await transact(db, act, ['agreements', 'termsSignatures'], async (records) => {
    await records.put('termsSignatures', record)
  })
  return record
}

/** Nobody signs what is not kept so: it would be signed for an agreement that there is not. */
async function refuseChanged({ terms }: StatedTerms): Promise<void> {
  const kept = await db.agreements.get(terms.id)
  if (kept && termsDigest(termsOf(kept)) === termsDigest(terms)) return
  throw new Problem('agreement.changed', 'The agreement was changed since it was read: open it and read it again.')
}

/**
 * Within a transaction on `termsSignatures`.
 * @throws Problem `agreement.bad-signature` where a signature under one of the terms does not hold
 */
export async function refuseBadSignatures(all: readonly Terms[], members: readonly Pick<Member, 'id' | 'name'>[]): Promise<void> {
  const signatures = await db.termsSignatures.toArray()
  const [problem] = signatureProblems(all, signatures, new Map(members.map(({ id, name }) => [id, name])))
  if (problem) throw problem
}
