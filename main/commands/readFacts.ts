import type { z } from 'zod'
import { Problem } from '#core/model/problem'
import { readJsonFile } from './readJsonFile'

/** What a file of plain facts says, such as a treasury. @param what for the sentence. @throws Problem `payout.bad-facts` */
export async function readFacts<S extends z.ZodType>(path: string, schema: S, what: string): Promise<z.infer<S>> {
  const { document } = await readJsonFile(path)
  const parsed = schema.safeParse(document)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Problem(
    'payout.bad-facts',
    `${path} does not describe ${what}: ${issue?.path.join('.') || 'the document'} ${issue?.message ?? ''}. Correct it.`,
  )
}
