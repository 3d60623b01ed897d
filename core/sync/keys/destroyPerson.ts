/** What is known of a person is to be gone, everywhere: their data keys are destroyed. SPEC.md, [SY72]. */
import { reopenBatches } from '../reopenBatches'
import type { SyncStore } from '../SyncStore'
import { destroyKey, type Envelope } from './envelope'

export interface DestroyRequest {
  /** Id of the cooperative. */
  cooperative: string
  /** Key of the member. */
  person: string
  /** ISO 8601, UTC. */
  at: string
}

/**
 * Everything that held batches say under the person's keys goes from here at once, and from every other laptop with its next
 * round. What the person's record said in changes that no batch holds yet stays until it is changed.
 * @returns how many keys were destroyed
 */
export async function destroyPerson(store: SyncStore, { cooperative, person, at }: DestroyRequest): Promise<number> {
  const { dataKeys } = store
  if (!dataKeys) return 0
  const held = new Map((await dataKeys.keys()).map((key) => [key.id, key]))
  const theirs = [...held.values()].filter((key) => key.person === person)
  const versions = new Map((await dataKeys.envelopes()).map(({ keyId, version }) => [keyId, version]))
  const { publicKey } = await store.self()
  const envelopes: Envelope[] = []
  for (const { id } of theirs) {
    const version = (versions.get(id) ?? 0) + 1
    envelopes.push(await destroyKey(id, { cooperative, version, at }, { publicKey, sign: (bytes) => dataKeys.sign(bytes) }))
    held.delete(id)
  }
  const batches = await store.sealedWith(new Set(theirs.map(({ id }) => id)))
  await reopenBatches(store, batches, (id) => held.get(id) ?? null)
  await dataKeys.keep({ keys: [], envelopes })
  return theirs.length
}
