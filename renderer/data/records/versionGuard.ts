/**
 * Looks at the version of a database before Dexie does: Dexie opens a newer one as far as it understands it, and adds the
 * stores that it misses.
 */
import { Problem } from '#core/model/problem'
import { KERNEL_VERSION, SCHEMA_VERSION } from '#core/records/operation'

/** Dexie numbers the browser's database in tens of its own versions. */
const VERSION_FACTOR = 10

/** The schema version of the records under that name; null when there are none. */
export async function schemaVersionOf(name: string): Promise<number | null> {
  const { version } = (await indexedDB.databases()).find((each) => each.name === name) ?? {}
  return version === undefined ? null : Math.floor(version / VERSION_FACTOR)
}

/**
 * @param beforeMigration called with the version of records that are about to be migrated
 * @throws Problem `data.newer-version`, or that of `beforeMigration`
 */
export async function guardVersion(name: string, beforeMigration: (version: number) => Promise<void>): Promise<void> {
  const version = await schemaVersionOf(name)
  if (version === null || version === SCHEMA_VERSION) return
  if (version > SCHEMA_VERSION) {
    throw new Problem(
      'data.newer-version',
      'A newer Commonmast wrote these records, and they are untouched: install that version to open them.',
    )
  }
  if (version < KERNEL_VERSION) await beforeMigration(version)
}
