/** What a window tells main of its records, so that main can tell an emptied database from a first start. */
import { z } from 'zod'
import { recordsSeenSchema, recordsStandingSchema } from '../records/backup/recordsMark'

export const recordsCalls = {
  /** How the records stand to what is remembered; nothing is remembered by it. */
  'records.compare': { input: recordsSeenSchema.extend({ isEmpty: z.boolean() }), output: recordsStandingSchema },
  /** Told after writes. An answer that is not `as-known` says that these records are an old copy, and they are not remembered. */
  'records.tell': { input: recordsSeenSchema, output: recordsStandingSchema },
  /** A person goes on without the records that were here; from now on an empty database is a beginning. */
  'records.beginAnew': { input: z.object({}), output: z.object({}) },
  /**
   * What is free on the disk of the data folder, where the program's own window keeps its records too; null where the disk does not
   * say. Browsers round what they say of it themselves.
   */
  'records.disk': { input: z.object({}), output: z.object({ freeBytes: z.number().int().nonnegative().nullable() }) },
}
