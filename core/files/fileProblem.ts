/**
 * What is wrong with a file, line by line. A row with a problem is left out of what was read and named here;
 * a problem of the whole file has no line. Lines are physical lines of the file, counted from 1.
 */
import { Problem } from '../model/problem'
import { clipText } from '../words/clipText'

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
  return clipProblem({ line: thrown.line ?? line, field: thrown.field ?? null, message: thrown.message })
}

/** Whatever of the file is repeated in it, no longer than a person reads. */
export function clipProblem({ line, field, message }: FileProblem): FileProblem {
  return { line, field: field === null ? null : clipText(field, LONGEST_FIELD), message: clipText(message, LONGEST_MESSAGE) }
}

const LONGEST_FIELD = 120
const LONGEST_MESSAGE = 600
