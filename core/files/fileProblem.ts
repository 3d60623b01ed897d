/**
 * What is wrong with a file, line by line. A row with a problem is left out of what was read and named here;
 * a problem of the whole file has no line. Lines are physical lines of the file, counted from 1.
 */
import { Problem } from '../model/problem'

export interface FileProblem {
  line: number | null
  /** Column or property as the file names it, or null when the whole row or file is meant. */
  field: string | null
  /** One sentence that says what to do. */
  message: string
}

/** A thrown Problem as a line of the list; anything else is our own fault and is thrown on. */
export function toFileProblem(thrown: unknown, line: number | null = null): FileProblem {
  if (!(thrown instanceof Problem)) throw thrown
  return { line: thrown.line ?? line, field: thrown.field ?? null, message: thrown.message }
}
