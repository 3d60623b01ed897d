/** What a verification found not to hold: where in the file, in words a person can follow, and what is wrong there. */
import type { z } from 'zod'

export interface Finding {
  /** A place in the file with the names in it, e.g. `rows[12] hotspot 033b… member ada`. */
  where: string
  message: string
}

/** Findings from a document that does not have the form of its format, one per place, in the file's own paths. */
export function schemaFindings(error: z.ZodError): Finding[] {
  return error.issues.map((issue) => ({
    where: pathText(issue.path),
    message: `does not have the form it should: ${issue.message}`,
  }))
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'file'
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`)).join('')
}
