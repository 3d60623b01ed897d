/** What taking an act back would do, found from the log and from what the records are now. */
import { Problem } from '#core/model/problem'
import { type ActPlace, actChains } from '#core/records/actChains'
import { type Operation, readingOf, type Stamp, stampOf } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import { isSharedTable, mergePlans, type SharedTable } from '#core/records/recordTables'
import type { Act } from '#core/records/tables/cooperativeTables'
import { type UndoOfRecord, undoOf } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'
import { readChainedActs } from './readChainedActs'
import { readConfirmed } from './readConfirmed'
import { readStates } from './readStates'
import { readStories } from './recordStories'
import { guardUndo } from './undoGuards'
import { operationsIn } from './writeOperations'

export interface UndoPreview {
  act: Act
  /** Records that would be put back as they were, removed or brought back. */
  takenBack: UndoOfRecord[]
  /** Records of which something, or all, stays. */
  stays: UndoOfRecord[]
}

/** Tables that say what was done; they are not taken back themselves. */
const OF_ACTS: ReadonlySet<string> = new Set(['acts', 'actors', 'confirmations'])

/** Tables that `undoOfAct` reads whatever the act touched. */
export const READ_BY_UNDO = [
  'acts',
  'imports',
  'confirmations',
  'signatures',
  'distributions',
  'dataLayers',
  'operations',
  'shadows',
  'meta',
]

/** Where an act stands among those that took it back. @throws Problem `undo.not-found` or `undo.already-undone` */
export async function placeOfAct(db: CommonmastDatabase, actId: string): Promise<ActPlace> {
  await actOf(db, actId)
  const place = actChains(await readChainedActs(db, [actId])).placeOf(actId)
  if (place.isUndone) throw new Problem('undo.already-undone', 'This was taken back already.')
  return place
}

/** Shared tables that an act wrote. */
export async function tablesOfAct(db: CommonmastDatabase, actId: string): Promise<SharedTable[]> {
  const operations = await operationsOf(db, stampOfAct(await actOf(db, actId)))
  return [...new Set(operations.map(({ table }) => table))].filter(isSharedTable)
}

/**
 * Call it in a transaction on the act's tables and those of `READ_BY_UNDO`.
 * @throws Problem `undo.not-found`, `undo.already-undone` or what stands against it, such as `import.already-signed`
 */
export async function undoOfAct(db: CommonmastDatabase, actId: string): Promise<UndoPreview> {
  const { subject, own } = await placeOfAct(db, actId)
  const acts = await readChainedActs(db, [actId])
  // Without this act: what it took back stands again.
  const { neutral } = actChains(acts.filter((each) => !own.has(each.stamp)))
  const stamp = stampOfAct(await actOf(db, subject))
  const operations = (await operationsOf(db, stamp)).filter(({ table }) => !OF_ACTS.has(table))
  const preview: UndoPreview = { act: await actOf(db, actId), takenBack: [], stays: [] }
  for (const [table, ofTable] of byTable(operations)) {
    const plan = mergePlans.get(table)
    if (!plan || !isSharedTable(table)) continue
    const keys = ofTable.map(({ key }) => key)
    const now = await readStates(db, table, keys)
    const stories = await readStories(db, table, new Set(keys), { stamp, neutral })
    const confirmed = await readConfirmed(db, table, stamp, new Set(keys))
    for (const operation of ofTable) {
      const state = now.get(operation.key)
      if (!state) continue
      const met = confirmed.get(operation.key) ?? null
      const undo = undoOf(plan, { operation, own, now: state, confirmed: met, ...stories.of(operation.key, state) })
      const asImport = table === 'imports' ? { ...undo, ...importUndone(undo) } : undo
      if (asImport.change) preview.takenBack.push(asImport)
      if (asImport.stays !== null) preview.stays.push(asImport)
    }
  }
  return guardUndo(db, preview)
}

/** An import that is taken back stays in the list, as undone. */
function importUndone({ table, key, change }: UndoOfRecord): Partial<UndoOfRecord> {
  return change?.tombstone ? { change: { table, key, set: { status: 'undone' } } } : {}
}

async function actOf(db: CommonmastDatabase, actId: string): Promise<Act> {
  const act = await db.acts.get(actId)
  if (!act) throw new Problem('undo.not-found', 'This is no longer known here, so it cannot be taken back.')
  return act
}

function stampOfAct(act: Act): Stamp {
  return stateOf(act as unknown as Row).stamp
}

/** What one transaction did. */
async function operationsOf(db: CommonmastDatabase, stamp: Stamp): Promise<Operation[]> {
  const entries = await db.operations.where('t').equals(readingOf(stamp)).toArray()
  return entries.flatMap((entry) => operationsIn(entry)).filter((operation) => stampOf(operation) === stamp)
}

function byTable(operations: readonly Operation[]): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) {
    const group = groups.get(operation.table)
    if (group) group.push(operation)
    else groups.set(operation.table, [operation])
  }
  return groups
}
