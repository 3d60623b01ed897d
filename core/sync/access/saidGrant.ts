/** Grants as they stand in batches: who said them is what the batch's signature says. SPEC.md, [SY40]. */
import { type AccessGrant, accessGrantSchema } from '../../records/tables/accessTables'
import type { NamedBatch } from '../batch'
import { canonicalText, hashOfText } from '../signedDocument'

/** One batch of an actor of a key. */
export interface BatchPosition {
  /** Raw Ed25519 public key, hex. */
  key: string
  actor: string
  /** Number of the batch. */
  n: number
}

export interface SaidGrant {
  grant: AccessGrant
  by: BatchPosition
  /** Number of the operation among those of its actor. */
  operation: number
}

/** What of an installation's access an admin decides on. */
export type StatedGrant = Omit<AccessGrant, 'id'>

/** The grant with its id. */
export function namedGrant(stated: StatedGrant): AccessGrant {
  return { id: hashOfText(canonicalText(stated)), ...stated }
}

/** What of a batch says who says what. */
interface SayingBatch {
  id: Pick<NamedBatch['id'], 'actor' | 'n'>
  batch: Pick<NamedBatch['batch'], 'publicKey' | 'operations'>
}

/** The grants in a batch that have the form of one and stand under their own id; whether they count is another matter. */
export function grantsIn({ id: { actor, n }, batch }: SayingBatch): SaidGrant[] {
  const by = { key: batch.publicKey, actor, n }
  return batch.operations.flatMap(({ table, key: id, set, n: operation }) => {
    if (table !== 'accessGrants') return []
    const parsed = accessGrantSchema.safeParse({ ...set, id })
    // What a later version says beside it is part of the id.
    const isWhole = parsed.success && set !== undefined && hashOfText(canonicalText(set)) === id
    return isWhole ? [{ grant: parsed.data, by, operation }] : []
  })
}
