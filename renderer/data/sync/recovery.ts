/** Founding with a recovery file, and its use when admins are lost. SPEC.md, [SY50]. */
import type { Founding } from '#core/sync/founding'
import type { RecoveryKey } from '#core/sync/joining/recoveryKey'
import { consoleClient } from '../../platform/consoleClient'
import { bindActor } from '../records/bindActor'
import { db } from '../records/openRecords'
import { checkMayBegin } from './beginInCooperative'
import { DexieSyncStore } from './DexieSyncStore'
import { installationKey } from './installationKey'
import { nameCooperative } from './joining'
import { oneRoundAtATime } from './oneRoundAtATime'
import { openSyncStore } from './openSyncStore'
import { beginByRecovery, recoverBy } from './recoverBy'
import { signerByMain } from './signerByMain'

/** A cooperative that begins once its recovery file is kept. */
export interface PreparedFounding {
  founding: Founding
  /** Canonical JSON of the batch that makes this installation an admin. */
  first: string
  recovery: RecoveryKey
}

/**
 * Nothing is changed here before `foundAsPrepared`.
 * @param name 1 to 200 characters
 * @throws Problem `sync.has-cooperative`, `sync.demo-here`, and those of the key
 */
export async function prepareFounding(name: string): Promise<PreparedFounding> {
  await installationKey()
  await checkMayBegin(db)
  return consoleClient.call('sync.foundWithRecovery', { name })
}

/** @throws as `foundCooperativeHere` */
export async function foundAsPrepared({ founding, first }: PreparedFounding): Promise<void> {
  const publicKey = await installationKey()
  await bindActor(db, publicKey)
  // What the founder's key says is sealed with no data key.
  const store = new DexieSyncStore(db, signerByMain(consoleClient, publicKey), null)
  await beginByRecovery(db, store, founding, first)
  await nameCooperative(founding)
}

/**
 * This laptop becomes an admin by the founder's key, and others lose their access with what is held of them here.
 * @param text of a `commonmast-recovery-key-v1`
 * @param shutOut keys of laptops, hex
 * @throws Problem as `readRecoveryKey`, those of the key, `data.disk-full` or `data.write-failed`
 */
export async function recoverHere(text: string, shutOut: readonly string[], signal: AbortSignal): Promise<void> {
  const publicKey = await installationKey()
  await oneRoundAtATime(db, signal, async () => recoverBy(await openSyncStore(db, consoleClient, publicKey), text, shutOut))
}
