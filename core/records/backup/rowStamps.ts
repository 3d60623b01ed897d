/** The stamps of a row as something outside the program may hold them: a backup, or a database that was written around the kernel. */
import { z } from 'zod'

const stamp = z.string().regex(/^[0-9a-f]{12}-[0-9a-f]{4}@.+$/)
const fields = z.record(z.string(), z.unknown())

const registerStamps = z.union([
  stamp,
  z.object({ live: z.array(z.tuple([stamp, fields])), over: z.array(stamp) }),
  z.record(z.string(), z.union([stamp, z.tuple([z.array(stamp), z.array(stamp)])])),
])

export const rowStampsSchema = z.union([
  stamp,
  z.object({
    stamp,
    of: z.record(z.string(), registerStamps).optional(),
    removal: z.object({ stamp, gone: z.boolean() }).optional(),
    rivals: z.array(z.object({ stamp, fields })).optional(),
  }),
])
