/**
 * A backup into the records. The log never goes back: what the backup's log knows and this one does not is received, and
 * what differs then is brought to the backup's by one act, which can be taken back like any other. An empty database
 * takes the backup as it is.
 */
import { Problem } from '#core/model/problem'
import { BACKUP_TABLES, type BackupDocument, type BackupRow } from '#core/records/backup/backupDocument'
import { receiveReading } from '#core/records/hybridClock'
import type { Operation } from '#core/records/operation'
import { SHARED_TABLES, type SharedTable } from '#core/records/recordTables'
import type { LogEntry, Quarantined } from '#core/records/tables/localTables'
import { readSettingValue } from '#core/records/tables/setting'
import { cooperativeId, type Founding } from '#core/sync/founding'
import { foundingSetting } from '#core/sync/foundingSetting'
import { type CommonmastDatabase, permitWrites } from '../records/database'
import { isUntouched } from '../records/isUntouched'
import { newMemory, readMemory, writeMemory } from '../records/kernelMemory'
import { writeMigrated } from '../records/legacyDatabase'
import { holdsOtherwise, receiveOperations } from '../records/receiveOperations'
import { takeOverLog } from '../records/takeOverLog'
import { throwIfCancelled, transact } from '../records/transact'
import { operationsIn } from '../records/writeOperations'
import { asWriteProblem } from '../records/writeProblem'
import { readFounding } from '../sync/readFounding'
import { rememberRestored } from '../sync/unreadPast'
import { unpackDemandCells } from './demandCells'
import type { OpenedBackup } from './openBackup'
import { planRestore } from './planRestore'
import type { RestorePreview } from './restorePreview'

export interface RestoreOptions {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
  /** A trial, whose rows are compared: into an empty database the log comes under the names that it has. */
  isTrial?: boolean
}

export interface Restored {
  /** What has changed. */
  changes: RestorePreview
  /** The act that can be taken back; null where nothing was here, and where nothing differed. */
  actId: string | null
}

const LOCAL = ['machineSettings', 'layerChunks'] as const

/** What restoring would change, without changing it. @throws Problem as `restoreBackup` */
export async function previewRestore(
  db: CommonmastDatabase,
  backup: OpenedBackup,
  signal?: AbortSignal,
): Promise<RestorePreview> {
  await refuseOtherCooperative(db, backup)
  return db.transaction(
    'r',
    [...SHARED_TABLES, ...LOCAL, 'operations'],
    async () => (await planRestore(db, backup, signal)).preview,
  )
}

/**
 * @param expected what a person agreed to
 * @throws Problem `restore.changed-meanwhile`, `data.cancelled`, `data.disk-full` or `data.write-failed`; nothing has changed then
 */
export async function restoreBackup(
  db: CommonmastDatabase,
  backup: OpenedBackup,
  expected: RestorePreview,
  options: RestoreOptions = {},
): Promise<Restored> {
  await refuseOtherCooperative(db, backup)
  const isWhole = backup.leftOut.length === 0
  if (expected.isEmptyHere && isWhole) {
    await fillEmpty(db, backup, options)
    return { changes: expected, actId: null }
  }
  const title = `Backup of ${backup.createdAt.slice(0, 10)} restored`
  const { value, actId } = await transact(
    db,
    { kind: 'restore', title },
    SHARED_TABLES,
    async (records) => {
      const { preview } = await planRestore(db, backup, options.signal)
      if (JSON.stringify(preview) !== JSON.stringify(expected)) throw changedMeanwhile()
      await receiveLog(db, backup, options)
      // What was received may have brought some of it here already.
      const { tables, machineSettings, otherBulk } = await planRestore(db, backup, options.signal)
      for (const [name, { put, remove }] of tables) {
        const table = name as SharedTable
        if (put.length > 0) await records.putAll(table, put as never[])
        if (remove.length > 0) await records.remove(table, remove)
      }
      await db.machineSettings.bulkPut(machineSettings)
      await db.layerChunks
        .where('layerId')
        .anyOf([...otherBulk])
        .delete()
      await writeDemandCells(db, backup)
      return preview
    },
    { ...options, local: LOCAL },
  )
  return { changes: value, actId }
}

