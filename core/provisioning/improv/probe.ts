/** Whether an Improv device is on the line: it answers the question for its state, which changes nothing. */
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { ImprovMessage } from './message'
import { encodeCommand, improvCommand } from './rpc'
import type { ImprovTiming } from './timing'

/** True for any whole packet of the protocol, also for one that says that there is an error: only such a device sends it. */
export function* probe(timing: ImprovTiming): Step<ImprovMessage, boolean> {
  let event = yield { write: encodeCommand(improvCommand.currentState), waitMs: timing.answerMs }
  while (event.kind === 'damaged') event = yield keepWaiting
  return event.kind !== 'timeout'
}
