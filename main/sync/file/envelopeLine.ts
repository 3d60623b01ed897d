/** An envelope of a data key as one line of a file of batches: its canonical JSON. */
import { ENVELOPE_TEXT_LIMITS } from '#core/sync/keys/envelope'

/** Its names are in order, and no batch and no chunk begins so. */
const BEGINNING = '{"at":"'

/**
 * The text of a line that says that it is an envelope. Whether it holds is not looked at.
 * @returns null for other lines
 */
export function readEnvelopeLine(line: Uint8Array): string | null {
  if (line.length > ENVELOPE_TEXT_LIMITS.mostChars) return null
  if (Buffer.from(line.subarray(0, BEGINNING.length)).toString('latin1') !== BEGINNING) return null
  const text = new TextDecoder().decode(line)
  return text.endsWith('}') && text.includes('"format":"commonmast-data-keys-v1"') ? text : null
}

/** The key that such a text names. */
export function keyIdIn(text: string): string | null {
  return /"keyId":"([0-9a-f]{16})"/.exec(text)?.[1] ?? null
}
