/** A device that lives faster: for tests of devices that take their time, as receivers do, which speak once a second. */
import type { Emission, SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'

/** @param times how many times faster. */
export function hastened(device: SimulatedDevice, times: number): SimulatedDevice {
  const hasten = (emissions: Emission[]) => emissions.map((each) => ({ ...each, delayMs: each.delayMs / times }))
  return {
    boot: () => hasten(device.boot()),
    receive: (bytes) => hasten(device.receive(bytes)),
    ...(device.idle ? { idle: () => hasten(device.idle?.() ?? []) } : {}),
  }
}
