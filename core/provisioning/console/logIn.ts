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
import { decodeOutput } from './printable'
import { loginRefusedProblem, nameLostProblem, noPromptProblem, passwordExpiredProblem } from './problems'
import { PromptWatch } from './prompt'
import { reachPrompt } from './reachPrompt'
import { type ConsoleLine, interrupt } from './runCommand'

const CTRL_C = '\x03'
const CTRL_U = '\x15'

/** What a terminal's line can hold, with room to spare. */
const LONGEST_PASSWORD_BYTES = 512
/**
 * As login programs say it at the beginning of a line; a greeting may have such words further on. In other languages a refusal
 * is known by what follows it: the login is asked for again.
 */
const refusal =
  /^(?:login incorrect|.{0,40}incorrect (?:login|password)|authentication (?:failure|failed)|access denied|invalid (?:login|password)|(?:anmeldung|login|anmelden) (?:fehlgeschlagen|falsch|inkorrekt)|(?:identifiant|login|connexion) (?:incorrecte?|refusée)|(?:inicio de sesión|usuario|login) (?:incorrecto|incorreto)|login (?:errato|non corretto))/im
const KEPT_CHARACTERS = 1_000
/** How a login ends that let nobody in. */
const notOpened = /^console\.(?:login-refused|password-expired|silent|boot-loader)$/
/** Waits of `loginMs` that a system may fill with its message of the day. */
const MOST_WAITS = 6
/** How often the name is typed: it can be lost in a message of the boot, and is no secret. */
const MOST_NAMES = 3

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
  if ((yield* reachPrompt(line)).kind === 'login') {
    const next = yield* sayWho(user, line)
    if (next.kind === 'password') yield* sayPassword(password, next.question, line)
  }
  yield { write: null, waitMs: 0, change: { loginNeeded: false } }
  return yield* identifyAtShell(line)
}

type AfterName = { kind: 'shell' } | { kind: 'password'; question: string }

/** @returns what comes next: some accounts have no password. */
function* sayWho(user: string, line: ConsoleLine): Step<ConsoleMessage, AfterName> {
  for (let names = 0; names < MOST_NAMES; names += 1) {
    const verdict = yield* say<AfterName | 'again'>(user, line, {
      judge({ prompt, line: question }, said) {
        if (prompt?.kind === 'password') return { kind: 'password', question }
        if (prompt?.kind === 'shell') return { kind: 'shell' }
        if (refusal.test(decodeOutput(said))) throw loginRefusedProblem()
        return null
      },
      judgeQuiet(watch, said) {
        // The name was lost. A login that is asked for only once more may be the late answer to an Enter: hence the wait.
        if (watch.prompt?.kind === 'login') return 'again'
        // No line end behind a colon, and the name was echoed on a line of its own: whatever language it is in.
        return watch.asks && said.includes('\n') ? { kind: 'password', question: watch.line } : null
      },
    })
    if (verdict !== 'again') return verdict
  }
  throw nameLostProblem()
}

function* sayPassword(password: string, question: string, line: ConsoleLine): Step<ConsoleMessage, void> {
  const judge = ({ prompt, line: asked }: PromptWatch, said: string) => {
    if (prompt?.kind === 'shell') return 'shell'
    // The same question again is a refusal; another one wants a new password, in whatever words.
    if (prompt?.kind === 'password' && asked.trim() !== question.trim() && !refusal.test(decodeOutput(said))) return 'expired'
    if (prompt?.kind === 'login' || prompt?.kind === 'password' || refusal.test(decodeOutput(said))) throw loginRefusedProblem()
    return null
  }
  const answer = yield* say<'shell' | 'expired'>(password, line, {
    judge,
    judgeQuiet({ asks, line: asked }) {
      if (!asks) return null
      if (asked.trim() === question.trim()) throw loginRefusedProblem()
      return null
    },
  })
  if (answer === 'shell') return
  yield* interrupt(line)
  throw passwordExpiredProblem()
}

interface Judges<Verdict> {
  /** Asked after everything that is said. */
  judge(watch: PromptWatch, said: string): Verdict | null
  /** Asked once nothing more was said for a while. */
  judgeQuiet(watch: PromptWatch, said: string): Verdict | null
}

/** Waits for what the judges know, anew while the system talks, which some do at length before they show a prompt. */
function* say<Verdict>(
  text: string,
  { timing }: ConsoleLine,
  { judge, judgeQuiet }: Judges<Verdict>,
): Step<ConsoleMessage, Verdict> {
  const watch = new PromptWatch()
  let said = ''
  let write: Uint8Array | null = utf8ToBytes(text)
  const mostMs = MOST_WAITS * timing.loginMs
  for (let waitedMs = 0, silentMs = 0; silentMs < timing.loginMs && waitedMs < mostMs; waitedMs += timing.quietMs) {
    silentMs += timing.quietMs
    let event: StepEvent<ConsoleMessage> = yield { write, waitMs: timing.quietMs }
    write = null
    while (event.kind !== 'timeout') {
      watch.take(event)
      silentMs = 0
      said = endOf(said, event)
      const verdict = judge(watch, said)
      if (verdict !== null) return verdict
      event = yield keepWaiting
    }
    const verdict = silentMs > 0 ? judgeQuiet(watch, said) : null
    if (verdict !== null) return verdict
  }
  throw noPromptProblem()
}

function endOf(said: string, event: StepEvent<ConsoleMessage>): string {
  return event.kind === 'text' ? (said + event.text).slice(-KEPT_CHARACTERS) : said
}
