/** What admins of a model say of each other's access, and what a program that was changed seals with a key it has. */
import fc from 'fast-check'
import type { Change, Operation } from '../../records/operation'
import type { AccessRole } from '../../records/tableDeclaration'
import { namedGrant, type StatedGrant } from '../access/saidGrant'
import { actorName } from '../actorName'
import { type NamedBatch, reachedWith } from '../batch'
import { cooperativeId, type Founding } from '../founding'
import { sealBatch } from '../sealBatch'
import { signerNamed } from './signers'

export const rolesSaid = fc.constantFrom<(readonly AccessRole[])[]>(['admin', 'operator'], ['operator'], ['member'], [], [])

/** stolen: by the key of a laptop. strange: by a key that nobody has admitted at first. */
export const forgery = fc.constantFrom('write', 'remove', 'promote-itself', 'revoke-founder', 'revoke-all', 'admit-stranger')
export type Forgery = typeof forgery extends fc.Arbitrary<infer T> ? T : never

/** Chains of batches that a changed program makes, one for each key that it has. */
export class Forger {
  readonly #last = new Map<string, NamedBatch>()

  constructor(private readonly founding: Founding) {}

  /**
   * @param word whose key
   * @param keys of all laptops, the founder's first
   */
  async forge(word: string, what: Forgery, keys: readonly string[]): Promise<NamedBatch> {
    const signer = signerNamed(word)
    const actor = actorName(signer.publicKey, 0xf000)
    const last = this.#last.get(word)
    const before = last ? reachedWith(last) : null
    const operations = changesOf(what, signer.publicKey, keys).map(
      // As early as anything can be.
      (change, at): Operation => ({
        ...change,
        actor,
        n: (before?.lastOperation ?? 0) + at + 1,
        t: '000000000001-0000',
        schemaV: 6,
      }),
    )
    const batch = await sealBatch({ cooperative: cooperativeId(this.founding), actor, before, operations }, signer)
    this.#last.set(word, batch)
    return batch
  }
}

function changesOf(what: Forgery, own: string, [founder = '', ...others]: readonly string[]): Change[] {
  switch (what) {
    case 'write':
      return [{ table: 'sites', key: 'k1', set: { name: 'forged', updatedAt: '2026-11-29' } }]
    case 'remove':
      return [{ table: 'sites', key: 'k1', tombstone: true }]
    case 'promote-itself':
      return [grant(own, ['admin', 'operator'])]
    case 'revoke-founder':
      return [grant(founder, [])]
    case 'revoke-all':
      return [founder, ...others].filter((key) => key !== own).map((key) => grant(key, []))
    case 'admit-stranger':
      return [grant(signerNamed('stranger').publicKey, ['admin', 'operator'])]
  }
}

function grant(key: string, roles: StatedGrant['roles']): Change {
  const stated = { key, encryptionKey: null, roles, after: {}, replaces: [], createdAt: '2000-01-01T00:00:00.000Z' }
  const { id, ...set } = namedGrant(stated)
  return { table: 'accessGrants', key: id, set }
}
