/**
 * Taking an act back, on any installation that knows its operations: what is still as the act left it becomes what it was
 * before, as a new act that can be taken back itself. What cannot is said first.
 */
import { Problem } from '#core/model/problem'
import { actChains } from '#core/records/actChains'
import { applyOperations } from '#core/records/applyOperations'
import { type Change, type Operation, readingOf, type Stamp, stampOf } from '#core/records/operation'
import { type Row, STAMPS, stateOf } from '#core/records/recordState'
import { isSharedTable, mergePlans, type SharedTable } from '#core/records/recordTables'
import type { Act } from '#core/records/tables/cooperativeTables'
import { type UndoOfRecord, undoOf } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'
import { readChainedActs } from './readChainedActs'
import { readConfirmed } from './readConfirmed'
import { readStates } from './readStates'
import { type Transacted, type TransactOptions, transact } from './transact'
import { guardUndo } from './undoGuards'
import { dropOtherBulk } from './undoneBulk'
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

/**
 * What taking an act back would do; changes nothing.
 * @throws Problem `undo.not-found`, `undo.already-undone` or what stands against it, such as `import.already-signed`
 */
export async function previewUndo(db: CommonmastDatabase, actId: string): Promise<UndoPreview> {
  const tables = await tablesOf(db, actId)
  return db.transaction('r', [...new Set([...tables, ...ALWAYS_READ])], async () => undoOfAct(db, actId))
}

export interface UndoOptions extends Pick<TransactOptions, 'signal' | 'onProgress'> {
  /** Looks at what would be done, in the transaction that does it; what it throws keeps everything as it is. */
  accept?: (preview: UndoPreview) => Promise<void>
}

/**
 * Takes an act back.
 * @throws Problem as `previewUndo`, or `undo.nothing-left` when all of it was changed since
 */
export async function undoAct(
  db: CommonmastDatabase,
  actId: string,
  { accept, ...options }: UndoOptions = {},
): Promise<Transacted<UndoPreview>> {
  const act = await actOf(db, actId)
  const tables = [...new Set([...(await tablesOf(db, actId)), ...ALWAYS_READ])].filter(isSharedTable)
  return transact(
    db,
    { kind: 'undo', title: undoTitle(act), undoes: actId },
    tables,
    async (records) => {
      const preview = await undoOfAct(db, actId)
      await accept?.(preview)
      if (preview.takenBack.length === 0) throw nothingLeft(preview)
      await dropOtherBulk(db, preview.takenBack)
      for (const { change } of preview.takenBack) {
        if (change && isSharedTable(change.table)) await records.apply(change as Change & { table: SharedTable })
      }
      return preview
    },
    { ...options, local: ['layerChunks'] },
  )
}

const UNDONE = 'Undone: '
const AGAIN = 'Done again: '

function undoTitle({ title, undoes }: Act): string {
  if (undoes === null) return UNDONE + title
  return title.startsWith(UNDONE) ? AGAIN + title.slice(UNDONE.length) : UNDONE + title.slice(AGAIN.length)
}

function nothingLeft({ stays }: UndoPreview): Problem {
  const isOnlyFacts = stays.length > 0 && stays.every(({ stays: why }) => why === 'fact')
  return new Problem(
    'undo.nothing-left',
    isOnlyFacts
      ? 'What this wrote is on record for good, so it cannot be taken back.'
      : 'All of this was changed since, so nothing is left to take back.',
  )
}

const ALWAYS_READ = [
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

async function tablesOf(db: CommonmastDatabase, actId: string): Promise<SharedTable[]> {
  const operations = await operationsOf(db, await stampOfAct(db, actId))
  return [...new Set(operations.map(({ table }) => table))].filter(isSharedTable)
}

async function undoOfAct(db: CommonmastDatabase, actId: string): Promise<UndoPreview> {
  const act = await actOf(db, actId)
  const acts = await readChainedActs(db, [actId])
  const chains = actChains(acts)
  if (chains.undone.has(actId)) throw new Problem('undo.already-undone', 'This was taken back already.')
  const stamp = await stampOfAct(db, actId)
  const operations = (await operationsOf(db, stamp)).filter(({ table }) => !OF_ACTS.has(table))
  const own = chains.ownOf(actId)
  // Without this act: what it took back stands again.
  const takenBackBefore = actChains(acts.filter((each) => !own.has(each.stamp))).neutral
  const preview: UndoPreview = { act, takenBack: [], stays: [] }
  for (const [table, ofTable] of byTable(operations)) {
    const plan = mergePlans.get(table)
    if (!plan || !isSharedTable(table)) continue
    const keys = ofTable.map(({ key }) => key)
    const now = await readStates(db, table, keys)
    const before = await statesBefore(db, table, new Set(keys), stamp, takenBackBefore)
    const confirmed = await readConfirmed(db, table, stamp, new Set(keys))
    for (const operation of ofTable) {
      const state = now.get(operation.key)
      if (!state) continue
      const input = { operation, own, neutral: chains.neutral, before: before?.get(operation.key), now: state }
      const undo = undoOf(plan, { ...input, confirmed: confirmed.get(operation.key) ?? null })
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

async function stampOfAct(db: CommonmastDatabase, actId: string): Promise<Stamp> {
  const act = (await actOf(db, actId)) as unknown as Row
  if (act[STAMPS] === undefined) throw new Problem('undo.not-found', 'This is no longer known here, so it cannot be taken back.')
  return stateOf(act).stamp
}

/** What one transaction did. */
async function operationsOf(db: CommonmastDatabase, stamp: Stamp): Promise<Operation[]> {
  const entries = await db.operations.where('t').equals(readingOf(stamp)).toArray()
  return entries.flatMap((entry) => operationsIn(entry)).filter((operation) => stampOf(operation) === stamp)
}

/**
 * States of these records as they were before a transaction, from the log. What was taken back meanwhile is left out, or
 * taking this back would bring it in again.
 * @param takenBack stamps of what is left out
 */
async function statesBefore(
  db: CommonmastDatabase,
  table: string,
  keys: ReadonlySet<string>,
  stamp: Stamp,
  takenBack: ReadonlySet<Stamp>,
) {
  const earlier: Operation[] = []
  await db.operations
    .where('tables')
    .equals(table)
    .each((entry) => {
      if (entry.t > readingOf(stamp)) return
      for (const operation of operationsIn(entry, keys)) {
        if (operation.table !== table) continue
        const each = stampOf(operation)
        if (each < stamp && !takenBack.has(each)) earlier.push(operation)
      }
    })
  return applyOperations(mergePlans, new Map(), earlier).changed.get(table)
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
