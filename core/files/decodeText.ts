/**
 * Bytes of a file as text. UTF-8 is read strictly (RFC 3629) and UTF-16 with or without its mark (RFC 2781);
 * anything else is refused in words, since a guessed encoding would change names without a trace.
 * The byte order mark is dropped and every line ending becomes `\n`, so lines can be counted.
 */
import { Problem } from '../model/problem'
import { checkTextSize } from './fileLimits'

const unitsPerChunk = 8_192

/** @throws Problem `file.empty`, `file.too-large`, `file.workbook`, `file.binary`, `file.cut-off` or `file.not-utf8`. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new Problem('file.empty', 'The file is empty: export it again and choose the new file.')
  checkTextSize(bytes.length)
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    throw new Problem('file.workbook', 'This is an Excel workbook or a ZIP archive: open it and save the table as CSV (UTF-8).')
  }
  const text = decodeUtf16(bytes) ?? decodeUtf8(bytes)
  const unified = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (unified.trim() === '')
    throw new Problem('file.empty', 'The file holds only blank lines: export it again and choose the new file.')
  return unified
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, i) => bytes[i] === byte)
}

function decodeUtf16(bytes: Uint8Array): string | null {
  const littleEndian = startsWith(bytes, [0xff, 0xfe]) || hasZerosAt(bytes, 1)
  if (!littleEndian && !startsWith(bytes, [0xfe, 0xff]) && !hasZerosAt(bytes, 0)) return null
  if (bytes.length % 2 === 1) {
    throw new Problem(
      'file.cut-off',
      'The file is UTF-16 text that ends in the middle of a character: export it again, it seems cut off.',
    )
  }
  const [high, low] = littleEndian ? [1, 0] : [0, 1]
  const out = new TextBuilder()
  for (let i = 0; i < bytes.length; i += 2) out.add(((bytes[i + high] ?? 0) << 8) | (bytes[i + low] ?? 0))
  const text = out.finish()
  if (text.includes('\0')) throw binary()
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** UTF-16 without a mark shows as Latin text with a zero in every second byte. */
function hasZerosAt(bytes: Uint8Array, parity: 0 | 1): boolean {
  const length = Math.min(bytes.length, 1_024)
  if (length < 4) return false
  for (let i = 0; i < length; i++) {
    if ((bytes[i] === 0) !== (i % 2 === parity)) return false
  }
  return true
}

function decodeUtf8(bytes: Uint8Array): string {
  const out = new TextBuilder()
  let at = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0
  while (at < bytes.length) {
    const plain = asciiRun(bytes, at)
    if (plain > 0) {
      out.addBytes(bytes.subarray(at, at + plain))
      at += plain
      continue
    }
    const first = bytes[at] ?? 0
    if (first === 0) throw binary()
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    const codePoint = first < 0xc2 || first > 0xf4 ? -1 : readSequence(bytes, at, length, first)
    if (codePoint < 0) throw notUtf8(bytes, at)
    if (codePoint > 0xffff) {
      out.add(0xd800 + ((codePoint - 0x10000) >> 10))
      out.add(0xdc00 + ((codePoint - 0x10000) & 0x3ff))
    } else out.add(codePoint)
    at += length
  }
  return out.finish()
}

/** How many bytes from `at` on are ASCII other than zero, up to one chunk. */
function asciiRun(bytes: Uint8Array, at: number): number {
  const end = Math.min(bytes.length, at + unitsPerChunk)
  let next = at
  for (let byte = bytes[next] ?? 0; next < end && byte > 0 && byte < 0x80; byte = bytes[next] ?? 0) next++
  return next - at
}

/** The code point of a sequence, or -1 when it is cut off, overlong, a surrogate or out of range. */
function readSequence(bytes: Uint8Array, at: number, length: number, first: number): number {
  let codePoint = first & (0x7f >> length)
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0
    if ((next & 0xc0) !== 0x80) return -1
    codePoint = (codePoint << 6) | (next & 0x3f)
  }
  const smallest = length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80
  const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff
  return codePoint < smallest || codePoint > 0x10ffff || surrogate ? -1 : codePoint
}

function notUtf8(bytes: Uint8Array, at: number): Problem {
  // Text in an old encoding has no zeros and few control bytes; a picture or a program has many.
  const sample = bytes.subarray(0, 65_536)
  const controls = sample.reduce((count, byte) => count + (byte < 9 || (byte > 13 && byte < 32) ? 1 : 0), 0)
  if (sample.includes(0) || controls * 50 > sample.length) return binary()
  let line = 1
  for (let i = 0; i < at; i++) if (bytes[i] === 0x0a) line++
  const first = bytes[at] ?? 0
  const announced = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  const rest = bytes.subarray(at + 1)
  if (first >= 0xc2 && first <= 0xf4 && at + announced > bytes.length && rest.every((byte) => (byte & 0xc0) === 0x80)) {
    return new Problem(
      'file.cut-off',
      `The file ends in the middle of a character on line ${line}: it seems cut off, so export it again.`,
      { line },
    )
  }
  return new Problem(
    'file.not-utf8',
    `Line ${line} holds characters that are not UTF-8: save the file as "CSV UTF-8" and choose it again.`,
    {
      line,
    },
  )
}

function binary(): Problem {
  return new Problem('file.binary', 'The file is not text: choose a CSV, GeoJSON or JSON file.')
}

/** Gathers UTF-16 units in chunks, because one call per character is slow and one call for all overflows the stack. */
class TextBuilder {
  private units: number[] = []
  private text = ''

  add(unit: number): void {
    this.units.push(unit)
    if (this.units.length === unitsPerChunk) this.flush()
  }

  /** @param ascii at most one chunk */
  addBytes(ascii: Uint8Array): void {
    if (ascii.length < 32) {
      for (const byte of ascii) this.add(byte)
      return
    }
    this.flush()
    this.text += Reflect.apply(String.fromCharCode, null, ascii)
  }

  finish(): string {
    this.flush()
    return this.text
  }

  private flush(): void {
    this.text += Reflect.apply(String.fromCharCode, null, this.units)
    this.units = []
  }
}
