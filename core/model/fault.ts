/**
 * Faults: errors that are the program's own or the disk's, told in full for whoever mends them. A person meets a Problem; the
 * fault log holds where it happened, its causes and their stacks. Never what a call was given.
 */
import { z } from 'zod'
import { causeChain, saidBy } from './causeChain'
import { hideSecrets } from './hideSecrets'
import type { Problem } from './problem'

const MESSAGE_LENGTH = 1_000
const STACK_LENGTH = 4_000
const NAME_LENGTH = 80
const MOST_CAUSES = 5

const messageSchema = z.string().max(MESSAGE_LENGTH)
const stackSchema = z.string().max(STACK_LENGTH).nullable()

export const faultSourceSchema = z.enum(['call', 'main', 'window', 'worker'])
export type FaultSource = z.infer<typeof faultSourceSchema>

/** One fault as it is handed on; see `faultSchema` for one that is written. */
export const faultReportSchema = z.object({
  source: faultSourceSchema,
  /** Which call, worker or part of the window; null where that is not known. */
  name: z.string().max(NAME_LENGTH).nullable(),
  code: z.string().max(NAME_LENGTH).nullable(),
  message: messageSchema,
  stack: stackSchema,
  /** What caused it, and what caused that. */
  causes: z.array(z.object({ message: messageSchema, stack: stackSchema })).max(MOST_CAUSES),
})
export type FaultReport = z.infer<typeof faultReportSchema>

export const faultSchema = faultReportSchema.extend({
  /** ISO 8601. */
  at: z.string(),
  /** The program that met it. */
  version: z.string(),
  /** Of the same source, before this one and too many to be written. */
  left: z.number().int().nonnegative(),
})
export type Fault = z.infer<typeof faultSchema>

/** What the disk refused, of main's files or of the records. */
const DISK = /^(disk\..+|data\.(disk-full|write-failed))$/

/** Whether it belongs in the fault log of this side: what nobody foresaw, and what the disk refused. */
export function isFault({ code, unexpected, fromElsewhere }: Problem): boolean {
  return unexpected || (!fromElsewhere && DISK.test(code))
}

/** A thrown value as a fault, bounded, and without what looks like a secret. Never throws. */
export function describeFault(source: FaultSource, name: string | null, thrown: unknown): FaultReport {
  const [first, ...causes] = causeChain(thrown).map((link) => bounded(saidBy(link)))
  return {
    source,
    name: name === null ? null : name.slice(0, NAME_LENGTH),
    code: codeOf(thrown),
    message: first?.message ?? String(thrown),
    stack: first?.stack ?? null,
    causes: causes.slice(0, MOST_CAUSES),
  }
}

function bounded({ message, stack }: { message: string; stack: string | null }) {
  return { message: tellable(message, MESSAGE_LENGTH), stack: stack === null ? null : tellable(stack, STACK_LENGTH) }
}

/** Cut twice: no time is spent on the end of a text without end, and a secret is whole when it is looked for. */
function tellable(text: string, length: number): string {
  return cut(hideSecrets(cut(text, length * 4)), length)
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

/** Of a Problem, or of the system. */
function codeOf(thrown: unknown): string | null {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null
  return typeof code === 'string' ? code.slice(0, NAME_LENGTH) : null
}
