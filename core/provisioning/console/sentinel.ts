/**
 * Finds the output of one command in all that a console says. The command line prints a begin and an end mark around it. The
 * line's own echo holds the formats of both, never the marks, so only what was printed is found; the token in
 * them is random, so nothing that is said before the command is known can pass for them.
 */

export interface CommandOutput {
  /** Byte for character, as the ConsoleReader gives it. */
  text: string
  exitCode: number
}

const LONGEST_CODE = '255>'
const code = /^(\d{1,3})>/

/** @param token letters and digits. */
export function commandLine(command: string, token: string): string {
  return `printf '\\n<%s>' "b:${token}"; ${command}; printf '<e:${token}:%d>\\n' $?\r`
}

export class SentinelReader {
  readonly #begin: string
  readonly #end: string
  readonly #longestMark: number
  #began = false
  /** What may be the beginning of a mark. */
  #tail = ''
  #output: string[] = []
  #outputLength = 0

  constructor(token: string) {
    this.#begin = `<b:${token}>`
    this.#end = `<e:${token}:`
    this.#longestMark = this.#end.length + LONGEST_CODE.length
  }

  /** Whether the device runs the command: its begin mark was printed. */
  get began(): boolean {
    return this.#began
  }

  /** Characters of output that are kept. */
  get outputLength(): number {
    return this.#outputLength
  }

  /** @returns the output once its end was printed. */
  push(text: string): CommandOutput | null {
    const seen = this.#tail + text
    if (this.#began) return this.#collect(text, seen)
    const begin = seen.indexOf(this.#begin)
    this.#tail = seen.slice(-this.#longestMark)
    if (begin < 0) return null
    this.#began = true
    this.#tail = ''
    const output = seen.slice(begin + this.#begin.length)
    return this.#collect(output, output)
  }

  #collect(text: string, seen: string): CommandOutput | null {
    this.#output.push(text)
    this.#outputLength += text.length
    this.#tail = seen.slice(-this.#longestMark)
    if (this.#findEnd(seen) === null) return null
    const all = this.#output.join('')
    this.#output = []
    return this.#findEnd(all)
  }

  /** The command's echo has the beginning of the mark too, but no number after it. */
  #findEnd(text: string): CommandOutput | null {
    for (let at = text.indexOf(this.#end); at >= 0; at = text.indexOf(this.#end, at + 1)) {
      const start = at + this.#end.length
      const exitCode = code.exec(text.slice(start, start + LONGEST_CODE.length))?.[1]
      if (exitCode !== undefined) return { text: text.slice(0, at), exitCode: Number(exitCode) }
    }
    return null
  }
}
