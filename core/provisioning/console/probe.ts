/** Whether a console is on the line: it answers Enter, which orders nothing in any other protocol, with a prompt. */
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { ConsoleMessage } from './ConsoleReader'
import { PromptWatch } from './prompt'
import type { ConsoleTiming } from './timing'

/** True also for a boot loader and for a Linux that still starts: the identification says what is to be done then. */
export function* probe(timing: ConsoleTiming): Step<ConsoleMessage, boolean> {
  const watch = new PromptWatch()
  let heard = false
  // What was tried before may stand as a name at a login, and our Enter as its wrong password: that is refused with delay.
  for (const patience of [
    { write: Uint8Array.of(0x0d), waitMs: timing.answerMs },
    { write: null, waitMs: timing.loginMs },
  ]) {
    let event = yield patience
    while (event.kind !== 'timeout') {
      heard = true
      watch.take(event)
      if (watch.prompt) return true
      event = yield keepWaiting
    }
    if (!heard || watch.saidWords) break
  }
  return watch.kernelTalks
}
