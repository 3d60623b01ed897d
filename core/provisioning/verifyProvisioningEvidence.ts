/**
 * Whether the bytes in a record are what its counts and its hash say, and hold no password. Nothing here needs the session:
 * a record that came from anywhere is read the same way.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ProvisioningFacts } from './provisioningFile'
import { sentPasswords } from './session/sentPasswords'
import type { ProvisioningFinding } from './verifyProvisioning'

const WHERE = 'facts.evidence'

/** @returns one finding for each thing that does not hold; none where there is no evidence. */
export function evidenceFindings({ evidence, elapsedMs, steps }: ProvisioningFacts): ProvisioningFinding[] {
  if (!evidence) return []
  const { exchanges, bytes, droppedBytes } = evidence
  const findings: ProvisioningFinding[] = []
  const check = (holds: boolean, where: string, message: string) => {
    if (!holds) findings.push({ where, message })
  }
  const keptBytes = exchanges.reduce((sum, { hex }) => sum + hex.length / 2, 0)
  check(
    keptBytes + droppedBytes === bytes,
    `${WHERE}.bytes`,
    'The bytes that are kept and dropped are not those that were counted.',
  )
  if (droppedBytes === 0) {
    const hash = sha256.create()
    for (const { from, hex } of exchanges) hash.update(utf8ToBytes(`${from} ${hex}\n`))
    check(bytesToHex(hash.digest()) === evidence.sha256, `${WHERE}.sha256`, 'The hash is not that of the exchanges.')
  }
  let earliestMs = 0
  for (const [at, { atMs }] of exchanges.entries()) {
    check(
      atMs >= earliestMs && atMs <= elapsedMs,
      `${WHERE}.exchanges.${at}`,
      'An exchange is out of order, or later than signing.',
    )
    earliestMs = Math.max(earliestMs, atMs)
  }
  for (const { at, protocol } of sentPasswords(evidence, steps)) {
    check(
      false,
      `${WHERE}.exchanges.${at}`,
      `A password that was sent over ${protocol} is not cut out: do not pass this record on.`,
    )
  }
  return findings
}
