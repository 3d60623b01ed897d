/**
 * Logs in and then learns what the device is. Invariants: the password is written once, only when a password is asked for, and
 * stands in no state and no Problem; a login that was refused is not repeated.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { Problem } from '../../model/problem'
import { keepWaiting, type Step, type StepEvent } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
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

/** Leaves no shell open that this session opened, whatever still runs or stands half typed there. */
export function logOut({ steps, loginNeeded }: SessionState): Uint8Array | null {
  const opened = steps.some(({ kind, outcome }) => kind === 'log-in' && outcome === 'done')
  return opened && !loginNeeded ? utf8ToBytes(`${CTRL_C}${CTRL_U}exit\r`) : null
}

function* enter(user: string, password: string, line: ConsoleLine): Step<ConsoleMessage> {
  if ((yield* reachPrompt(line)).kind === 'login' && (yield* sayWho(user, line)) === 'password')
    yield* sayPassword(password, line)
  yield { write: null, waitMs: 0, change: { loginNeeded: false } }
  return yield* identifyAtShell(line)
}

/** @returns what comes next: some accounts have no password. */
function* sayWho(user: string, { timing }: ConsoleLine): Step<ConsoleMessage, 'password' | 'shell'> {
  const watch = new PromptWatch()
  let said = ''
  let event = yield { write: utf8ToBytes(user), waitMs: timing.loginMs }
  while (event.kind !== 'timeout') {
    watch.take(event)
    said = endOf(said, event)
    const prompt = watch.prompt?.kind
    // A login that is asked for again here is the late answer to an Enter before.
    if (prompt === 'password' || prompt === 'shell') return prompt
    if (refusal.test(said)) throw loginRefusedProblem()
    event = yield keepWaiting
  }
  throw noPromptProblem()
}

function* sayPassword(password: string, line: ConsoleLine): Step<ConsoleMessage, void> {
  const watch = new PromptWatch()
  let said = ''
  let event = yield { write: utf8ToBytes(password), waitMs: line.timing.loginMs }
  while (event.kind !== 'timeout') {
    watch.take(event)
    said = endOf(said, event)
    const prompt = watch.prompt?.kind
    if (prompt === 'shell') return
    if (prompt === 'password' && wantsNewPassword.test(watch.line)) {
      yield* interrupt(line)
      throw passwordExpiredProblem()
    }
    if (prompt === 'login' || prompt === 'password' || refusal.test(said)) throw loginRefusedProblem()
    event = yield keepWaiting
  }
  throw noPromptProblem()
}

function endOf(said: string, event: StepEvent<ConsoleMessage>): string {
  return event.kind === 'text' ? (said + event.text).slice(-KEPT_CHARACTERS) : said
}
