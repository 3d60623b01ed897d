/** What came of verifying kept copies, in a file beside them. Without it copies count as not verified, never as verified. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { copyVerdictSchema } from '#core/contract/backupCalls'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { diskProblem } from './diskProblem'
import { writeFileAtomically } from './writeFileAtomically'

const notedVerdictSchema = z.object({
  name: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  at: z.iso.datetime(),
  verdict: copyVerdictSchema,
})
type NotedVerdict = z.infer<typeof notedVerdictSchema>

const fileSchema = z.object({ format: z.literal('commonmast-copy-verdicts-v1'), verdicts: z.array(notedVerdictSchema) })

export interface CopyVerdicts {
  /** By the name of the copy. @throws Problem `disk.*` */
  read(): Promise<Map<string, NotedVerdict>>
  /** @param present the copies that there are; of others nothing is kept. @throws Problem `disk.*` */
  note(verdict: NotedVerdict, present: ReadonlySet<string>): Promise<void>
}

export function openCopyVerdicts(path: string): CopyVerdicts {
  async function read(): Promise<Map<string, NotedVerdict>> {
    const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return null
      throw diskProblem(thrown, 'what is known of the backups')
    })
    const { verdicts } = text === null ? { verdicts: [] } : readVerdicts(text)
    return new Map(verdicts.map((one) => [one.name, one]))
  }

  return {
    read,
    async note(verdict, present) {
      const known = (await read()).set(verdict.name, verdict)
      const verdicts = [...known.values()].filter(({ name }) => present.has(name))
      const file: z.infer<typeof fileSchema> = { format: 'commonmast-copy-verdicts-v1', verdicts }
      await writeFileAtomically(path, `${JSON.stringify(file, null, 2)}\n`, { what: 'what is known of the backups' })
    },
  }
}

/** What cannot be read says nothing of any copy. */
function readVerdicts(text: string): Pick<z.infer<typeof fileSchema>, 'verdicts'> {
  try {
    return fileSchema.parse(parseBoundedJson(text))
  } catch {
    return { verdicts: [] }
  }
}

/** Hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
