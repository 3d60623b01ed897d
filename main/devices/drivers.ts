/** Every device protocol that the console speaks, in the order in which an unknown device is tried. */
import { Problem } from '#core/model/problem'
import { createConsoleDriver } from '#core/provisioning/console/consoleDriver'
import { createImprovDriver } from '#core/provisioning/improv/improvDriver'
import type { ImprovTiming } from '#core/provisioning/improv/timing'
import { createNmeaDriver } from '#core/provisioning/nmea/nmeaDriver'
import { createRakDriver } from '#core/provisioning/rak/rakDriver'
import type { ProvisioningDriver } from '#core/provisioning/session/ProvisioningDriver'
import type { DriverName } from '#core/provisioning/session/sessionState'

export interface DriverTiming {
  improv?: ImprovTiming
}

/** @param wanted that driver only; null = all that can be found out, those in `first` before the others. */
export type DriversFor = (wanted: DriverName | null, first: readonly DriverName[]) => ProvisioningDriver[]

/** @throws Problem `driver.unknown` from the function returned when there is no such driver. */
export function createDriversFor(timing: DriverTiming = {}): DriversFor {
  const makers: Partial<Record<DriverName, () => ProvisioningDriver>> = {
    improv: () => createImprovDriver(timing.improv),
    nmea: () => createNmeaDriver(),
    'linux-console': () => createConsoleDriver(),
    'rak-at': () => createRakDriver(),
  }
  // A receiver is only listened to, so that comes before what is asked in words that others may not know.
  const tried: readonly DriverName[] = ['improv', 'nmea', 'linux-console', 'rak-at']
  return (wanted, first) => {
    const names = wanted === null ? new Set([...first.filter((name) => tried.includes(name)), ...tried]) : [wanted]
    return [...names].map((name) => {
      const make = makers[name]
      if (!make) throw new Problem('driver.unknown', `This version does not speak ${name}: choose another device type.`)
      return make()
    })
  }
}
