/** Erasing what is known of a person, on every laptop of the cooperative. SPEC.md, [SY72]. */
import { Problem } from '#core/model/problem'
import { cooperativeId } from '#core/sync/founding'
import { destroyPerson } from '#core/sync/keys/destroyPerson'
import { consoleClient } from '../../platform/consoleClient'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { readIntendedAccess } from './access/intendedAccess'
import { saveBatchFile } from './batchFile'
import { installationKey } from './installationKey'
import { oneRoundAtATime } from './oneRoundAtATime'
import { openSyncStore } from './openSyncStore'
import { readFounding } from './readFounding'

/**
 * Destroys the data keys of a member. From here what they sealed is gone at once, from other laptops with their next rounds.
 * @param person key of the member
 * @throws Problem `erase.no-cooperative`, `access.no-right`, `erase.not-sealed`, and as `syncPlace`
 */
export async function erasePerson(person: string, signal: AbortSignal): Promise<void> {
  const founding = await readFounding(db)
  if (!founding) {
    throw new Problem(
      'erase.no-cooperative',
      'These records belong to no cooperative, so nobody else has them: remove the member, and delete old backups.',
    )
  }
  const publicKey = await installationKey()
  const intended = await readIntendedAccess(db)
  if (!intended?.access.admins().includes(publicKey)) {
    throw new Problem('access.no-right', 'Only an admin’s laptop erases what is known of a person: ask an admin to do it.')
  }
  // What no batch holds has no key that could be destroyed: a round with an empty file seals it.
  await saveBatchFile(signal)
  await oneRoundAtATime(db, signal, async () => {
    const store = await openSyncStore(db, consoleClient, publicKey)
    if ((await store.countUnsealed()) > 0) {
      throw new Problem(
        'erase.not-sealed',
        'Some changes here could not be sealed yet, so nothing was erased: sync, and erase then.',
      )
    }
    await destroyPerson(store, { cooperative: cooperativeId(founding), person, at: nowText() })
  })
}
