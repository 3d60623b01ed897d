/**
 * Logs in and then learns what the device is. Invariants: the password is written once, only when a password is asked for, and
 * stands in no state and no Problem; a login that was refused is not repeated.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { Problem } from '../../model/problem'
import { keepWaiting, type Step, type StepEvent } from '../session/ProvisioningDriver'
import type { SessionState, StepRecord } from '../session/sessionState'
import type { ConsoleMessage } from './ConsoleReader'
import { identifyAtShell } from './identify'
import { loginRefusedProblem, noPromptProblem, passwordExpiredProblem } from './problems'
import { PromptWatch } from './prompt'
import { reachPrompt } from './reachPrompt'
import { type ConsoleLine, interrupt } from './runCommand'

const CTRL_C = '\x03'
const CTRL_U = '\x15'

/** What a terminal's line can hold, with room to spare. */
const LONGEST_PASSWORD_BYTES = 512
/** As login programs say it at the beginning of a line; a greeting may have such words further on. */
const refusal =
  /^(?:login incorrect|.{0,40}incorrect (?:login|password)|authentication (?:failure|failed)|access denied|invalid (?:login|password))/im
const KEPT_CHARACTERS = 1_000
/** How a login ends that let nobody in. */
const notOpened = /^console\.(?:login-refused|password-expired|silent|boot-loader)$/
/** Waits of `loginMs` that a system may fill with its message of the day. */
const MOST_WAITS = 6
const wantsNewPassword = /(?:current|new|old|retype|unix\)) password: ?$/i

/** @throws Problem `console.bad-user`, `console.bad-password` before anything is written; `console.login-refused`, `console.password-expired`. */
export function logIn(user: string, password: string, line: ConsoleLine): Step<ConsoleMessage> {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}._@\\+-]{0,63}\$?$/u.test(user)) {
    throw new Problem('console.bad-user', 'A user name has 1 to 64 letters, digits and ._@+- and no blanks: correct it.', {
      field: 'user',
    })
  }
  if (/\p{Cc}/u.test(password) || utf8ToBytes(password).length > LONGEST_PASSWORD_BYTES) {
    throw new Problem(
      'console.bad-password',
      'The password cannot be typed at a console: it is too long or has control characters.',
      {
        field: 'password',
      },
    )
  }
  return enter(`${user}\r`, `${password}\r`, line)
}

/**
 * Leaves no shell open that this session opened, or may have opened, whatever still runs or stands half typed there. A login
 * that was broken off behind its password may be granted only then: it is left too, although its prompt was not seen.
 */
export function logOut({ steps, loginNeeded }: SessionState): Uint8Array | null {
  const mayBeOpen = loginNeeded ? isUndecidedLogIn(steps.at(-1)) : steps.some(mayHaveOpened)
  return mayBeOpen ? utf8ToBytes(`${CTRL_C}${CTRL_U}exit\r`) : null
}

function mayHaveOpened({ kind, outcome }: StepRecord): boolean {
  return kind === 'log-in' && !(outcome !== null && notOpened.test(outcome))
}

function isUndecidedLogIn(step: StepRecord | undefined): boolean {
  return step !== undefined && step.outcome !== 'done' && mayHaveOpened(step)
}

function* enter(user: string, password: string, line: ConsoleLine): Step<ConsoleMessage> {
  if ((yield* reachPrompt(line)).kind === 'login' && (yield* sayWho(user, line)) === 'password')
    yield* sayPassword(password, line)
  yield { write: null, waitMs: 0, change: { loginNeeded: false } }
  return yield* identifyAtShell(line)
}

/** @returns what comes next: some accounts have no password. */
function sayWho(user: string, line: ConsoleLine): Step<ConsoleMessage, 'password' | 'shell'> {
  return say(user, line, ({ prompt }, said) => {
    // A login that is asked for again here is the late answer to an Enter before.
    if (prompt?.kind === 'password' || prompt?.kind === 'shell') return prompt.kind
    if (refusal.test(said)) throw loginRefusedProblem()
    return null
  })
}

function* sayPassword(password: string, line: ConsoleLine): Step<ConsoleMessage, void> {
  const answer = yield* say(password, line, ({ prompt, line: lastLine }, said) => {
    if (prompt?.kind === 'shell') return 'shell'
    if (prompt?.kind === 'password' && wantsNewPassword.test(lastLine)) return 'expired'
    if (prompt?.kind === 'login' || prompt?.kind === 'password' || refusal.test(said)) throw loginRefusedProblem()
    return null
  })
  if (answer === 'shell') return
  yield* interrupt(line)
  throw passwordExpiredProblem()
}

type Judge<Verdict> = (watch: PromptWatch, said: string) => Verdict | null

/** Waits for what `judge` knows, anew while the system talks, which some do at length before they show a prompt. */
function* say<Verdict>(text: string, { timing }: ConsoleLine, judge: Judge<Verdict>): Step<ConsoleMessage, Verdict> {
  const watch = new PromptWatch()
  let said = ''
  let write: Uint8Array | null = utf8ToBytes(text)
  for (let waits = 0, hasTalked = true; hasTalked && waits < MOST_WAITS; waits++) {
    hasTalked = false
    let event: StepEvent<ConsoleMessage> = yield { write, waitMs: timing.loginMs }
    write = null
    while (event.kind !== 'timeout') {
      watch.take(event)
      hasTalked = true
      said = endOf(said, event)
      const verdict = judge(watch, said)
      if (verdict !== null) return verdict
      event = yield keepWaiting
    }
  }
  throw noPromptProblem()
}

function endOf(said: string, event: StepEvent<ConsoleMessage>): string {
  return event.kind === 'text' ? (said + event.text).slice(-KEPT_CHARACTERS) : said
}
