/** Checks a `commonmast-declaration-v1` from nothing but itself. Who owns the key is for the reader to know. */
import type { Finding } from '../model/finding'
import { declarationSchema, isGenuineDeclaration, readingOf } from './declaration'

/** @returns what does not hold, one finding each; it never throws. */
export function verifyDeclaration(file: unknown): Finding[] {
  const parsed = declarationSchema.safeParse(file)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ where: path.join('.') || 'file', message }))
  }
  const findings: Finding[] = []
  // What is signed is what is in the file, not what the schema kept of it: an added fact must break the signature too.
  const { facts } = file as typeof parsed.data
  if (!isGenuineDeclaration({ ...parsed.data, facts })) {
    findings.push({
      where: 'signature',
      message: 'The signature is not by this key over these facts: the declaration was changed.',
    })
  }
  const { said } = parsed.data.facts
  if (said.kind === 'terms') {
    if (readingOf(said).join('\n') !== said.reading.join('\n')) {
      findings.push({ where: 'facts.said.reading', message: 'The sentences that were read are not those of the terms.' })
    }
  }
  return findings
}
