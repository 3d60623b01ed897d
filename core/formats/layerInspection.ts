/** What the inspections of layers share. */
import type { WeightsReading } from '../demand/cellWeights'
import type { FileProblem } from '../files/fileProblem'
import { Problem } from '../model/problem'
import { countText } from '../words/countText'
import type { Inspection } from './importFormat'

/** Repeated cells are no error, yet a person should hear of them. */
export function weightsInspection({ rows, problems, problemCount, duplicates, notes }: WeightsReading): Inspection {
  const repeated = duplicates > 0 ? notes.filter((note) => note.includes('named before')) : []
  const told = repeated.map((message) => ({ line: null, field: null, message }))
  return { rows, problems: [...problems, ...unlistedProblems(problemCount - problems.length), ...told] }
}

/** A last line for problems that are counted and not listed. */
export function unlistedProblems(count: number): FileProblem[] {
  return count > 0
    ? [{ line: null, field: null, message: `${countText(count, 'more row has', 'more rows have')} problems.` }]
    : []
}

export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof Problem && thrown.code.endsWith('.cancelled')
}
