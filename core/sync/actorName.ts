/**
 * The name of an actor follows from its key, so that nobody can bring a first batch under the name of another: who is asked
 * first would otherwise decide whose name it is. SPEC.md, [SY48].
 */
import { hashOfText } from './signedDocument'

/**
 * 16 hex digits: four of chance, and twelve of the SHA-256 of the key with those.
 * @param publicKey raw Ed25519 public key, hex
 * @param chance a whole number from 0 to 65,535: a copy of a database that takes a new name hardly ever finds the same
 */
export function actorName(publicKey: string, chance: number): string {
  const digits = chance.toString(16).padStart(4, '0')
  return digits + hashOfText(`${publicKey} ${digits}`).slice(0, 12)
}

export function isNameOf(publicKey: string, actor: string): boolean {
  return actor === actorName(publicKey, Number.parseInt(actor.slice(0, 4), 16))
}
