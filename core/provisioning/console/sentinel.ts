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

const END_LONGEST_CODE = 3

/** @param token letters and digits. */
export function commandLine(command: string, token: string): string {
  return `printf '\\n<%s>' "b:${token}"; ${command}; printf '<e:${token}:%d>\\n' $?\r`
}

export class SentinelReader {
  readonly #begin: string
  readonly #end: RegExp
  readonly #longestMark: number
  #began = false
  /** What may be the beginning of a mark. */
  #tail = ''
  #output: string[] = []
  #outputLength = 0

  constructor(token: string) {
    this.#begin = `<b:${token}>`
    this.#end = new RegExp(`<e:${token}:(\\d{1,${END_LONGEST_CODE}})>`)
    this.#longestMark = `<e:${token}:>`.length + END_LONGEST_CODE
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
    if (!this.#end.test(seen)) return null
    const all = this.#output.join('')
    const end = this.#end.exec(all)
    this.#output = []
    return { text: all.slice(0, end?.index ?? 0), exitCode: Number(end?.[1] ?? 0) }
  }
}