/** Operations that are not here yet, of a cooperative only one's own, unless the two logs tell of different things under one number. */
async function receiveLog(db: CommonmastDatabase, backup: OpenedBackup, options: RestoreOptions): Promise<void> {
  if (backup.source.version === 1) return
  const { tables } = backup.source.document
  const { actor } = await readMemory(db)
  const isShared = foundingIn(backup) !== null || (await readFounding(db)) !== null
  // In a cooperative others' operations come as batches, or they could not be passed on.
  const operations = logOf(backup.source.document).filter((operation) => !isShared || operation.actor === actor)
  if (await holdsOtherwise(db, operations)) return
  await receiveOperations(db, operations, options)
  await db.quarantine.bulkPut((tables.quarantine ?? []) as unknown as Quarantined[])
}

/** @throws Problem `restore.other-cooperative` */
async function refuseOtherCooperative(db: CommonmastDatabase, backup: OpenedBackup): Promise<void> {
  const [here, there] = [await readFounding(db), foundingIn(backup)]
  if (!here || !there || cooperativeId(here) === cooperativeId(there)) return
  throw new Problem(
    'restore.other-cooperative',
    `This backup is of the cooperative “${there.name}”, and these records belong to “${here.name}”: restore it into another data folder.`,
  )
}

function foundingIn({ machineSettings }: OpenedBackup): Founding | null {
  return readSettingValue(foundingSetting, machineSettings.find(({ key }) => key === foundingSetting.key)?.value) ?? null
}

function logOf({ tables }: BackupDocument): Operation[] {
  return ((tables.operations ?? []) as unknown as LogEntry[]).flatMap((entry) => operationsIn(entry))
}

async function writeDemandCells(db: CommonmastDatabase, { demandCells }: OpenedBackup): Promise<void> {
  const chunks = demandCells.map(unpackDemandCells)
  const layerIds = chunks.map(({ layerId }) => layerId)
  await db.layerChunks.where('layerId').anyOf(layerIds).delete()
  await db.layerChunks.bulkPut(chunks)
}

const PAGE = 2_000

async function fillEmpty(db: CommonmastDatabase, backup: OpenedBackup, options: RestoreOptions): Promise<void> {
  try {
    await db.transaction('rw', db.tables, async () => {
      permitWrites()
      if (!(await isUntouched(db))) throw changedMeanwhile()
      const { source } = backup
      // Of a log from before there were actors, a fresh one: another copy of it may live elsewhere under the old name.
      if (source.version === 1) await writeMigrated(db, source.tables, newMemory().actor)
      else await writeRows(db, source.document, options)
      await writeDemandCells(db, backup)
      throwIfCancelled(options.signal)
    })
  } catch (thrown) {
    throw asWriteProblem(thrown)
  }
}

async function writeRows(db: CommonmastDatabase, document: BackupDocument, options: RestoreOptions): Promise<void> {
  const rows = BACKUP_TABLES.map((name) => [name, document.tables[name] ?? []] as const)
  const total = rows.reduce((sum, [, each]) => sum + each.length, 0)
  let done = 0
  for (const [name, each] of rows) {
    for (let start = 0; start < each.length; start += PAGE) {
      throwIfCancelled(options.signal)
      const page = each.slice(start, start + PAGE)
      if (name === 'operations') await db.operations.bulkAdd(page.map(withoutPlace))
      else await db.table(name).bulkPut(page)
      done += page.length
      options.onProgress?.(done, total)
    }
  }
  const memory = await readMemory(db)
  const wallMs = Date.now()
  const entries = (document.tables.operations ?? []) as unknown as LogEntry[]
  const clock = entries.reduce((own, { t }) => receiveReading(own, t, wallMs), memory.clock)
  // Not the actor of the backup: two lives of one actor would give the same numbers to different operations.
  await writeMemory(db, { ...memory, clock, waiting: memory.waiting + document.installation.waiting })
  if (options.isTrial || !(await readFounding(db))) return
  await takeOverLog(db)
  await rememberRestored(db, document.createdAt)
}

/** The log that is here goes on. */
function withoutPlace(row: BackupRow): LogEntry {
  const { seq: _place, ...entry } = row
  return entry as unknown as LogEntry
}

function changedMeanwhile(): Problem {
  return new Problem(
    'restore.changed-meanwhile',
    'The records changed while you looked at what a restore would do: look again, then restore.',
  )
}
