/**
 * Errors as people meet them: a stable code, one sentence that says what to do, and where it happened.
 * A Problem crosses the contract as data (see contract/messages) and is rebuilt on the other side. What caused it stays
 * whole on the side where it happened, for the fault log; only its words cross.
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

export interface ProblemDetails {
  /** What was thrown, as it was; its words are shown, its stack is not. */
  cause?: unknown
  line?: number | undefined
  field?: string | undefined
  /** It stands for an error that nobody foresaw. */
  unexpected?: boolean
  /** It came over a line: the other side has its causes. */
  fromElsewhere?: boolean
}

export class Problem extends Error {
  readonly code: string
  readonly line: number | undefined
  readonly field: string | undefined
  /** Whether it stands for an error that nobody foresaw, which is a fault of the program; see model/fault. */
  readonly unexpected: boolean
  readonly fromElsewhere: boolean

  constructor(code: string, message: string, details: ProblemDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'Problem'
    this.code = code
    this.line = details.line
    this.field = details.field
    this.unexpected = details.unexpected ?? false
    this.fromElsewhere = details.fromElsewhere ?? false
  }

  /** The cause in words, without its stack; undefined when there is none. */
  get causeText(): string | undefined {
    return this.cause === undefined ? undefined : describeCause(this.cause)
  }

  toData(): ProblemData {
    const { causeText } = this
    return {
      code: this.code,
      message: this.message,
      ...(causeText === undefined ? {} : { cause: causeText }),
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.field === undefined ? {} : { field: this.field }),
    }
  }

  static fromData(data: ProblemData): Problem {
    const { code, message, cause, line, field } = data
    return new Problem(code, message, { cause, line, field, fromElsewhere: true })
  }

  /** Any thrown value as a Problem; what is not one already was not foreseen: it gets `fallbackCode`, and is kept as cause. */
  static from(thrown: unknown, fallbackCode: string, fallbackMessage: string): Problem {
    if (thrown instanceof Problem) return thrown
    return new Problem(fallbackCode, fallbackMessage, { cause: thrown, unexpected: true })
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
