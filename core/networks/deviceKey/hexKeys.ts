/** Keys of hexadecimal digits that people and servers write in several ways, each in its one normal form. */

const SEPARATORS = /[:. -]/g

/**
 * An EUI-64 as 16 upper-case digits, written with colons, dashes, points, spaces or nothing, after `eui-` or `0x` or not.
 * Null when the text is no EUI-64.
 */
export function euiKey(text: string): string | null {
  const digits = digitsOf(text.trim().replace(/^(?:eui-|0x)/i, ''))
  return /^[0-9A-F]{16}$/.test(digits) ? digits : null
}

/** A MAC address as six upper-case pairs with colons, written in any of the usual ways. Null when the text is none. */
export function macKey(text: string): string | null {
  const digits = digitsOf(text.trim().replace(/^0x/i, ''))
  return /^[0-9A-F]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null
}

/** A longer key in lower case; `0x` stands before the 40 digits of an EVM address and before nothing else. Null otherwise. */
export function longHexKey(text: string): string | null {
  const digits = text.replace(/^0x/i, '').toLowerCase()
  if (!/^(?:[0-9a-f]{2}){10,}$/.test(digits)) return null
  return digits.length === 40 ? `0x${digits}` : digits
}

function digitsOf(text: string): string {
  return text.replace(SEPARATORS, '').toUpperCase()
}
