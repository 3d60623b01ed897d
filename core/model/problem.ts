/**
 * Errors as people meet them: a stable code, one sentence that says what to do, and where it happened.
 * A Problem crosses the contract as data (see contract/messages) and is rebuilt on the other side.
 */
import { z } from 'zod'

export const problemDataSchema = z.object({
  /** Dotted and stable, e.g. `csv.missing-column`, `port.busy`, `ledger.rejected`. */
  code: z.string(),
  /** One sentence for a person, saying what to do. */
  message: z.string(),
  /** Technical cause, for the journal and for support; never holds secrets. */
  cause: z.string().optional(),
  line: z.number().int().optional(),
  field: z.string().optional(),
})
export type ProblemData = z.infer<typeof problemDataSchema>

export class Problem extends Error {
  readonly code: string
  readonly line: number | undefined
  readonly field: string | undefined
  override readonly cause: string | undefined

  constructor(code: string, message: string, details: { cause?: unknown; line?: number; field?: string } = {}) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.line = details.line
    this.field = details.field
    this.cause = details.cause === undefined ? undefined : describeCause(details.cause)
  }

  toData(): ProblemData {
    return {
      code: this.code,
      message: this.message,
      ...(this.cause === undefined ? {} : { cause: this.cause }),
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.field === undefined ? {} : { field: this.field }),
    }
  }

  static fromData(data: ProblemData): Problem {
    return new Problem(data.code, data.message, { cause: data.cause, line: data.line, field: data.field })
  }

  /** Any thrown value as a Problem; what is not one already gets `fallbackCode` and keeps its text as cause. */
  static from(thrown: unknown, fallbackCode: string, fallbackMessage: string): Problem {
    return thrown instanceof Problem ? thrown : new Problem(fallbackCode, fallbackMessage, { cause: thrown })
  }
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** The caller's fault: throws a Problem. */
export function validateArgument(condition: unknown, code: string, message: string): asserts condition {
  if (!condition) throw new Problem(code, message)
}

/** Our own fault: a broken promise of the program, never of its input. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${what}`)
}

/** Closes a discriminated union: the compiler proves that no variant is left over. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled variant: ${JSON.stringify(value)}`)
}
