/** These records become those of a cooperative. SPEC.md, [SY18] and [SY19]. */
import { Problem } from '#core/model/problem'
import { cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { readSettingValue } from '#core/records/tables/setting'
import { cooperativeId, type Founding } from '#core/sync/founding'
import { foundingSetting } from '#core/sync/foundingSetting'
import { type CommonmastDatabase, permitWrites } from '../records/database'
import { takeOverLog } from '../records/takeOverLog'
import { asWriteProblem } from '../records/writeProblem'
import { readFounding } from './readFounding'

/**
 * Whether these records may become those of a cooperative.
 * @throws Problem `sync.has-cooperative`, `sync.demo-here`
 */
export async function checkMayBegin(db: CommonmastDatabase): Promise<void> {
  const founding = await readFounding(db)
  if (founding) throw hasCooperative(founding)
  const setting = await db.cooperativeSettings.get(cooperativeSetting.key)
  if (!readSettingValue(cooperativeSetting, setting?.value)?.synthetic) return
  throw new Problem(
    'sync.demo-here',
    'The demo cooperative is loaded, and everybody would get it: remove the demo in Settings, then found or join a cooperative.',
  )
}

/**
 * In one transaction, the database belongs to the cooperative, and whatever it holds that nobody would seal becomes its own.
 * For the same cooperative again it changes nothing.
 * @param founding verified
 * @throws as `checkMayBegin`, and Problem `data.disk-full` or `data.write-failed`
 */
export async function beginInCooperative(db: CommonmastDatabase, founding: Founding): Promise<void> {
  try {
    await db.transaction('rw', db.tables, async () => {
      permitWrites()
      const own = await readFounding(db)
      if (own && cooperativeId(own) === cooperativeId(founding)) return
      await checkMayBegin(db)
      await db.machineSettings.put({ key: foundingSetting.key, value: founding })
      await takeOverLog(db)
    })
  } catch (thrown) {
    throw asWriteProblem(thrown)
  }
}

function hasCooperative({ name }: Founding): Problem {
  return new Problem(
    'sync.has-cooperative',
    `These records belong to the cooperative “${name}” already, and to one only: start the program with another data folder for another cooperative.`,
  )
}
