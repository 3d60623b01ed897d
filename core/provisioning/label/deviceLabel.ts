/**
 * What the label of a device says. Made from the record's public facts only; passwords are in none of the fields that are
 * read here, and of identifiers only those of a known form go into the QR code.
 */
import type { ProvisioningFacts } from '../provisioningFile'
import type { DriverName } from '../session/sessionState'
import { shownText } from '../session/shownText'
import { encodeDeviceLink } from './deviceLink'
import { canonicalIdentifier, IDENTIFIER_LABELS, orderedIdentifiers } from './identifierFacts'
import { shortCodeOf, spokenShortCode } from './shortCode'
import { encodeTr005, NO_PROFILE, type Tr005 } from './tr005'

export interface DeviceLabel {
  /** The device's own name, or the most telling thing known of it. */
  title: string
  /** Which kind of network it serves, in words. */
  network: string
  /** As printed, with its hyphen. */
  shortCode: string
  /** The most telling first. */
  lines: { name: string; value: string }[]
  /** The same device said at more and at less length: the longest that fits is printed. Never empty. */
  qrTexts: string[]
  simulated: boolean
}

export type LabelSubject = Pick<ProvisioningFacts, 'id' | 'driver' | 'device' | 'hostname' | 'identifiers' | 'simulated'>

const DRIVER_NETWORKS: Record<DriverName, string> = {
  improv: 'Wi-Fi device',
  'linux-console': 'Gateway',
  nmea: 'Position receiver',
  'rak-at': 'LoRaWAN device',
  'esp32-rom': 'ESP32 module',
}

export function deviceLabel(subject: LabelSubject): DeviceLabel {
  const shortCode = shortCodeOf(subject.id)
  const known = knownIdentifiers(subject)
  const valueFor = (kind: string) => known.find((identifier) => identifier.kind === kind)?.value
  const names = [subject.device.name, subject.hostname ?? '', known[0]?.value ?? '', subject.device.chip]
  return {
    title: names.map(plainText).find((name) => name !== '') ?? 'Device',
    network: networkOf(subject.driver, valueFor),
    shortCode: spokenShortCode(shortCode),
    lines: known.map(({ kind, value }) => ({ name: IDENTIFIER_LABELS[kind], value })),
    qrTexts: loraWanCodes(valueFor) ?? links(subject.id, shortCode, known[0]),
    simulated: subject.simulated,
  }
}

function knownIdentifiers(subject: LabelSubject) {
  return orderedIdentifiers(subject.identifiers).flatMap((identifier) => {
    const value = canonicalIdentifier(identifier)
    return value === null ? [] : [{ kind: identifier.kind, value }]
  })
}

function networkOf(driver: DriverName, valueFor: (kind: string) => string | undefined): string {
  if (valueFor('helium-key')) return 'Helium hotspot'
  if (valueFor('gateway-eui')) return 'LoRaWAN gateway'
  if (valueFor('dev-eui')) return 'LoRaWAN device'
  return DRIVER_NETWORKS[driver]
}

/** The record names no profile, so the code names none either; a claim's token is for the maker's label, not for this one. */
function loraWanCodes(valueFor: (kind: string) => string | undefined): string[] | null {
  const [joinEui, devEui] = [valueFor('join-eui'), valueFor('dev-eui')]
  if (!joinEui || !devEui) return null
  const code: Tr005 = { joinEui, devEui, profileId: NO_PROFILE }
  const serialNumber = valueFor('serial-number')?.toUpperCase()
  const whole = serialNumber && /^[0-9A-Z $%*+./-]+$/.test(serialNumber) ? { ...code, serialNumber } : code
  return [...new Set([encodeTr005(whole, { checksum: true }), encodeTr005(code, { checksum: true }), encodeTr005(code)])]
}

function links(
  recordId: string,
  shortCode: string,
  identifier: ReturnType<typeof knownIdentifiers>[number] | undefined,
): string[] {
  const withRecord = /^[\w-]{1,64}$/.test(recordId) ? { shortCode, recordId } : { shortCode }
  const whole = { ...withRecord, ...(identifier && { identifier }) }
  return [...new Set([whole, withRecord, { shortCode }].map(encodeDeviceLink))]
}

/** One line, and nothing in it hides or reorders its neighbours. */
const plainText = (text: string) => shownText(text.replaceAll(/\s+/gu, ' ').trim())
