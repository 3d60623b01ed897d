/** Who may write, as the founding document and the grants in held batches say. SPEC.md, [SY41]. */
import { invariant } from '#core/model/problem'
import { type AccessState, accessState } from '#core/sync/access/AccessState'
import { grantsIn } from '#core/sync/access/saidGrant'
import type { CommonmastDatabase } from '../../records/database'
import { readNamed } from '../batchesInDatabase'
import { readFounding } from '../readFounding'

/** Every write asks, and batches with grants are few and hardly ever become more. By what it was worked out from. */
const known = new WeakMap<CommonmastDatabase, { from: string; access: AccessState }>()

/** Reads `machineSettings`, `heldBatches` and `batchTexts`. */
export async function readAccess(db: CommonmastDatabase): Promise<AccessState> {
  const founding = await readFounding(db)
  invariant(founding, 'access is that of a cooperative')
  const rows = await db.heldBatches.where('grants').above(0).toArray()
  const from = [founding.signature, ...rows.map(({ hash }) => hash)].join()
  const before = known.get(db)
  if (before?.from === from) return before.access
  const access = accessState(founding, (await readNamed(db, rows)).flatMap(grantsIn))
  known.set(db, { from, access })
  return access
}
