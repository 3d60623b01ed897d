import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import { ownData } from '../platform/ownData'

export interface BackupSummary {
  createdAt: string
  /** Records per table that has any. */
  tables: { table: string; records: number }[]
}

const text = z.object({ text: z.string() })

export const backupContract = defineContract({
  calls: {
    /** Everything, with the journal's entries, as `commonmast-backup-v1` text. */
    create: { input: z.object({ journal: z.array(z.unknown()) }), output: text },
    /** What a backup holds; touches no record. */
    check: { input: text, output: ownData<BackupSummary>() },
    /** Replaces all records by the backup's. */
    restore: { input: text, output: z.object({ records: z.number() }) },
  },
  events: {},
})
