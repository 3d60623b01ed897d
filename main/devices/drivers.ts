/** Every device protocol that the console speaks, in the order in which an unknown device is tried. */
import { createConsoleDriver } from '#core/provisioning/console/consoleDriver'
import { createEsp32Driver } from '#core/provisioning/esp32/esp32Driver'
import { createImprovDriver } from '#core/provisioning/improv/improvDriver'
import type { ImprovTiming } from '#core/provisioning/improv/timing'
import { createNmeaDriver } from '#core/provisioning/nmea/nmeaDriver'
import { nmeaTiming } from '#core/provisioning/nmea/timing'
import { createRakDriver } from '#core/provisioning/rak/rakDriver'
import type { ProvisioningDriver } from '#core/provisioning/session/ProvisioningDriver'
import type { DriverName } from '#core/provisioning/session/sessionState'

export interface DriverTiming {
  improv?: ImprovTiming
  /** The installation's clock, milliseconds of UTC. */
  now?: () => number
}

/** @param wanted that driver only; null = all that can be found out, those in `first` before the others. */
export type DriversFor = (wanted: DriverName | null, first: readonly DriverName[]) => ProvisioningDriver[]

export function createDriversFor(timing: DriverTiming = {}): DriversFor {
  const makers: Record<DriverName, () => ProvisioningDriver> = {
    improv: () => createImprovDriver(timing.improv),
    nmea: () => createNmeaDriver(nmeaTiming, timing.now ? { now: timing.now } : {}),
    'linux-console': () => createConsoleDriver(),
    'rak-at': () => createRakDriver(),
    'esp32-rom': () => createEsp32Driver(),
  }
  // A receiver is only listened to, so that comes before what is asked in words that others may not know. The loader of an
  // ESP32 is reached by resetting the chip, which is done only when it is chosen.
  const tried: readonly DriverName[] = ['improv', 'nmea', 'linux-console', 'rak-at']
  return (wanted, first) => {
    if (wanted !== null) return [makers[wanted]()]
    const names = new Set([...first.filter((name) => tried.includes(name)), ...tried])
    return [...names].map((name) => makers[name]())
  }
}
