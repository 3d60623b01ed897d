import type { DriverName, StepKind } from '#core/provisioning/session/sessionState'

export const STEP_NAMES: Record<StepKind, string> = {
  identify: 'Identify',
  scan: 'Scan',
  'log-in': 'Log in',
  connect: 'Connect',
  'set-hostname': 'Set hostname',
  'set-device-name': 'Set name',
  prove: 'Prove',
  register: 'Register',
  'receive-position': 'Receive position',
  verify: 'Verify',
}

export const DRIVER_NAMES: Record<DriverName, string> = {
  improv: 'Improv Wi-Fi',
  'linux-console': 'Linux console',
  nmea: 'NMEA receiver',
  'rak-at': 'RAK AT',
  'esp32-rom': 'ESP32 ROM',
}
