/** What taking an act back would do, found from the log and from what the records are now. */
import { Problem } from '#core/model/problem'
import { type ActPlace, actChains } from '#core/records/actChains'
import { type Operation, readingOf, type Stamp, stampOf } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import { isSharedTable, mergePlans, type SharedTable } from '#core/records/recordTables'
import type { Act } from '#core/records/tables/cooperativeTables'
import { type UndoOfRecord, undoOf } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'
import { readJoinedAt } from './joinedAt'
import { readChainedActs } from './readChainedActs'
import { readConfirmed } from './readConfirmed'
import { readStates } from './readStates'
import { readStories } from './recordStories'
import { guardUndo } from './undoGuards'
import { operationsIn } from './writeOperations'

export interface UndoPreview {
  act: Act
  /** Records that would be put back as they were, removed or brought back; see also `hasEffect`. */
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
  'closings',
  'reopenings',
  'payouts',
  'payoutMoves',
  'dataLayers',
  'operations',
  'shadows',
  'heldBatches',
  'meta',
]

/** Where an act stands among those that took it back. @throws Problem `undo.not-found` or `undo.already-undone` */
export async function placeOfAct(db: CommonmastDatabase, actId: string): Promise<ActPlace> {
  await actOf(db, actId)
  const place = actChains(await readChainedActs(db, [actId])).placeOf(actId)
  if (place.isUndone) throw new Problem('undo.already-undone', 'This was taken back already.')
  return place
}

/** Shared tables that taking an act back may write. */
export async function tablesOfAct(db: CommonmastDatabase, { root, last }: ActPlace): Promise<SharedTable[]> {
  const operations = [...(await operationsOf(db, root)), ...(await operationsOf(db, last))]
  return [...new Set(operations.map(({ table }) => table))].filter(isSharedTable)
}

/**
 * Call it in a transaction on the act's tables and those of `READ_BY_UNDO`.
 * @throws Problem `undo.not-found`, `undo.already-undone`, `undo.before-snapshot` or what stands against it, such as `import.already-signed`
 */
export async function undoOfAct(db: CommonmastDatabase, actId: string): Promise<UndoPreview> {
  const place = await placeOfAct(db, actId)
  const chains = actChains(await readChainedActs(db, [actId]))
  const stamp = stampOfAct(await actOf(db, place.root))
  await refuseBeforeSnapshot(db, stamp)
  const again = place.isUndo
  const operations = (await operationsOf(db, place.root)).filter(({ table }) => !OF_ACTS.has(table))
  const preview: UndoPreview = { act: await actOf(db, actId), takenBack: [], stays: [] }
  for (const [table, ofTable] of byTable(operations)) {
    const plan = mergePlans.get(table)
    if (!plan || !isSharedTable(table)) continue
    const keys = ofTable.map(({ key }) => key)
    const now = await readStates(db, table, keys)
    const stories = await readStories(db, { table, keys: new Set(keys), stamp, again, chains })
    const confirmed = await readConfirmed(db, table, stamp, new Set(keys))
    for (const operation of ofTable) {
      const state = now.get(operation.key)
      const story = stories.of(operation.key)
      if (!state || !story) continue
      const met = confirmed.get(operation.key) ?? null
      const undo =
        table === 'imports'
          ? undoOfImport(operation.key, again)
          : undoOf(plan, { operation, stamp, again, now: state, confirmed: met, ...story })
      if (undo.change) preview.takenBack.push(undo)
      if (undo.stays !== null) preview.stays.push(undo)
    }
  }
  if (again) preview.takenBack.push(...(await goneWithIt(db, place.last, operations)))
  return guardUndo(db, preview)
}

/** What it was before is not in the log of a laptop that joined from a snapshot: it would be put back as nothing. SPEC.md, [SY94]. */
async function refuseBeforeSnapshot(db: CommonmastDatabase, stamp: Stamp): Promise<void> {
  const joinedAt = await readJoinedAt(db)
  if (joinedAt === null || readingOf(stamp) > joinedAt) return
  throw new Problem(
    'undo.before-snapshot',
    'This laptop joined from a snapshot that was made after this was done, so it does not know what was there before: take it back on a laptop that was there.',
  )
}

/** An import that is taken back stays in the list, as undone. */
function undoOfImport(key: string, again: boolean): UndoOfRecord {
  return { table: 'imports', key, change: { table: 'imports', key, set: { status: again ? 'done' : 'undone' } }, stays: null }
}

/** Records that went with what an act wrote when it was taken back, such as a split of rewards: they come back with it. */
async function goneWithIt(db: CommonmastDatabase, undoActId: string, ofAct: readonly Operation[]): Promise<UndoOfRecord[]> {
  const own = new Set(ofAct.map(({ table, key }) => `${table} ${key}`))
  const found: UndoOfRecord[] = []
  for (const operation of await operationsOf(db, undoActId)) {
    const { table, key, tombstone } = operation
    if (!tombstone || !isSharedTable(table) || own.has(`${table} ${key}`)) continue
    const state = (await readStates(db, table, [key])).get(key)
    if (state?.removal?.stamp !== stampOf(operation)) continue
    found.push({ table, key, change: { table, key, tombstone: false }, stays: null })
  }
  return found
}

async function actOf(db: CommonmastDatabase, actId: string): Promise<Act> {
  const act = await db.acts.get(actId)
  if (!act) throw new Problem('undo.not-found', 'This is no longer known here, so it cannot be taken back.')
  return act
}

function stampOfAct(act: Act): Stamp {
  return stateOf(act as unknown as Row).stamp
}

/** What an act did, in its transaction. */
async function operationsOf(db: CommonmastDatabase, actId: string): Promise<Operation[]> {
  const stamp = stampOfAct(await actOf(db, actId))
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
