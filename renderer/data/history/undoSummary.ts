/** What taking an act back does, in a form that is small however much it touches: counts, with the first names. */
import { isSharedTable, type SharedTable } from '#core/records/recordTables'
import { hasEffect, type Stays, type UndoOfRecord } from '#core/records/undoOf'
import type { CommonmastDatabase } from '../records/database'
import { shadowId } from '../records/readStates'
import { layersWithOtherBulk } from '../records/undoneBulk'
import type { UndoPreview } from '../records/undoPreview'
import { nameOf } from './recordNames'

export interface RecordGroup {
  table: SharedTable
  count: number
  /** The first few. */
  names: string[]
}

export interface TakenBackGroup extends RecordGroup {
  how: 'put-back' | 'removed' | 'brought-back'
}

export interface StayingGroup extends RecordGroup {
  why: Stays
  /** Whether the rest of these records is taken back. */
  inPart: boolean
}

export interface UndoSummary {
  /** Title of the act that is taken back. */
  title: string
  /** Whether nothing has to change, because others have undone all of it. */
  isDone: boolean
  takenBack: TakenBackGroup[]
  stays: StayingGroup[]
  /** Names of layers whose bulk is not here afterwards. */
  withoutBulk: string[]
}

const NAMES_SHOWN = 5

/** @param preview of an act that is to be taken back, or what was done when it was */
export async function summariseUndo(db: CommonmastDatabase, { act, takenBack, stays }: UndoPreview): Promise<UndoSummary> {
  const back = groupsBy(takenBack.filter(hasEffect), (undo) => ({ how: howOf(undo) }))
  const staying = groupsBy(stays, ({ stays: why, change }) => ({ why: why ?? 'changed-since', inPart: change !== null }))
  return {
    title: act.title,
    isDone: stays.length === 0 && takenBack.length > 0 && back.length === 0,
    takenBack: await Promise.all(back.map(async ({ kind, undos }) => ({ ...kind, ...(await groupOf(db, undos)) }))),
    stays: await Promise.all(staying.map(async ({ kind, undos }) => ({ ...kind, ...(await groupOf(db, undos)) }))),
    withoutBulk: await namesOfLayersWithoutBulk(db, takenBack),
  }
}

function howOf({ change }: UndoOfRecord): TakenBackGroup['how'] {
  if (change?.tombstone === true) return 'removed'
  return change?.tombstone === false ? 'brought-back' : 'put-back'
}

/** One group per table and kind, in the order in which they come. */
function groupsBy<K extends object>(undos: readonly UndoOfRecord[], kindOf: (undo: UndoOfRecord) => K) {
  const groups = new Map<string, { kind: K; undos: UndoOfRecord[] }>()
  for (const undo of undos) {
    if (!isSharedTable(undo.table)) continue
    const kind = kindOf(undo)
    const name = `${undo.table} ${JSON.stringify(kind)}`
    const group = groups.get(name)
    if (group) group.undos.push(undo)
    else groups.set(name, { kind, undos: [undo] })
  }
  return [...groups.values()]
}

async function groupOf(db: CommonmastDatabase, undos: readonly UndoOfRecord[]): Promise<RecordGroup> {
  const table = undos[0]?.table as SharedTable
  const keys = undos.slice(0, NAMES_SHOWN).map(({ key }) => key)
  return { table, count: undos.length, names: await Promise.all(keys.map((key) => findName(db, table, key))) }
}

async function findName(db: CommonmastDatabase, table: SharedTable, key: string): Promise<string> {
  return nameOf(table, key, await findRow(db, table, key))
}

/** A record, or what is kept of it since it was removed. */
async function findRow(db: CommonmastDatabase, table: SharedTable, key: string): Promise<Record<string, unknown> | undefined> {
  return (await db.table(table).get(key)) ?? (await db.shadows.get(shadowId(table, key)))?.row
}

/** Layers that come back, or become what they were, while their bulk is not here: their files must be imported again. */
async function namesOfLayersWithoutBulk(db: CommonmastDatabase, takenBack: readonly UndoOfRecord[]): Promise<string[]> {
  const ids = new Set(await layersWithOtherBulk(db, takenBack))
  for (const undo of takenBack) {
    if (undo.table !== 'dataLayers' || howOf(undo) === 'removed') continue
    if ((await db.layerChunks.where('layerId').equals(undo.key).limit(1).count()) === 0) ids.add(undo.key)
  }
  const names: string[] = []
  for (const id of ids) {
    const row = await findRow(db, 'dataLayers', id)
    if (row?.fileName !== null) names.push(nameOf('dataLayers', id, row))
  }
  return names
}
