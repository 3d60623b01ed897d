import { readSettingValue } from '#core/records/tables/setting'
import type { Founding } from '#core/sync/founding'
import { foundingSetting } from '#core/sync/foundingSetting'
import type { CommonmastDatabase } from '../records/database'

/** The founding document of the cooperative that this database belongs to; null while it belongs to none. */
export async function readFounding(db: CommonmastDatabase): Promise<Founding | null> {
  return readSettingValue(foundingSetting, (await db.machineSettings.get(foundingSetting.key))?.value) ?? null
}
