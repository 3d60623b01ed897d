/** What identifiers are called, and which form they have: anything else that a device says stays out of a QR code. */
import { euiKey, macKey } from '../../networks/deviceKey/hexKeys'
import type { DeviceIdentifier } from '../session/sessionState'

export const IDENTIFIER_LABELS: Record<DeviceIdentifier['kind'], string> = {
  mac: 'MAC',
  'dev-eui': 'DevEUI',
  'join-eui': 'JoinEUI',
  'gateway-eui': 'Gateway EUI',
  'helium-key': 'Helium key',
  'helium-onboarding-key': 'Onboarding key',
  'serial-number': 'Serial',
  'chip-id': 'Chip id',
}

/** The most telling first: what a network knows the device by. */
const ORDER: readonly DeviceIdentifier['kind'][] = [
  'helium-key',
  'gateway-eui',
  'dev-eui',
  'join-eui',
  'mac',
  'serial-number',
  'helium-onboarding-key',
  'chip-id',
]

export function orderedIdentifiers(identifiers: readonly DeviceIdentifier[]): DeviceIdentifier[] {
  return identifiers.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

const FORMS = {
  'helium-key': /^[1-9A-HJ-NP-Za-km-z]{32,60}$/,
  'helium-onboarding-key': /^[1-9A-HJ-NP-Za-km-z]{32,60}$/,
  'serial-number': /^[0-9A-Za-z._/+-]{1,40}$/,
  'chip-id': /^[0-9A-Za-z._:-]{1,40}$/,
}

/** EUIs without separators, MACs with colons, both in upper case; other values as they are. Null when the form is another. */
export function canonicalIdentifier({ kind, value }: DeviceIdentifier): string | null {
  switch (kind) {
    case 'mac':
      return macKey(value)
    case 'dev-eui':
    case 'join-eui':
    case 'gateway-eui':
      return euiKey(value)
    default: {
      const text = value.trim()
      return FORMS[kind].test(text) ? text : null
    }
  }
}
