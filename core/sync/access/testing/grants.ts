/** Grants for tests, said by keys that are words. */
import { type Founding, foundCooperative } from '../../founding'
import { signerNamed } from '../../testing/signers'
import { namedGrant, type SaidGrant, type StatedGrant } from '../saidGrant'

const CREATED_AT = '2026-11-28T10:00:00.000Z'

export const founding: Founding = await foundCooperative(
  { name: 'Hill', foundedAt: CREATED_AT, salt: new Uint8Array(32) },
  signerNamed('founder'),
)

const keys = new Map<string, string>()

export function keyOf(word: string): string {
  const key = keys.get(word) ?? signerNamed(word).publicKey
  keys.set(word, key)
  return key
}

/** The only actor of a key, unless a test says otherwise. */
export function actorOf(word: string): string {
  return keyOf(word).slice(0, 16)
}

/** An admin's word in batch n of its actor. */
export function says(
  author: string,
  n: number,
  about: string,
  roles: StatedGrant['roles'],
  more: Partial<StatedGrant> = {},
): SaidGrant {
  const stated = { key: keyOf(about), encryptionKey: null, roles, after: {}, replaces: [], createdAt: CREATED_AT, ...more }
  return { grant: namedGrant(stated), by: { key: keyOf(author), actor: actorOf(author), n }, operation: n }
}

/** A revocation after batch n of the actor of a key. */
export function revokes(author: string, n: number, about: string, last: number, over: readonly SaidGrant[] = []): SaidGrant {
  return says(author, n, about, [], { after: { [actorOf(about)]: last }, replaces: over.map(({ grant }) => grant.id) })
}
