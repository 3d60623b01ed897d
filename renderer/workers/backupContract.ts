import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { BackupProgress, CreatedBackup, RestoredBackup, TriedBackup } from '../data/backups/backupWork'
import type { JournalCopy } from '../data/backups/createBackup'
import type { RestorePreview } from '../data/backups/restorePreview'
import { ownData } from '../platform/ownData'

const progress = ownData<BackupProgress>()
const created = ownData<CreatedBackup>()
const restored = ownData<RestoredBackup>()
/** The text of a backup, and whether rows that cannot be used are left out. */
const chosen = z.object({ text: z.string(), leaveOut: z.boolean() })

export const backupContract = defineContract({
  calls: {
    /** Everything, with main's journal. */
    create: { input: ownData<JournalCopy>(), output: created, progress },
    /** Of records that an earlier version wrote, before they are migrated. */
    createLegacy: { input: z.object({ schemaVersion: z.number(), journal: z.array(z.unknown()) }), output: created },
    /** Restores the text into a scratch database, which goes away; touches no record. */
    verify: { input: z.object({ text: z.string() }), output: ownData<TriedBackup>(), progress },
    /** What a restore would do; touches no record. */
    preview: { input: chosen, output: ownData<RestorePreview>() },
    /** `expected`: what a person agreed to. */
    restore: { input: chosen.extend({ expected: ownData<RestorePreview>() }), output: restored, progress },
    /** Into a fresh database; the one that is here is set aside. */
    restoreFresh: { input: chosen, output: restored, progress },
  },
  events: {},
})
