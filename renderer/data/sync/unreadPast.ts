/** Whether this laptop has yet to read what was done under its own name, or since its backup: then what was paid is not all known. */
import { useLiveQuery } from 'dexie-react-hooks'
import { placeMemorySetting, restoredSetting } from '#core/records/tables/machineSettings'
import { readSettingValue } from '#core/records/tables/setting'
import { dateTimeText } from '#core/words/dateText'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'
import { readFounding } from './readFounding'

/** Why paying has to wait, in a sentence with what to do; null where it has not. SPEC.md, [SY98]. */
export async function readUnreadPast(records: CommonmastDatabase): Promise<string | null> {
  if (!(await readFounding(records))) return null
  const [restored, places] = await records.machineSettings.bulkGet([restoredSetting.key, placeMemorySetting.key])
  const backup = readSettingValue(restoredSetting, restored?.value)
  if (backup) {
    return `These records came back from a backup of ${dateTimeText(backup.backupAt)}, and nothing was read since: sync first, or what was paid after that could be paid again.`
  }
  const memory = readSettingValue(placeMemorySetting, places?.value) ?? []
  // The time is in the sentence, so that whoever goes on all the same is asked again once something else is missing.
  const newest = memory
    .flatMap(({ unreadSince }) => unreadSince ?? [])
    .sort()
    .at(-1)
  if (newest === undefined) return null
  return `Since ${dateTimeText(newest)} something is known to be missing of what this laptop said before, or a key to what the others said, so not all that was paid is known: sync until nothing is missing.`
}

/** Live; undefined while loading. */
export const useUnreadPast = () => useLiveQuery(() => readUnreadPast(db))

/** Records that came from a backup of a cooperative have to be read on from there. Call it in the transaction that restores. */
export async function rememberRestored(records: CommonmastDatabase, backupAt: string): Promise<void> {
  await records.machineSettings.put({ key: restoredSetting.key, value: { backupAt } })
}

/** A round has read all of it. */
export async function forgetRestored(records: CommonmastDatabase): Promise<void> {
  await records.machineSettings.delete(restoredSetting.key)
}
