/**
 * Satellite receivers behind the driver port. They speak by themselves: nothing is ever written to them. Source: the
 * published descriptions of NMEA 0183 sentences (GGA, RMC, TXT) up to version 4.1.
 */
import { Problem } from '../../model/problem'
import type { ProvisioningDriver, Step } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import type { StepRequest } from '../session/stepRequest'
import { identify, probe, verify } from './listen'
import { type NmeaMessage, NmeaReader } from './NmeaReader'
import { receivePosition } from './receivePosition'
import { type NmeaTiming, nmeaTiming } from './timing'

export interface NmeaOptions {
  /** The installation's clock, milliseconds of UTC: by it a date that cannot be is noticed. */
  now?: () => number
}

export function createNmeaDriver(
  timing: NmeaTiming = nmeaTiming,
  { now = Date.now }: NmeaOptions = {},
): ProvisioningDriver<NmeaMessage> {
  return {
    name: 'nmea',
    createReader() {
      const reader = new NmeaReader()
      return { push: (bytes) => reader.read(bytes), giveUpPartial: () => reader.giveUpPartial() }
    },
    probe: () => probe(timing),
    step: (request, state) => stepFor(request, state, timing, now),
  }
}

function stepFor(request: StepRequest, state: SessionState, timing: NmeaTiming, now: () => number): Step<NmeaMessage> {
  switch (request.kind) {
    case 'identify':
      return identify(state, timing)
    case 'receive-position':
      return receivePosition(request.fixesWanted, timing, now)
    case 'verify':
      return verify(timing, now)
    default:
      throw new Problem('driver.no-such-step', 'A satellite receiver cannot be asked for this: go on without it.', {
        cause: request.kind,
      })
  }
}
