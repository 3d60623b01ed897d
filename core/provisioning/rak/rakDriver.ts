/**
 * RAK modules with RUI3 firmware behind the driver port, read-only: 115200 baud, a question and its answer at a time. Source:
 * RAKwireless, "RUI3 AT Command Manual" (docs.rakwireless.com) and "AT Command Migration Guide of RAK3172 to RUI3".
 */
import { Problem } from '../../model/problem'
import type { ProvisioningDriver, Step } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import type { StepRequest } from '../session/stepRequest'
import { type AtMessage, AtReader } from './AtReader'
import { identify, probe, verify } from './steps'
import { type RakTiming, rakTiming } from './timing'

export function createRakDriver(timing: RakTiming = rakTiming): ProvisioningDriver<AtMessage> {
  return {
    name: 'rak-at',
    createReader: () => new AtReader(),
    probe: () => probe(timing),
    step: (request, state) => stepFor(request, state, timing),
  }
}

function stepFor(request: StepRequest, state: SessionState, timing: RakTiming): Step<AtMessage> {
  switch (request.kind) {
    case 'identify':
      return identify(timing)
    case 'verify':
      return verify(state, timing)
    default:
      throw new Problem('driver.no-such-step', 'A RAK module can only be identified and verified here: go on without it.', {
        cause: request.kind,
      })
  }
}
