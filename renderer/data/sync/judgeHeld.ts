/** What of held batches counts once access changes. SPEC.md, [SY46]. */
import { invariant } from '#core/model/problem'
import type { Operation } from '#core/records/operation'
import { mergePlans } from '#core/records/recordTables'
import type { AccessState } from '#core/sync/access/AccessState'
import { type JudgedAgain, judgeAgain, keysJudgedOtherwise } from '#core/sync/access/judgeAgain'
import { counted, judgeBy, type Withheld } from '#core/sync/access/judgeBatch'
import type { DataKey } from '#core/sync/keys/dataKey'
import { needsOlderBatches } from '#core/sync/snapshot/SnapshotStore'
import { openBatch } from '#core/sync/travel/openBatch'
import type { CommonmastDatabase } from '../records/database'
import { isNamedOnly } from '../records/joinedAt'
import { receiveOperations } from '../records/receiveOperations'
import { withdrawOperations } from '../records/withdrawOperations'
import { readChunk, readNamed } from './batchesInDatabase'
import { noteWithheld } from './noteWithheld'

/** Batches that are whole in memory at once. */
const AT_ONCE = 100

/**
 * Brings log and records to what access is now. Call it inside a transaction of the kernel on all shared tables and those of batches.
 * @param key null for a data key that is not here
 * @param except hashes of batches that are judged by whoever calls
 * @returns what was withdrawn, by batch
 * @throws Problem `snapshot.needs-older`
 */
export async function judgeHeld(
  db: CommonmastDatabase,
  before: AccessState,
  after: AccessState,
  key: (id: string) => DataKey | null,
  except: ReadonlySet<string> = new Set(),
): Promise<readonly Withheld[]> {
  const keys = keysJudgedOtherwise(before, after)
  if (keys.size === 0) return []
  const rows = await db.heldBatches.filter(({ publicKey, hash }) => keys.has(publicKey) && !except.has(hash)).toArray()
  if (rows.some(isNamedOnly)) throw needsOlderBatches()
  const withdrawn: Operation[] = []
  const restored: JudgedAgain['restored'][number][] = []
  const withheld: Withheld[] = []
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const batches = await readNamed(db, rows.slice(start, start + AT_ONCE))
    const judge = judgeBy(after, mergePlans)
    const again = judgeAgain(batches, judgeBy(before, mergePlans), judge)
    await noteWithheld(db, batches, judge)
    withdrawn.push(...again.withdrawn)
    restored.push(...again.restored)
    withheld.push(...again.withheld)
  }
  await withdrawOperations(db, withdrawn)
  const opening = { chunk: (hash: string) => readChunk(db, hash), key }
  for (const { batch, operations } of restored) {
    const opened = await openBatch(batch.batch, opening)
    invariant(opened.kind === 'whole', 'a held batch opens')
    await receiveOperations(db, counted(opened.operations, operations))
  }
  return withheld
}
