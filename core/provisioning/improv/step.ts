/** Questions to an Improv device, which may be repeated without harm. Times are milliseconds. */
import { Problem } from '../../model/problem'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import { errorProblem, type ImprovMessage, improvError } from './message'
import { encodeCommand } from './rpc'

export interface Question<T> {
  command: number
  /** Completes the sentence "while …". */
  doing: string
  waitMs: number
  attempts: number
  /** The answer when the message holds it, else null. */
  accept(message: ImprovMessage): T | null
}

/**
 * Asks what may be asked again without harm: repeats it after silence or a damaged packet.
 * @throws Problem `improv.silent` after the last attempt, or what the device's error says.
 */
export function* ask<T>({ command, doing, waitMs, attempts, accept }: Question<T>): Step<ImprovMessage, T> {
  let lastFault = new Problem(
    'improv.silent',
    `The device did not answer while ${doing}: check that it is the right port, unplug it, plug it in and try again.`,
  )
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    let event = yield { write: encodeCommand(command), waitMs }
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

/** Waits for the URLs that may follow "provisioned" as a result of `command`; silence means that there are none. */
export function* lateUrls(command: number, waitMs: number): Step<ImprovMessage, string[]> {
  let event = yield { write: null, waitMs }
  while (event.kind !== 'timeout') {
    if (event.kind === 'result' && event.command === command) return event.strings
    event = yield keepWaiting
  }
  return []
}
