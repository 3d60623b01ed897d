/** What of the log the newest verified copy holds, so that none is made while nothing has changed. */
import { z } from 'zod'
import type { CommonmastDatabase } from '../records/database'
import { nowText } from '../records/newId'
import { db } from '../records/openRecords'

const KEY = 'backedUp'

const backedUpSchema = z.object({
  /** Place of the newest entry of the log that is in the copy. */
  lastSeq: z.number().int().nonnegative(),
  at: z.iso.datetime(),
})

export interface ChangedSince {
  /** Entries of the log that no copy has: acts, or pieces of large ones. */
  entries: number
  /** When the newest copy was made, ISO 8601; null when none was made of these records. */
  backedUpAt: string | null
}

export async function noteBackedUp(lastSeq: number, records: CommonmastDatabase = db): Promise<void> {
  await records.meta.put({ key: KEY, value: { lastSeq, at: nowText() } satisfies z.infer<typeof backedUpSchema> })
}

export async function changedSince(records: CommonmastDatabase = db): Promise<ChangedSince> {
  const noted = backedUpSchema.safeParse((await records.meta.get(KEY))?.value)
  const { lastSeq, at } = noted.success ? noted.data : { lastSeq: 0, at: null }
  return { entries: await records.operations.where('seq').above(lastSeq).count(), backedUpAt: at }
}
