import type { ChainedAct } from '#core/records/actChains'
import { type Row, stateOf } from '#core/records/recordState'
import type { Act } from '#core/records/tables/cooperativeTables'
import type { CommonmastDatabase } from './database'

/** These acts, all that took something back and what they took back: what it takes to tell which acts stand. */
export async function readChainedActs(db: CommonmastDatabase, actIds: readonly string[]): Promise<ChainedAct[]> {
  // Acts that take nothing back are not in this index.
  const undoing = await db.acts.orderBy('undoes').toArray()
  const others = await db.acts.bulkGet([...new Set([...actIds, ...undoing.flatMap(({ undoes }) => undoes ?? [])])])
  const acts = new Map<string, Act>()
  for (const act of [...undoing, ...others]) if (act) acts.set(act.id, act)
  return [...acts.values()].map((act) => ({ id: act.id, undoes: act.undoes, stamp: stateOf(act as unknown as Row).stamp }))
}
