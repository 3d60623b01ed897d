import { rolesNow } from '#core/sync/access/AccessState'
import { decideAccess, heldOfKey } from '#core/sync/access/decideAccess'
import { standingGrants } from '#core/sync/access/standingGrants'
import type { SyncStore } from '#core/sync/SyncStore'
import type { CommonmastDatabase } from '../records/database'
import { nowText } from '../records/newId'
import { transact } from '../records/transact'
import { readIntendedAccess } from './access/intendedAccess'

/**
 * An admin's installation says for which key data keys are wrapped for it, where no grant does: the founding document names none,
 * and a key that was begun anew is another. Everybody else's stands in the grant by which they were admitted. SPEC.md, [SY75].
 * @throws Problem `data.disk-full`, `data.write-failed`
 */
export async function nameEncryptionKey(db: CommonmastDatabase, store: SyncStore): Promise<void> {
  if (!store.dataKeys) return
  const intended = await readIntendedAccess(db)
  if (!intended) return
  const { access } = intended
  const { publicKey: key } = await store.self()
  const encryptionKey = await store.dataKeys.encryptionKey()
  const about = access.grantsAbout(key)
  const roles = rolesNow(about)
  const isNamed = standingGrants(about, () => true).some((grant) => grant.encryptionKey === encryptionKey)
  if (isNamed || !roles.includes('admin')) return
  // What was said before keeps the access that it had.
  const after = await heldOfKey(key, await store.vector(), (actor) => store.keyOf(actor))
  const grant = decideAccess(access, { key, encryptionKey, roles, after, createdAt: nowText() })
  const act = { kind: 'access', title: 'This laptop named the key by which it reads what is sealed' }
  await transact(db, act, ['accessGrants'], (records) => records.put('accessGrants', grant))
}
