/** Which port is meant: the one that was plugged in since the step began, before anything that was there already. */
import type { SerialPortInfo } from '#core/contract/consoleContract'

/** Stands for a path that is typed. */
export const TYPED_PATH = 'typed path'

/** The ports that were there when the step began; one that vanishes is forgotten, so that plugging it in again is news. */
export function seenBefore(before: readonly string[] | null, ports: readonly SerialPortInfo[]): string[] {
  const paths = ports.map(({ path }) => path)
  return before === null ? paths : before.filter((path) => paths.includes(path))
}

interface PortChoiceInputs {
  ports: readonly SerialPortInfo[]
  /** See `seenBefore`. */
  before: readonly string[]
  /** What the person chose in this step. */
  chosen: string | null
  /** The port of the device before, when its settings are taken over. */
  last: string | null
  /** The port whose device was signed and that did not vanish since; see signedPort. */
  signed: string | null
}

/**
 * @returns the path that is preselected, `TYPED_PATH`, or null when that is a person's choice: simulated and built-in ports
 * are never taken by themselves, and neither is one whose device has its record already.
 */
export function choosePort({ ports, before, chosen, last, signed }: PortChoiceInputs): { path: string | null; isNew: boolean } {
  const paths = ports.map(({ path }) => path)
  const fresh = ports.filter(({ path, simulated }) => !simulated && !before.includes(path))
  const single = fresh.length === 1 ? (fresh[0]?.path ?? null) : null
  // What was plugged in after the choice was made does not undo the choice.
  if (chosen !== null && (chosen === TYPED_PATH || paths.includes(chosen))) return { path: chosen, isNew: chosen === single }
  if (single !== null) return { path: single, isNew: true }
  if (last !== null && last === signed && paths.includes(last)) return { path: null, isNew: false }
  if (last !== null) return { path: paths.includes(last) ? last : TYPED_PATH, isNew: false }
  const usb = ports.filter(({ path, vendorId }) => vendorId !== null && path !== signed)
  return { path: fresh.length === 0 ? (usb[0]?.path ?? null) : null, isNew: false }
}
