/** Brings a console to its prompt, whatever was typed or asked before. */
import { Problem } from '../../model/problem'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { ConsoleMessage } from './ConsoleReader'
import { bootLoaderProblem, loginNeededProblem, noPromptProblem } from './problems'
import { type Prompt, PromptWatch } from './prompt'
import { type ConsoleLine, INTERRUPT, loggedOut } from './runCommand'
import type { ConsoleTiming } from './timing'

const ENTER = 0x0d
/** Clears a half typed line, so that Enter does not run it. */
const CLEAR_LINE = 0x15

/**
 * @returns a shell's or a login's prompt.
 * @throws Problem `console.silent`, `console.no-prompt`, `console.boot-loader`.
 */
export function* reachPrompt({
  timing,
}: Pick<ConsoleLine, 'timing'>): Step<ConsoleMessage, Extract<Prompt, { hostname: unknown }> | { kind: 'shell' }> {
  const watch = new PromptWatch()
  let question = ''
  for (const { write, waitMs } of tries(watch, timing)) {
    const prompt = yield* awaitPrompt(watch, Uint8Array.from(write), waitMs)
    if (prompt?.kind === 'boot-loader') throw bootLoaderProblem()
    // A password that is asked for is the end of somebody's login: the next try breaks it off.
    if (prompt && prompt.kind !== 'password') return prompt
    // A login in words that no list knows: the same question again after each Enter.
    if (!prompt && watch.asks && watch.line === question) return { kind: 'login', hostname: null }
    question = prompt ? '' : watch.line
  }
  throw watch.saidWords || watch.kernelTalks ? noPromptProblem() : silentProblem()
}

/** Brings the console to a shell's prompt. @throws Problem as reachPrompt; `console.login-needed`. */
export function* reachShell(line: ConsoleLine): Step<ConsoleMessage, void> {
  const prompt = yield* reachPrompt(line)
  if (prompt.kind === 'shell') return
  yield { write: null, waitMs: 0, change: loggedOut }
  throw loginNeededProblem()
}

/** First as little as possible; then what runs is interrupted; a system that still starts is given its time. */
function* tries(watch: PromptWatch, timing: ConsoleTiming): Generator<{ write: number[]; waitMs: number }, void, undefined> {
  yield { write: [CLEAR_LINE, ENTER], waitMs: timing.answerMs }
  yield { write: [INTERRUPT, ENTER], waitMs: timing.loginMs }
  if (watch.kernelTalks) yield { write: [ENTER], waitMs: timing.bootMs }
}

function* awaitPrompt(watch: PromptWatch, write: Uint8Array, waitMs: number): Step<ConsoleMessage, Prompt | null> {
  let event = yield { write, waitMs }
  while (event.kind !== 'timeout') {
    watch.take(event)
    if (watch.prompt) return watch.prompt
    event = yield keepWaiting
  }
  return null
}

function silentProblem(): Problem {
  return new Problem(
    'console.silent',
    'The console does not answer: check the cable and that the device has power, wait until it has started, then try again.',
  )
}
