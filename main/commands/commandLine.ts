/** What the commands share: how they talk to the outside, their options, and how they refuse to be misused. */
import type { Readable, Writable } from 'node:stream'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Problem } from '#core/model/problem'
import type { Prover } from '#core/planning/optimise/prover'

/** Where a command reads and writes; tests hand in their own. */
export interface CommandIo {
  /** Everything on standard input, as text. */
  stdin(): Promise<string>
  stdout(text: string): void
  stderr(text: string): void
  /** When the program was started, on `performance.now()`'s clock; a command's own time counts from there. */
  startedAtMs?: number
  /** Standard input and output as bytes, for a command that is a device on a line. */
  line?: { input: Readable; output: Writable }
  /** Where proofs run; without it choices are bounded, not proved. */
  prover?: Prover
}

/** What a command found out: JSON for standard output, sentences for standard error, and the exit code. */
export interface CommandResult {
  /** Undefined: nothing is printed. */
  output: unknown
  complaints: string[]
  exitCode: 0 | 1
}

/** A command used wrongly: exit code 2, and the usage is shown. */
export class UsageProblem extends Problem {
  constructor(message: string) {
    super('cli.usage', message)
  }
}

/** A result without complaints. */
export function succeeded(output: unknown): CommandResult {
  return { output, complaints: [], exitCode: 0 }
}

interface Options<N extends string, F extends string, L extends string> {
  values: Partial<Record<N, string>>
  flags: Record<F, boolean>
  lists: Record<L, string[]>
  positionals: string[]
}

/**
 * Options and positional arguments of one command.
 * @param names of options with a value; `flags` have none, and `lists` may be given several times
 * @throws UsageProblem for an option that is not known or lacks its value.
 */
export function readOptions<N extends string, F extends string = never, L extends string = never>(
  args: readonly string[],
  names: readonly N[],
  { flags = [], lists = [] }: { flags?: readonly F[]; lists?: readonly L[] } = {},
): Options<N, F, L> {
  const options: ParseArgsConfig['options'] = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' as const }]),
    ...flags.map((name) => [name, { type: 'boolean' as const }]),
    ...lists.map((name) => [name, { type: 'string' as const, multiple: true }]),
  ])
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    const given: Record<string, unknown> = values
    return {
      values: values as Partial<Record<N, string>>,
      flags: Object.fromEntries(flags.map((name) => [name, given[name] === true])) as Record<F, boolean>,
      lists: Object.fromEntries(lists.map((name) => [name, given[name] ?? []])) as Record<L, string[]>,
      positionals,
    }
  } catch (thrown) {
    const [message = ''] = (thrown instanceof Error ? thrown.message : String(thrown)).split(/\.\s/)
    const [, option] = /^Option '(?:-\w, )?(--[\w-]+).*argument is ambiguous/.exec(message) ?? []
    throw new UsageProblem(
      option === undefined ? `${message}.` : `${option} needs a value behind it, and none that begins with "-" is taken.`,
    )
  }
}

/** The one argument of a command that takes no options. @throws UsageProblem when there is none, or more. */
export function onlyArgument(args: readonly string[], what: string): string {
  const { positionals } = readOptions(args, [])
  const [only] = positionals
  if (only === undefined || positionals.length > 1) throw new UsageProblem(`Give exactly one ${what}.`)
  return only
}

/** The value of an option that the command cannot do without. @throws UsageProblem */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageProblem(`--${name} is missing.`)
  return value
}

/** A whole number from an option. @throws UsageProblem */
export function wholeNumber(text: string, name: string): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && !Number.isSafeInteger(value)) throw new UsageProblem(`--${name} must be below 2^53.`)
  if (!/^\d+$/.test(text)) {
    throw new UsageProblem(`--${name} must be a whole number, not "${text.slice(0, 40)}".`)
  }
  return value
}
