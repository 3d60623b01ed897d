import type { DeviceIdentifier } from '#core/provisioning/session/sessionState'

const NAMES: Record<DeviceIdentifier['kind'], string> = {
  mac: 'MAC address',
  'dev-eui': 'DevEUI',
  'join-eui': 'JoinEUI',
  'gateway-eui': 'Gateway EUI',
  'helium-key': 'Helium key',
  'helium-onboarding-key': 'Onboarding key',
  'serial-number': 'Serial number',
  'chip-id': 'Chip id',
}

/** Name and value of an identifier, as shown. */
export function identifierText({ kind, value }: DeviceIdentifier): [string, string] {
  return [NAMES[kind], value]
}
