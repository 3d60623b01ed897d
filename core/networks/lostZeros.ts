/** Keys that lost their leading zeros in a spreadsheet. SPEC.md, rule [RR13]. */
import { euiKey } from './deviceKey/hexKeys'

/** Of an EUI. */
const DIGITS = 16
/** Shorter numbers are serial numbers rather than what is left of an EUI. */
const FEWEST_LEFT = 11

/** Networks whose hotspots all have an EUI. */
const EUI_NETWORKS: ReadonlySet<string> = new Set(['ttn', 'chirpstack', 'lorawan'])

/**
 * Tells keys that are what is left of an EUI of 16 digits. It needs another key of the table, or the network, to know that keys
 * are EUIs at all.
 * @param written the keys of the table as it writes them
 */
export function lostZerosIn(network: string, written: readonly string[]): (key: string) => boolean {
  const areEuis = EUI_NETWORKS.has(network) || written.some((key) => euiKey(key.trim()) !== null)
  return (key) => {
    const digits = key.trim()
    return areEuis && /^\d+$/.test(digits) && digits.length >= FEWEST_LEFT && digits.length < DIGITS
  }
}
