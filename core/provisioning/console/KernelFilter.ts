/**
 * Takes the messages that the Linux kernel prints to its console out of the text, as in `gw lo[   12.345678] usb 1-1: …⏎gin: `.
 * They begin with the seconds since its start, in the middle of whatever else is said, and end with the line.
 */
import type { ConsoleMessage } from './ConsoleReader'

const beginning = /^\[ {0,8}(\d{1,8}\.\d{6})\][ [(]/
const begun = /^\[ {0,8}(?:\d{1,8}(?:\.\d{0,6}\]?)?)?$/
const LONGEST_BEGINNING = 27
/** A message that is longer has lost its end. */
const LONGEST_MESSAGE = 2_048

export class KernelFilter {
  #held = ''
  /** How much of a kernel message was left out until now; null outside of one. */
  #messageLength: number | null = null

  push(text: string): ConsoleMessage[] {
    const found: ConsoleMessage[] = []
    const all = this.#held + text
    this.#held = ''
    let plain = ''
    let at = 0
    while (at < all.length) {
      if (this.#messageLength !== null) {
        at = this.#leaveOut(all, at, this.#messageLength)
        continue
      }
      const bracket = all.indexOf('[', at)
      plain += all.slice(at, bracket < 0 ? all.length : bracket)
      if (bracket < 0) break
      const candidate = all.slice(bracket, bracket + LONGEST_BEGINNING)
      const seconds = beginning.exec(candidate)?.[1]
      if (seconds !== undefined) {
        if (plain !== '') found.push({ kind: 'text', text: plain })
        plain = ''
        found.push({ kind: 'kernel', uptimeS: Number(seconds) })
        this.#messageLength = 0
        at = bracket + seconds.length
      } else if (begun.test(candidate)) {
        this.#held = candidate
        break
      } else {
        plain += '['
        at = bracket + 1
      }
    }
    if (plain !== '') found.push({ kind: 'text', text: plain })
    return found
  }

  /** What was held back because it may have been the beginning of a kernel message. */
  giveUpPartial(): ConsoleMessage[] {
    const text = this.#held
    this.#held = ''
    return text === '' ? [] : [{ kind: 'text', text }]
  }

  /** @returns where the text goes on. */
  #leaveOut(all: string, at: number, leftOut: number): number {
    const newline = all.indexOf('\n', at)
    const longest = at + LONGEST_MESSAGE - leftOut
    const end = newline < 0 ? longest : Math.min(newline + 1, longest)
    this.#messageLength = end <= all.length ? null : leftOut + all.length - at
    return Math.min(end, all.length)
  }
}
