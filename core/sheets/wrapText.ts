/** Text in lines that fit a width, broken at spaces, or inside a word that is wider than the line. */
import type { SheetFont } from './sheetMark'

interface WrapOptions {
  widthPt: number
  size: number
  bold?: boolean
  /** Beyond these the last line ends in "…". */
  maxLines?: number
}

/** Characters that the font lacks show as "?"; line breaks in the text are kept. */
export function wrapText(text: string, font: SheetFont, options: WrapOptions): string[] {
  const { widthPt, size, bold = false, maxLines = Number.POSITIVE_INFINITY } = options
  const fits = (line: string) => font.widthOf(line, size, bold) <= widthPt
  const lines: string[] = []
  for (const paragraph of printable(text, font).split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ').flatMap((one) => breakWord(one, fits))) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line === '' || fits(longer)) {
        line = longer
        continue
      }
      lines.push(line)
      line = word
    }
    lines.push(line)
  }
  if (lines.length <= maxLines) return lines
  let last = lines[maxLines - 1] ?? ''
  while (last !== '' && !fits(`${last}…`)) last = [...last].slice(0, -1).join('')
  return [...lines.slice(0, maxLines - 1), `${last}…`]
}

function breakWord(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && !fits(piece + character)) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}

/** Composed letters, plain spaces and line breaks only. */
function printable(text: string, font: SheetFont): string {
  const composed = text.normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ')
  return [...composed].map((one) => (one === '\n' || font.has(one.codePointAt(0) ?? 0) ? one : '?')).join('')
}
