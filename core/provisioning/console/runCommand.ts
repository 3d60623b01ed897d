/**
 * Runs one command at a shell's prompt and gives its output and exit code. Invariants: however the device's bytes are cut and
 * whatever is printed in between, it is the same output; what it keeps is bounded; a command that does not end is
 * interrupted and named. Only command lines of this program reach the device.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { invariant, Problem } from '../../model/problem'
import { keepWaiting, type Step, type StepEvent, type StepResult } from '../session/ProvisioningDriver'
import type { ConsoleMessage } from './ConsoleReader'
import { decodeOutput } from './printable'
import { commandTimeoutProblem, noShellProblem, rebootedProblem, tooMuchOutputProblem } from './problems'
import { PromptWatch } from './prompt'
import { type CommandOutput, commandLine, SentinelReader } from './sentinel'
import type { ConsoleTiming } from './timing'

/** What every step at a console needs. */
export interface ConsoleLine {
  timing: ConsoleTiming
  /** A fresh token of lower-case letters and digits, at least eight of them. */
  random: () => string
}

export interface CommandOptions {
  waitMs: number
  /** More than one only for commands that may run twice: the answer may be damaged by what the kernel prints. */
  attempts?: number
}

export const INTERRUPT = 0x03
/** Nothing that is asked for here is longer than a few lines. */
export const LONGEST_OUTPUT = 65_536

/** What is known once a console asks for a login that was open before. */
export const loggedOut: StepResult = { loginNeeded: true, abilities: ['log-in'] }

/** @throws Problem `console.no-shell`, `console.command-timeout`, `console.too-much-output`, `console.rebooted`. */
export function* runCommand(
  line: ConsoleLine,
  command: string,
  { waitMs, attempts = 1 }: CommandOptions,
): Step<ConsoleMessage, CommandOutput> {
  let lastFault = noShellProblem()
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = yield* runOnce(line, command, waitMs)
    if (!(outcome instanceof Problem)) return outcome
    lastFault = outcome
  }
  throw lastFault
}

/** @returns the output, or the Problem of a wait that ended without it. */
function* runOnce(line: ConsoleLine, command: string, waitMs: number): Step<ConsoleMessage, CommandOutput | Problem> {
  const token = line.random()
  invariant(/^[a-z0-9]{8,}$/.test(token), 'a sentinel is made of letters and digits')
  const reader = new SentinelReader(token)
  const watch = new PromptWatch()
  // A shell prints the begin mark at once, whatever the command then takes.
  const beginMs = 2 * line.timing.answerMs
  let event: StepEvent<ConsoleMessage> = yield { write: utf8ToBytes(commandLine(command, token)), waitMs: beginMs }
  while (event.kind !== 'timeout') {
    watch.take(event)
    // A kernel that has just started is another one than that which took the command.
    if (event.kind === 'kernel' && event.uptimeS < 1) throw rebootedProblem()
    const hadBegun = reader.began
    const output = event.kind === 'text' ? reader.push(event.text) : null
    if (output && output.text.length > LONGEST_OUTPUT) throw tooMuchOutputProblem()
    if (output) return { ...output, text: decodeOutput(output.text) }
    const prompt = watch.prompt?.kind
    if (prompt === 'login' || prompt === 'password') {
      yield* interrupt(line, loggedOut)
      throw rebootedProblem()
    }
    if (prompt === 'boot-loader') throw rebootedProblem()
    if (reader.outputLength > LONGEST_OUTPUT) {
      yield* interrupt(line)
      throw tooMuchOutputProblem()
    }
    event = yield reader.began && !hadBegun ? { write: null, waitMs } : keepWaiting
  }
  yield* interrupt(line)
  return reader.began ? commandTimeoutProblem(waitMs) : noShellProblem()
}

/** Ends what runs and lets the console come to rest. */
export function* interrupt({ timing }: Pick<ConsoleLine, 'timing'>, change?: StepResult): Step<ConsoleMessage, void> {
  const watch = new PromptWatch()
  let event: StepEvent<ConsoleMessage> = yield { write: Uint8Array.of(INTERRUPT), waitMs: timing.interruptMs, change }
  while (event.kind !== 'timeout' && watch.prompt?.kind !== 'shell') {
    event = yield keepWaiting
    watch.take(event)
  }
}
