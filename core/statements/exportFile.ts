/** What an export gives back: a file, and what a person should know of it. */
export interface ExportFile {
  /** Says in how many decimals amounts are, where digits were lost. */
  fileName: string
  text: string
  /** Sentences, for the screen and the command line. */
  notes: string[]
}

/** A name for a file on any system: letters, digits, "-" and "_" of any script. */
export function fileNamePart(text: string): string {
  const kept = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  return [...kept].slice(0, 60).join('') || 'export'
}

/** One line of plain words: no line breaks or control characters, and a space for every run of blanks. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}
