/**
 * Finds a device by what it calls itself among records that write the same thing in other ways: a MAC address or EUI with
 * colons, dashes or nothing, in capitals or not, or after `eui-` as network servers write gateways. Addresses in base 58 are
 * compared letter by letter, because there a capital is another letter.
 */
import type { DeviceIdentifier } from '../session/sessionState'

/** Every way in which the identifiers are written; look others up in it as they are, without preparing hundreds of thousands. */
export function deviceKeys(identifiers: readonly DeviceIdentifier[]): ReadonlySet<string> {
  return new Set(identifiers.flatMap(({ value }) => spellings(value)))
}

function spellings(value: string): string[] {
  if (value === '') return []
  const digits = value.replace(/^eui-/i, '').replace(/[:\- ]/g, '')
  if (!/^(?:[0-9a-f]{2}){6,8}$/i.test(digits)) return [value]
  const pairs = digits.toLowerCase().match(/../g) ?? []
  const lower = [pairs.join(''), pairs.join(':'), pairs.join('-'), `eui-${pairs.join('')}`]
  return [value, ...lower, ...lower.map((text) => text.toUpperCase())]
}
