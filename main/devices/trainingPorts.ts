/** The training devices as ports of the list: simulated, and called so. */
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { DriverName } from '#core/provisioning/session/sessionState'
import { type TrainingDeviceName, trainingDeviceNames } from '#core/provisioning/simulated/trainingDevices'

const kinds: Partial<Record<string, { guess: string; driver: DriverName; baudRate?: number }>> = {
  hotspot: { guess: 'Training hotspot', driver: 'improv' },
  gateway: { guess: 'Training gateway with a console', driver: 'linux-console' },
  receiver: { guess: 'Training satellite receiver', driver: 'nmea', baudRate: 9_600 },
  rak: { guess: 'Training RAK module', driver: 'rak-at' },
  esp32: { guess: 'Training ESP32 chip', driver: 'esp32-rom' },
}

/** One for each training device, in the order in which they are known. */
export const trainingPorts: readonly SerialPortInfo[] = trainingDeviceNames.map(describeDevice)

function describeDevice(name: TrainingDeviceName): SerialPortInfo {
  const kind = kinds[name]
  return {
    path: `simulated:${name}`,
    manufacturer: null,
    vendorId: null,
    productId: null,
    serialNumber: null,
    guess: `${kind?.guess ?? 'Training device'}: simulated, no hardware`,
    drivers: kind ? [kind.driver] : [],
    baudRate: kind?.baudRate ?? 115_200,
    simulated: true,
  }
}
