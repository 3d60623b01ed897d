/** What the tables of a backup say, as one digest: the same for a database into which the backup was restored. */
import { contentDigest } from '../../model/contentDigest'
import { BACKUP_TABLES, type BackupDocument, type BackupRow, DEMAND_CELLS } from './backupDocument'

export interface TablesSummary {
  /** SHA-256, hex, over every row of every table. */
  sha256: string
  /** Rows of the shared tables and of those of this machine, the log not counted. */
  rows: number
}

/** Tables that a restore into an empty database brings along as they are. */
const COMPARED = [...BACKUP_TABLES, DEMAND_CELLS]

/** A row's place in its table is of no matter, nor is the number that the log gave to an entry. */
export function tablesSummary({ tables }: Pick<BackupDocument, 'tables'>): TablesSummary {
  let rows = 0
  const digests = COMPARED.map((name) => {
    const all = tables[name] ?? []
    if (name !== 'operations') rows += all.length
    return [name, digestOfRows(name === 'operations' ? all.map(withoutPlace) : all)]
  })
  return { sha256: contentDigest(Object.fromEntries(digests)), rows }
}

function digestOfRows(rows: readonly BackupRow[]): string {
  return contentDigest({ rows: rows.map((row) => contentDigest({ row })).sort() })
}

function withoutPlace({ seq: _place, ...entry }: BackupRow): BackupRow {
  return entry
}
