/** What a file is that somebody attaches, by its bytes alone: its name may say anything. */
import type { EvidenceMediaType } from '../../model/evidence'

const MARKS: [type: EvidenceMediaType, at: number, mark: string][] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/webp', 8, 'WEBPVP8'],
  ['application/pdf', 0, '%PDF-'],
]

/** @returns null for what is none of the kinds that are taken */
export function recogniseAttachment(bytes: Uint8Array): EvidenceMediaType | null {
  for (const [type, at, mark] of MARKS) {
    if ([...mark].every((char, place) => bytes[at + place] === char.charCodeAt(0))) return type
  }
  return isText(bytes) ? 'text/plain' : null
}

/** Control characters of logs: tab, line ends, page end, and what begins the colours of terminals. */
const CONTROLS_OF_TEXT: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b])
const FIRST_PRINTED = 0x20
const DELETE = 0x7f

function isText(bytes: Uint8Array): boolean {
  const isPlain = (byte: number) => (byte >= FIRST_PRINTED && byte !== DELETE) || CONTROLS_OF_TEXT.has(byte)
  if (bytes.length === 0 || !bytes.every(isPlain)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** What a file is, in words. */
export const KIND_WORDS: Record<EvidenceMediaType, string> = {
  'image/jpeg': 'JPEG photo',
  'image/png': 'PNG picture',
  'image/webp': 'WebP picture',
  'application/pdf': 'PDF document',
  'text/plain': 'text file',
}

export function isPhoto(type: EvidenceMediaType): boolean {
  return type.startsWith('image/')
}

/** Endings by which systems open a file as what it is; the first is added to a name that has none of them. */
const ENDINGS: Record<EvidenceMediaType, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log', 'csv', 'json', 'md', 'nmea'],
}

/** The name under which a copy is saved: whoever attached it chose the name, and no system may take a photo for a program by it. */
export function savedName(name: string, type: EvidenceMediaType): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return ENDINGS[type].includes(ending) ? name : `${name}.${ENDINGS[type][0]}`
}
