/**
 * A calculation: one domain function that auditors can call on JSON. It takes cases with their inputs and gives the same
 * JSON back with every derived field worked out again; what was given in derived fields is neither used nor needed.
 */
import type { z } from 'zod'
import { Problem } from '../model/problem'

export interface CaseContext {
  /** The list of the file that the case stands in, or null in a bare array: its kind must then show in its fields. */
  list: string | null
  /** The file around it, for what cases refer to; null for a bare array. */
  file: Readonly<Record<string, unknown>> | null
}

export interface Calculation {
  /** Lists of cases that a file of this kind holds; `cases` when it does not say. */
  lists?: readonly string[]
  /** A file without a list is then a case itself, with its `input`. */
  isOneCase?: true
  /** The case with its derived fields recomputed. @throws Problem when the inputs cannot be used. */
  computeCase(given: Record<string, unknown>, context: CaseContext): Promise<Record<string, unknown>> | Record<string, unknown>
  /** For kinds whose file holds derived values beside its cases. */
  computeFile?(file: Record<string, unknown>): Promise<Record<string, unknown>>
}

/** The inputs of a case, checked. @throws Problem `calc.bad-input` naming the field. */
export function readInputs<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') || 'the whole'
  throw new Problem('calc.bad-input', `${field} cannot be used (${issue?.message ?? 'unknown'}): correct it.`, { field })
}
