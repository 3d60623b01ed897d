/** What a scanner that types like a keyboard puts into a search, or a person: the code of a label, or its short code alone. */
import { Problem } from '../../model/problem'
import { decodeDeviceLink } from './deviceLink'
import { readShortCode } from './shortCode'
import { decodeTr005 } from './tr005'

export type ScannedLabel = { kind: 'short-code'; shortCode: string } | { kind: 'dev-eui'; devEui: string }

/** Null for other text, and for a code that was read wrongly. */
export function readScannedLabel(text: string): ScannedLabel | null {
  const trimmed = text.trim()
  const shortCode = readShortCode(trimmed)
  if (shortCode !== null) return { kind: 'short-code', shortCode }
  try {
    if (trimmed.startsWith('LW:')) return { kind: 'dev-eui', devEui: decodeTr005(trimmed).devEui }
    if (trimmed.startsWith('commonmast:')) return { kind: 'short-code', shortCode: decodeDeviceLink(trimmed).shortCode }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
  }
  return null
}
