/** Sealed chunks of the contents of evidence, which main keeps on its disk beside the backups. SPEC.md, [EV3] and [EV7]. */
import { z } from 'zod'
import { CHUNK_BYTES } from '../sync/travel/chunks'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const hashes = z.array(sha256)
const bytes = z.base64().max(Math.ceil(CHUNK_BYTES / 3) * 4)

/** What a person typed where there is no dialog for folders. */
const folder = z.object({ path: z.string().max(4_096).nullable().default(null) })

const copied = z.object({
  folder: z.string().nullable(),
  chunks: z.number().int(),
  /** That turned out damaged here, and were not copied. */
  damaged: z.number().int(),
})

export const evidenceCalls = {
  /** Keeps a chunk; repeating it changes nothing. Problem `evidence.wrong-chunk`, `disk.*`. */
  'evidence.keep': { input: z.object({ hash: sha256, bytes }), output: z.object({}) },
  /** Null for one that is not kept, or no longer what its name says. Problem `disk.*`. */
  'evidence.read': { input: z.object({ hash: sha256 }), output: z.object({ bytes: bytes.nullable() }) },
  /** Which of these are kept. */
  'evidence.held': { input: z.object({ hashes }), output: z.object({ held: hashes }) },
  'evidence.room': { input: z.object({}), output: z.object({ chunks: z.number().int(), bytes: z.number().int() }) },
  /** What the records name now. What nothing names goes as [EV7] says. Problem `disk.*`. */
  'evidence.settle': { input: z.object({ named: hashes }), output: z.object({ removed: z.number().int() }) },
  /** Copies everything into a folder that a person chooses, or typed. Null: they chose none. Problem as `sync.chooseFolder`, `disk.*`. */
  'evidence.copyOut': { input: folder, output: copied },
  /** Takes what such a folder holds, as far as it is what its names say. Problems as before. */
  'evidence.copyIn': { input: folder, output: copied },
}
