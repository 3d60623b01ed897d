/** Which protocol a device speaks: found by asking in each, and again when the device does not answer as it did. */
import type { Problem } from '../../model/problem'
import type { LineNoise } from './LineNoise'
import type { ProvisioningDriver, Step } from './ProvisioningDriver'
import { otherDeviceProblem, silentProblem, unexpectedProblem } from './sessionProblems'

type Message = { kind: string }

/** Asks with nothing left of what was read and awaited before. */
type Probe = (driver: ProvisioningDriver) => Step<Message, boolean>

/** How often each protocol is tried. */
const PROBE_ROUNDS = 3

/**
 * Tries the drivers one after the other and again, since a device may still boot; the one that fits identifies the device with
 * `identify`, which leaves nothing behind when it fails.
 */
export function* findDriver(
  drivers: readonly ProvisioningDriver[],
  probe: Probe,
  identify: (driver: ProvisioningDriver) => Step<Message>,
  noise: LineNoise,
): Step<Message> {
  let lastFault: Problem | null = null
  for (let round = 0; round < PROBE_ROUNDS; round += 1) {
    noise.forget()
    for (const driver of drivers) {
      if (!(yield* probe(driver))) continue
      try {
        return yield* identify(driver)
      } catch (fault) {
        // What one protocol's first answer promised, its device may not keep.
        lastFault = unexpectedProblem(fault)
      }
    }
    // A whole round of noise is no start of a device: asking on at this speed is in vain.
    const heard = lastFault ? null : noise.problem()
    if (heard) throw heard
  }
  throw lastFault ?? silentProblem()
}

/** A device that does not answer as it did may be another one, which speaks another protocol. */
export function* identifyAgain(identifying: Step<Message>, others: readonly ProvisioningDriver[], probe: Probe): Step<Message> {
  try {
    return yield* identifying
  } catch (fault) {
    for (const other of others) if (yield* probe(other)) throw otherDeviceProblem()
    throw fault
  }
}
