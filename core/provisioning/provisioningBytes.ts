/** The exact bytes that an installation signs for a provisioning: UTF-8 of the RFC 8785 (JSON canonicalization) form. */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../model/canonicalJson'
import { invariant } from '../model/problem'

export function provisioningBytes(facts: object): Uint8Array {
  const text = canonicalJson(facts)
  invariant(text !== undefined, 'facts are plain JSON')
  return utf8ToBytes(text)
}
