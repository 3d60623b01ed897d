/**
 * Where things are in JSON text (RFC 8259): the first character that breaks it, and where the elements of one
 * top-level array begin. JSON.parse reads values but tells places differently in every engine, or not at all.
 */

export interface JsonPlaces {
  /** Offset of the first character that cannot stand there (the length of the text when it ends too early), or null. */
  errorAt: number | null
  elementOffsets: number[]
}

/** Deeper JSON is taken for broken, so that no file can exhaust the stack. */
const maxDepth = 500
const numberPattern = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
/** Everything from the space on, except the quote and the backslash. */
const stringPattern = /[ !#-[\]-\uffff]*/y
const escapePattern = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** @param arrayKey property of the top-level object whose elements are located */
export function locateJson(text: string, arrayKey: string): JsonPlaces {
  const scanner = new JsonScanner(text, arrayKey)
  const whole = scanner.value(0, null) && scanner.atEnd()
  return { errorAt: whole ? null : scanner.at, elementOffsets: scanner.elementOffsets }
}

/** Physical line of an offset, counted from 1. */
export function lineOfOffset(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Each reader returns false where the text breaks and leaves `at` there. */
class JsonScanner {
  at = 0
  readonly elementOffsets: number[] = []

  constructor(
    private readonly text: string,
    private readonly arrayKey: string,
  ) {}

  value(depth: number, key: string | null): boolean {
    this.skipSpace()
    if (depth > maxDepth) return false
    const char = this.text[this.at]
    if (char === '{') return this.members(depth)
    if (char === '[') return this.elements(depth, depth === 1 && key === this.arrayKey)
    if (char === '"') return this.string() !== null
    return ['true', 'false', 'null'].some((word) => this.take(word)) || this.match(numberPattern)
  }

  atEnd(): boolean {
    this.skipSpace()
    return this.at === this.text.length
  }

  private members(depth: number): boolean {
    this.at++
    if (this.takeNext('}')) return true
    do {
      this.skipSpace()
      const key = this.text[this.at] === '"' ? this.string() : null
      if (key === null || !this.takeNext(':') || !this.value(depth + 1, key)) return false
    } while (this.takeNext(','))
    return this.takeNext('}')
  }

  private elements(depth: number, located: boolean): boolean {
    this.at++
    if (this.takeNext(']')) return true
    do {
      this.skipSpace()
      if (located) this.elementOffsets.push(this.at)
      if (!this.value(depth + 1, null)) return false
    } while (this.takeNext(','))
    return this.takeNext(']')
  }

  /** The raw text between the quotes, or null. */
  private string(): string | null {
    this.at++
    const begin = this.at
    do this.match(stringPattern)
    while (this.match(escapePattern))
    return this.take('"') ? this.text.slice(begin, this.at - 1) : null
  }

  private takeNext(expected: string): boolean {
    this.skipSpace()
    return this.take(expected)
  }

  private take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false
    this.at += expected.length
    return true
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const length = pattern.exec(this.text)?.[0].length
    this.at += length ?? 0
    return length !== undefined
  }

  private skipSpace(): void {
    for (
      let char = this.text[this.at];
      char === ' ' || char === '\n' || char === '\t' || char === '\r';
      char = this.text[this.at]
    ) {
      this.at++
    }
  }
}
