/**
 * Finds a device by what it calls itself among records that write the same thing in other ways: a MAC address or EUI with
 * colons, dashes or nothing, in capitals or not, or after `eui-` as network servers write gateways. Addresses in base 58 are
 * compared letter by letter, because there a capital is another letter.
 */
import type { DeviceIdentifier } from '../session/sessionState'

export class DeviceKeys {
  readonly #spellings: ReadonlySet<string>
  readonly #endings: ReadonlySet<number>

  constructor(identifiers: readonly DeviceIdentifier[]) {
    this.#spellings = new Set(identifiers.flatMap(({ kind, value }) => (isOwn(kind) ? spellings(value) : [])))
    this.#endings = new Set(Array.from(this.#spellings, endingOf))
  }

  /** Whether this is one of the ways in which the identifiers are written. */
  has(id: string): boolean {
    // Of hundreds of thousands nearly all end otherwise; only the rest is worth a look at every letter.
    return this.#endings.has(endingOf(id)) && this.#spellings.has(id)
  }
}

/** A JoinEUI names the server that a device joins: many devices have the same one. */
export function isOwn(kind: DeviceIdentifier['kind']): boolean {
  return kind !== 'join-eui'
}

function endingOf(id: string): number {
  return (id.length << 16) | (id.charCodeAt(id.length - 1) << 8) | id.charCodeAt(id.length - 2)
}

function spellings(value: string): string[] {
  if (value === '') return []
  const digits = value.replace(/^eui-/i, '').replace(/[:\- ]/g, '')
  if (!/^(?:[0-9a-f]{2}){6,8}$/i.test(digits)) return [value]
  const pairs = digits.toLowerCase().match(/../g) ?? []
  const lower = [pairs.join(''), pairs.join(':'), pairs.join('-'), `eui-${pairs.join('')}`]
  return [value, ...lower, ...lower.map((text) => text.toUpperCase())]
}
