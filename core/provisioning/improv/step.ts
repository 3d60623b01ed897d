/** Questions to an Improv device, which may be repeated without harm. Times are milliseconds. */
import { Problem } from '../../model/problem'
import { keepWaiting, type Step, type StepProgress } from '../session/ProvisioningDriver'
import { shownText } from '../session/shownText'
import { damagedProblem, errorProblem, type ImprovMessage, improvError, improvState } from './message'
import { encodeCommand, improvCommand } from './rpc'
import type { ImprovTiming } from './timing'

export interface Question<T> {
  command: number
  payload?: Uint8Array
  /** What was learned on the way to this question. */
  change?: StepProgress
  /** Completes the sentence "while …". */
  doing: string
  waitMs: number
  /** 1 for what must not be said twice. */
  attempts: number
  /** Every firmware knows the command: "unknown" is then asked again once, since a damaged one is told as unknown too. */
  isKnown?: boolean
  /** The answer when the message holds it, else null. */
  accept(message: ImprovMessage): T | null
}

/**
 * Asks what may be asked again without harm: repeats it after silence or a damaged packet.
 * @throws Problem `improv.silent` after the last attempt, or what the device's error says.
 */
export function* ask<T>({
  command,
  payload,
  change,
  doing,
  waitMs,
  attempts,
  isKnown,
  accept,
}: Question<T>): Step<ImprovMessage, T> {
  let mayBeDamaged = isKnown === true
  let lastFault = new Problem(
    'improv.silent',
    `The device did not answer while ${doing}: check that it is the right port, unplug it, plug it in and try again.`,
  )
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    let event = yield { write: encodeCommand(command, payload), waitMs, ...(change ? { change } : {}) }
    while (event.kind !== 'timeout') {
      if (event.kind === 'error' && event.code === improvError.invalidPacket) {
        lastFault = errorProblem(event.code, doing)
        break
      }
      if (event.kind === 'error' && event.code === improvError.unknownCommand && mayBeDamaged && attempt + 1 < attempts) {
        mayBeDamaged = false
        break
      }
      if (event.kind === 'damaged') lastFault = damagedProblem(doing)
      // A connection attempt that timed out earlier may report its failure only now: it is no answer to this.
      const isOurs = event.kind === 'error' && event.code !== improvError.none && event.code !== improvError.unableToConnect
      if (event.kind === 'error' && isOurs) throw errorProblem(event.code, doing)
      const answer = accept(event)
      if (answer !== null) return answer
      event = yield keepWaiting
    }
  }
  throw lastFault
}

export type OptionalAnswer =
  | { kind: 'answer'; message: Extract<ImprovMessage, { kind: 'result' }> }
  /** The firmware does not know the command. */
  | { kind: 'unable' }
  /** No answer, or one that says nothing of the command. */
  | { kind: 'unclear' }

/** Asks for the result of a command that not every firmware knows: never a failure. */
export function* tryAsk(command: number, timing: ImprovTiming): Step<ImprovMessage, OptionalAnswer> {
  try {
    const message = yield* ask({
      command,
      doing: 'asking for more',
      waitMs: timing.urlMs,
      attempts: Math.min(2, timing.attempts),
      accept: (event) => (event.kind === 'result' && event.command === command ? event : null),
    })
    return { kind: 'answer', message }
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    return { kind: fault.code === 'improv.unknown-command' ? 'unable' : 'unclear' }
  }
}

/** Asks for the device's state. */
export function askState(timing: ImprovTiming, doing: string): Step<ImprovMessage, number> {
  return ask({
    command: improvCommand.currentState,
    doing,
    waitMs: timing.answerMs,
    attempts: timing.attempts,
    accept: (message) => (message.kind === 'state' ? message.state : null),
  })
}

/**
 * Asks for the state until an attempt to join a network that was begun earlier has ended, for a short while: some firmware
 * says that it is joining as long as it is offline.
 * @returns also "provisioning", when that is all that the device says.
 * @throws Problem `improv.silent`.
 */
export function* askSettledState(timing: ImprovTiming, doing: string): Step<ImprovMessage, number> {
  let waitedMs = 0
  do {
    const state = yield* askState(timing, doing)
    if (state !== improvState.provisioning) return state
    let event = yield { write: null, waitMs: timing.answerMs }
    while (event.kind !== 'timeout') {
      if (event.kind === 'state' && event.state !== improvState.provisioning) return event.state
      event = yield keepWaiting
    }
    waitedMs += timing.answerMs
  } while (waitedMs < timing.settleMs)
  return improvState.provisioning
}

/** Waits for the URLs that may follow "provisioned" as a result of `command`; silence means that there are none. */
export function* lateUrls(command: number, waitMs: number): Step<ImprovMessage, string[]> {
  let event = yield { write: null, waitMs }
  while (event.kind !== 'timeout') {
    if (event.kind === 'result' && event.command === command) return event.strings.map(shownText)
    event = yield keepWaiting
  }
  return []
}

/** A device that is switched off for set-up need not answer anything else: then that is what there is to say. */
export function* orObstacle<T>(asking: Step<ImprovMessage, T>, obstacle: Problem | null): Step<ImprovMessage, T> {
  try {
    return yield* asking
  } catch (fault) {
    throw obstacle && fault instanceof Problem ? obstacle : fault
  }
}
