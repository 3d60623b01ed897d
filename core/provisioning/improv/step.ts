/** Questions to an Improv device, which may be repeated without harm. Times are milliseconds. */
import { Problem } from '../../model/problem'
import { keepWaiting, type Step, type StepProgress } from '../session/ProvisioningDriver'
import { shownText } from '../session/shownText'
import { errorProblem, type ImprovMessage, improvError, improvState } from './message'
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
  /** The answer when the message holds it, else null. */
  accept(message: ImprovMessage): T | null
}

/**
 * Asks what may be asked again without harm: repeats it after silence or a damaged packet.
 * @throws Problem `improv.silent` after the last attempt, or what the device's error says.
 */
export function* ask<T>({ command, payload, change, doing, waitMs, attempts, accept }: Question<T>): Step<ImprovMessage, T> {
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
 * Asks for the state until an attempt to join a network that was begun earlier has ended.
 * @throws Problem `improv.still-joining`, `improv.silent`.
 */
export function* askSettledState(timing: ImprovTiming, doing: string): Step<ImprovMessage, number> {
  for (let waitedMs = 0; waitedMs < timing.connectMs; waitedMs += timing.answerMs) {
    const state = yield* askState(timing, doing)
    if (state !== improvState.provisioning) return state
    let event = yield { write: null, waitMs: timing.answerMs }
    while (event.kind !== 'timeout') {
      if (event.kind === 'state' && event.state !== improvState.provisioning) return event.state
      event = yield keepWaiting
    }
  }
  throw new Problem('improv.still-joining', 'The device is still busy joining a network: wait a little, then try again.')
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
