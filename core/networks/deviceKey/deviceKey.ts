/**
 * A device's key in the one form that is kept and compared, whichever way a file, a label or a person writes it. A key that
 * carries a checksum is checked; what is neither hexadecimal nor checked is text, in Unicode's form NFC. SPEC.md, rules
 * [DK1] to [DK6].
 */
import { normalText } from '../../model/normalText'
import { Problem } from '../../model/problem'
import { bech32Key, looksLikeBech32 } from './bech32Key'
import { decodeHeliumAddress, decodeSolanaAddress, encodeHeliumAddress } from './heliumAddress'
import { euiKey, longHexKey, macKey } from './hexKeys'

export type DeviceKeyKind = 'eui' | 'mac' | 'helium' | 'hex' | 'bech32' | 'uuid' | 'text'

export interface DeviceKey {
  key: string
  kind: DeviceKeyKind
}

/** Where the text stands, for the Problem. */
export interface KeyPlace {
  line?: number
  field?: string
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Long enough that only an address can be meant. */
const BASE_58_ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{40,60}$/
/** What a spreadsheet makes of a long row of digits, e.g. 2.19E+26: the digits it dropped are gone. */
const ROUNDED_NUMBER = /^\d(?:[.,]\d+E\+?|E\+)\d+$/i

/**
 * @param network as `networkId` gives it; Helium's own keys must have their checksum, elsewhere such text may be anything
 * @throws Problem `device-key.empty`, `device-key.rounded`, `device-key.short-eui`, `device-key.bad-helium` or
 * `device-key.bad-bech32`.
 */
export function deviceKey(network: string, text: string, place: KeyPlace = {}): DeviceKey {
  const written = normalText(text)
  const hex = hexKey(written, place)
  if (hex) return hex
  const address = BASE_58_ADDRESS.test(written) ? addressKey(network, written, place) : null
  if (address) return address
  if (!looksLikeBech32(written)) return { key: checkText(written, place), kind: 'text' }
  const key = bech32Key(written)
  if (key) return { key, kind: 'bech32' }
  throw mistyped('device-key.bad-bech32', 'bech32 key', written, place)
}

/** The same for a key that is kept already or only looked for: what `deviceKey` refuses stays as text. Never throws. */
export function deviceKeyOrText(network: string, text: string): string {
  try {
    return deviceKey(network, text).key
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    return normalText(text)
  }
}

function hexKey(written: string, place: KeyPlace): DeviceKey | null {
  const eui = euiKey(written)
  if (eui) return { key: eui, kind: 'eui' }
  const [, claimed] = /^eui-([0-9a-f]+)$/i.exec(written) ?? []
  if (claimed) {
    throw new Problem(
      'device-key.short-eui',
      `"${clip(written)}" has ${claimed.length} digits after "eui-", and an EUI has 16: copy it again, all of it.`,
      place,
    )
  }
  const mac = macKey(written)
  // Twelve decimal digits are a serial number as likely as a MAC: without colons either way, so that both are one.
  if (mac) return /[A-F]/.test(mac) ? { key: mac, kind: 'mac' } : { key: mac.replaceAll(':', ''), kind: 'text' }
  const long = longHexKey(written)
  if (long) return { key: long, kind: 'hex' }
  return UUID.test(written) ? { key: written.toLowerCase(), kind: 'uuid' } : null
}

function addressKey(network: string, written: string, place: KeyPlace): DeviceKey | null {
  const isHelium = /^helium\b/.test(network)
  const bytes = decodeHeliumAddress(written) ?? (isHelium ? decodeSolanaAddress(written) : null)
  if (bytes) return { key: encodeHeliumAddress(bytes), kind: 'helium' }
  if (isHelium) throw mistyped('device-key.bad-helium', 'Helium address', written, place)
  return null
}

function checkText(written: string, place: KeyPlace): string {
  if (written === '') throw new Problem('device-key.empty', 'The key is empty: every device needs its own.', place)
  if (ROUNDED_NUMBER.test(written)) {
    throw new Problem(
      'device-key.rounded',
      `"${written}" was a key before a spreadsheet made a number of it: export the file again with that column as text.`,
      place,
    )
  }
  return written
}

function mistyped(code: string, what: string, written: string, place: KeyPlace): Problem {
  return new Problem(code, `"${clip(written)}" is not a whole ${what}: a letter is missing or mistyped, so copy it again.`, place)
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
