/**
 * The id of a hotspot's record: its network and its key, `helium:112bUuQ…`, so that one gateway known to two networks is two
 * hotspots and one written in four ways is one. People are shown the key alone. SPEC.md, rules [DK7] to [DK9].
 */
import { normalText } from '../../model/normalText'
import { deviceKeyOrText } from './deviceKey'

/** Network of rows and tables that name none. */
export const OTHER_NETWORK = 'other'

/** A network's name as records have it: lower case, and without the colon that ends it in an id. */
export function networkId(text: string): string {
  const name = normalText(text)
    .toLowerCase()
    .replace(/[\s:]+/g, '-')
  return name === '' ? OTHER_NETWORK : name
}

/** @param key as `deviceKey` gives it for this network */
export function hotspotId(network: string, key: string): string {
  return `${networkId(network)}:${key}`
}

/** The two parts of an id, or null for text that is none. */
export function parseHotspotId(id: string): { network: string; key: string } | null {
  const end = id.indexOf(':')
  const network = id.slice(0, Math.max(end, 0))
  const key = id.slice(end + 1)
  return network !== '' && key !== '' && network === networkId(network) ? { network, key } : null
}

/** What people see and search for: the key of an id. */
export function hotspotKeyOf(id: string): string {
  return parseHotspotId(id)?.key ?? id
}

/** Finds the hotspots whose key somebody typed or scanned, in whatever spelling; made once for a search. */
export function hotspotKeyMatcher(typed: string): (id: string) => boolean {
  // Helium alone has two forms of a key that are nothing elsewhere.
  const keys = new Set([OTHER_NETWORK, 'helium'].map((network) => deviceKeyOrText(network, typed)))
  const lower = normalText(typed).toLowerCase()
  return (id) => {
    const key = hotspotKeyOf(id)
    return keys.has(key) || key.toLowerCase() === lower
  }
}

/**
 * The id of a hotspot that was kept under its key as a file wrote it. Pure, and the same for an id that is new already.
 * Records whose keys were spellings of one device get the same id: whoever migrates has to join them.
 */
export function migrateHotspotId({ id, network }: { id: string; network: string }): string {
  const own = networkId(network)
  const key = id.startsWith(`${own}:`) ? id.slice(own.length + 1) : id
  return hotspotId(own, deviceKeyOrText(own, key))
}
