/**
 * How agreements and groups name a hotspot: by the key alone, or by network and key where the key alone would do for two.
 */
import { Problem } from '../../model/problem'
import { deviceKey, type KeyPlace } from './deviceKey'
import { hotspotId, hotspotKeyOf, networkId, OTHER_NETWORK } from './hotspotId'

/**
 * A reference in its normal form: a bare key, or an id where the text begins with a network and the rest is a key that has
 * a form of its own.
 * @throws Problem as `deviceKey`.
 */
export function hotspotReference(text: string, place: KeyPlace = {}): string {
  const { key, kind } = deviceKey(OTHER_NETWORK, text, place)
  const [, network, rest] = kind === 'text' ? (/^([a-z][a-z0-9-]*):(.+)$/.exec(key) ?? []) : []
  if (network === undefined || rest === undefined) return key
  return hotspotId(network, deviceKey(networkId(network), rest, place).key)
}

/** The key that a reference in its normal form means among devices of one network: an id of that network without it. */
export function keyInNetwork(reference: string, network: string): string {
  const prefix = `${networkId(network)}:`
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : reference
}

/** Finds the hotspots of a fleet that references mean. */
export class HotspotReferences {
  readonly #ids: ReadonlySet<string>
  readonly #idsByKey = new Map<string, string[]>()

  constructor(ids: Iterable<string>) {
    this.#ids = new Set(ids)
    for (const id of this.#ids) {
      const key = hotspotKeyOf(id)
      const others = this.#idsByKey.get(key)
      if (others) others.push(id)
      else this.#idsByKey.set(key, [id])
    }
  }

  /**
   * The id that a reference in its normal form means. A key that no hotspot of the fleet has stays as it is: it may be
   * rewarded all the same.
   * @throws Problem `hotspot.two-networks` for a key that hotspots of two networks have: nobody guesses which is meant.
   */
  resolve(reference: string, place: KeyPlace = {}): string {
    if (this.#ids.has(reference)) return reference
    const [only, other] = this.#idsByKey.get(reference) ?? []
    if (only === undefined) return reference
    if (other === undefined) return only
    throw new Problem(
      'hotspot.two-networks',
      `"${reference.slice(0, 60)}" is a hotspot of two networks: write ${only} or ${other}, whichever is meant.`,
      place,
    )
  }

  /** As `resolve`; a key that two networks have stays as it is. */
  resolveIfOne(reference: string): string {
    if (this.#ids.has(reference)) return reference
    const ids = this.#idsByKey.get(reference) ?? []
    return ids.length === 1 ? (ids[0] ?? reference) : reference
  }

  /** How people see and may write an id: the key alone where no other hotspot has it. */
  shortest(id: string): string {
    const key = hotspotKeyOf(id)
    const ids = this.#idsByKey.get(key)
    return ids?.length === 1 && ids[0] === id ? key : id
  }
}
