/** What a recovery file does to the records. SPEC.md, [SY50]. */
import { invariant, Problem } from '#core/model/problem'
import { decideAccess, heldOfKey } from '#core/sync/access/decideAccess'
import { namedEncryptionKey } from '#core/sync/access/namedEncryptionKey'
import type { NamedBatch } from '#core/sync/batch'
import type { Founding } from '#core/sync/founding'
import { readRecoveryKey, sayByRecovery } from '#core/sync/joining/recoveryKey'
import { readBatch } from '#core/sync/readBatch'
import type { SyncStore } from '#core/sync/SyncStore'
import { type CommonmastDatabase, permitWrites } from '../records/database'
import { nowText } from '../records/newId'
import { beginInCooperative } from './beginInCooperative'

/** The records are the cooperative's and this installation its admin, or neither: one transaction. */
export async function beginByRecovery(
  records: CommonmastDatabase,
  store: Pick<SyncStore, 'apply'>,
  founding: Founding,
  first: string,
): Promise<void> {
  const batch = readBatch(first)
  invariant(batch.kind === 'whole', 'a cooperative begins with a whole batch')
  await records.transaction('rw', records.tables, async () => {
    permitWrites()
    await beginInCooperative(records, founding)
    await store.apply([asApplied(batch)])
  })
}

/** @throws Problem as `readRecoveryKey`, `sync.no-cooperative`, `data.disk-full` or `data.write-failed` */
export async function recoverBy(store: SyncStore, text: string, shutOut: readonly string[]): Promise<void> {
  const founding = await store.founding()
  if (!founding) {
    throw new Problem('sync.no-cooperative', 'This laptop belongs to no cooperative yet: join it first, and use the file then.')
  }
  const recovery = await readRecoveryKey(text, founding)
  const { publicKey } = await store.self()
  const access = await store.access()
  const vector = await store.vector()
  const createdAt = nowText()
  const decide = async (key: string, roles: readonly 'admin'[]) => {
    // What an unknown laptop wrote counts from the beginning; of one that was known it stays as it is.
    const after = access.named.has(key) ? await heldOfKey(key, vector, (actor) => store.keyOf(actor)) : {}
    const own = key === publicKey ? await store.dataKeys?.encryptionKey() : undefined
    const encryptionKey = own ?? namedEncryptionKey(access.grantsAbout(key))
    return decideAccess(access, { key, roles, after, encryptionKey, createdAt })
  }
  const grants = [await decide(publicKey, ['admin'])]
  for (const key of shutOut) grants.push(await decide(key, []))
  const [chance = 0] = crypto.getRandomValues(new Uint16Array(1))
  await store.apply([asApplied(await sayByRecovery(recovery, grants, chance, Date.now()))])
}

/** Grants are never sealed and never large. */
function asApplied({ id, batch, text }: NamedBatch) {
  return { named: { id, batch, text }, operations: batch.operations, keys: [] }
}
