/**
 * Checks a `commonmast-provisioning` document, version 1 or 2, from nothing but itself. Invariant: a list of no more than notes
 * means that its form, its Ed25519 signature (RFC 8032) and its own claims agree; it never throws. Who owns the key is for the reader to
 * know.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { provisioningBytes } from './provisioningBytes'
import { type ProvisioningFacts, type ProvisioningFactsV1, provisioningFileSchema } from './provisioningFile'
import { claimFindings } from './verifyProvisioningClaims'
import { evidenceFindings } from './verifyProvisioningEvidence'

export interface ProvisioningFinding {
  where: string
  message: string
  /** True for what is to be known of the device although the record holds, such as an identifier that it did not tell. */
  isNote?: true
}

/** @returns what does not hold, one finding each, and notes on what holds and is odd. */
export function verifyProvisioning(file: unknown): ProvisioningFinding[] {
  const parsed = provisioningFileSchema.safeParse(file)
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ where: path.join('.') || 'file', message }))
  }
  // What is signed is what is in the file, not what the schema kept of it: an added fact must break the signature too.
  const { facts } = file as { facts: ProvisioningFacts }
  const { signature, publicKey } = parsed.data
  const findings = commonFindings(parsed.data.facts)
  if (parsed.data.format === 'commonmast-provisioning-v2') {
    findings.push(...claimFindings(parsed.data.facts), ...evidenceFindings(parsed.data.facts))
  } else if ('evidence' in facts) {
    // The format is not signed: a record must not get past its checks by being called an older one.
    findings.push({ where: 'format', message: 'These are facts of version 2 under the name of version 1.' })
  }
  if (!signatureHolds(signature, facts, publicKey)) {
    findings.push({ where: 'signature', message: 'The signature is not by this key over these facts: the record was changed.' })
  }
  return findings
}

function signatureHolds(signature: string, facts: object, publicKey: string): boolean {
  try {
    return ed25519.verify(hexToBytes(signature), provisioningBytes(facts), hexToBytes(publicKey))
  } catch {
    // A public key that is not a point of the curve.
    return false
  }
}

/** What must hold in every version. */
function commonFindings(facts: ProvisioningFacts | ProvisioningFactsV1): ProvisioningFinding[] {
  const findings: ProvisioningFinding[] = []
  const check = (holds: boolean, where: string, message: string) => {
    if (!holds) findings.push({ where, message })
  }
  const { startedAt, signedAt } = facts
  check(facts.identified, 'facts.identified', 'A provisioning is only signed for a device that was identified.')
  check(facts.connected || facts.network === null, 'facts.network', 'A network is named although the device was not connected.')
  check(!Number.isNaN(Date.parse(startedAt)), 'facts.startedAt', 'The start is not a date and time.')
  check(!Number.isNaN(Date.parse(signedAt)), 'facts.signedAt', 'The time of signing is not a date and time.')
  return findings
}
