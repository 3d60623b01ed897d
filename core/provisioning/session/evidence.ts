/** The bytes of a session as they are signed into its record: who sent what when, with secrets cut out. */
import { z } from 'zod'

export const evidenceSchema = z.object({
  /** All bytes of the session in both directions, also those that are not kept below. */
  bytes: z.number().int().nonnegative(),
  /** SHA-256, hex, over the lines `host HEX\n` and `device HEX\n` of all exchanges, kept or dropped, after redaction. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The first and the last of them; hex. What was cut out as a secret is written as so many `*` of two. */
  exchanges: z.array(
    z.object({
      atMs: z.number().nonnegative(),
      from: z.enum(['host', 'device']),
      hex: z.string().regex(/^(?:[0-9a-f]{2}|\*\*)*$/),
    }),
  ),
  /** Bytes between the first and the last that are counted and hashed but not kept. */
  droppedBytes: z.number().int().nonnegative(),
})
export type Evidence = z.infer<typeof evidenceSchema>
