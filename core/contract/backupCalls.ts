/** Copies of backups that main keeps on its disk. */
import { z } from 'zod'
import { recordsSeenSchema } from '../records/backup/recordsMark'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What came of reading a copy back and restoring it into a scratch database. */
export const copyVerdictSchema = z.discriminatedUnion('isWhole', [
  z.object({
    isWhole: z.literal(true),
    /** Rows that were compared. */
    rows: z.number().int().nonnegative(),
    /** Whose records it holds, and how many operations of that actor. */
    holds: recordsSeenSchema,
  }),
  /** `reason`: a sentence. */
  z.object({ isWhole: z.literal(false), reason: z.string().min(1).max(1_000) }),
])
export type CopyVerdict = z.infer<typeof copyVerdictSchema>

export const backupCopySchema = z.object({
  name: z.string(),
  at: z.string(),
  /** Whether `at` lies in the future: the clock ran ahead when it was kept, or is behind now. */
  fromFuture: z.boolean(),
  bytes: z.number().int(),
  /** When it was verified and what came of it; null while nobody has. */
  verified: z.object({ at: z.iso.datetime(), verdict: copyVerdictSchema }).nullable(),
})
export type BackupCopy = z.infer<typeof backupCopySchema>

export const backupCalls = {
  /** Keeps a copy of a whole backup on disk; older copies go as [BR13] says. */
  'backup.keep': {
    input: z.object({ text: z.string() }),
    output: z.object({
      name: z.string(),
      path: z.string(),
      bytes: z.number().int(),
      kept: z.number().int(),
      /** SHA-256 of what is on the disk, read back from there, hex. */
      sha256,
    }),
  },
  /** The whole text of a copy, by its name in the list. */
  'backup.read': { input: z.object({ name: z.string() }), output: z.object({ text: z.string() }) },
  /** What came of verifying a copy; it counts for the very bytes with this digest. */
  'backup.judge': { input: z.object({ name: z.string(), sha256, verdict: copyVerdictSchema }), output: z.object({}) },
  /** The newest first, in the order in which they were kept. */
  'backup.list': { input: z.object({}), output: z.array(backupCopySchema) },
}
