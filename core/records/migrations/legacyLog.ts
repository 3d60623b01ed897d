/** The outbox of schema versions 1 and 2, as those programs wrote it. Frozen: it reads what is out there. */
import { z } from 'zod'

/** One that is none would stop the clock of whoever reads it. */
const reading = z.string().regex(/^[0-9a-f]{12}-[0-9a-f]{4}$/)

const legacyOperationSchema = z.object({
  t: reading,
  table: z.string(),
  key: z.string(),
  /** The fields written (of new records all), or null for a deletion. */
  patch: z.record(z.string(), z.unknown()).nullable(),
})
export type LegacyOperation = z.infer<typeof legacyOperationSchema>

const legacyEntrySchema = z.object({
  t: reading,
  ops: z.array(legacyOperationSchema),
  packed: z
    .object({
      table: z.string(),
      keys: z.array(z.string()),
      fields: z.array(z.string()),
      columns: z.array(z.union([z.object({ all: z.unknown() }), z.object({ each: z.array(z.unknown()) })])),
    })
    .optional(),
})

/** Operations of outbox rows in their order. Rows that are none are passed over: the tables are what counts. */
export function* readLegacyLog(rows: Iterable<unknown>): Generator<LegacyOperation> {
  for (const row of rows) {
    const entry = legacyEntrySchema.safeParse(row)
    if (!entry.success) continue
    const { t, ops, packed } = entry.data
    yield* ops
    if (!packed) continue
    for (const [at, key] of packed.keys.entries()) {
      const patch: Record<string, unknown> = {}
      packed.fields.forEach((field, index) => {
        const column = packed.columns[index]
        if (column) patch[field] = 'each' in column ? column.each[at] : column.all
      })
      yield { t, table: packed.table, key, patch }
    }
  }
}
