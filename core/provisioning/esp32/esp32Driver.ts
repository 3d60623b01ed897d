/**
 * ESP32 chips by the loader in their ROM, whatever firmware they run, at 115200 baud. Asking restarts the chip, so this driver
 * must be chosen by a person and never stand among those that an unknown device is tried with. Nothing is written to the chip:
 * SYNC, READ_REG and GET_SECURITY_INFO are all that is ever sent. Source: see `romPacket` and `chips`.
 */
import { Problem } from '../../model/problem'
import type { ProvisioningDriver, Step } from '../session/ProvisioningDriver'
import type { StepRequest } from '../session/stepRequest'
import { identify } from './identify'
import { leaveLoaderOrders } from './loader'
import { type RomAnswer, RomReader } from './romPacket'
import { type Esp32Timing, esp32Timing } from './timing'

export function createEsp32Driver(timing: Esp32Timing = esp32Timing): ProvisioningDriver<RomAnswer> {
  return {
    name: 'esp32-rom',
    createReader: () => new RomReader(),
    probe,
    step: (request) => stepFor(request, timing),
    // Wherever the chip is by then, in reset or in its loader, this brings it out.
    abandon: () => leaveLoaderOrders(timing),
  }
}

/** True without asking: who chose it wants the chip restarted, and `identify` says better than "silent" what to do. */
function* probe(): Step<RomAnswer, boolean> {
  yield { write: null, waitMs: 0 }
  return true
}

function stepFor(request: StepRequest, timing: Esp32Timing): Step<RomAnswer> {
  if (request.kind === 'identify') return identify(timing)
  throw new Problem('driver.no-such-step', "A chip's loader can only be identified: go on with the protocol of its firmware.", {
    cause: request.kind,
  })
}
