/**
 * Finds the lines of a RUI3 module in a serial stream. Invariants: what is found does not depend on how the bytes were cut;
 * it never throws; it keeps no more than one longest line. Source: RAKwireless, "RUI3 AT Command Manual": an answer is
 * `AT+NAME=value`, an empty line and a status, each with CR LF; events begin with `+EVT:` and may come in between.
 */

/** What ends every answer. */
const STATUSES = [
  'OK',
  'AT_ERROR',
  'AT_PARAM_ERROR',
  'AT_BUSY_ERROR',
  'AT_TEST_PARAM_OVERFLOW',
  'AT_NO_CLASSB_ENABLE',
  'AT_NO_NETWORK_JOINED',
  'AT_RX_ERROR',
  'AT_MODE_NO_SUPPORT',
  'AT_COMMAND_NOT_FOUND',
  'AT_UNSUPPORTED_BAND',
] as const
export type AtStatus = (typeof STATUSES)[number]

export type AtMessage =
  | { kind: 'value'; name: string; text: string }
  | { kind: 'status'; status: AtStatus }
  | { kind: 'event'; text: string }
  /** Anything else: log text, or the bare value of firmware before RUI3. */
  | { kind: 'line'; text: string }

/** The manual's longest answers are keys of 32 digits; log lines may be longer. */
const MAX_LINE_CHARACTERS = 256
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export class AtReader {
  #line = ''
  #isTooLong = false

  push(bytes: Uint8Array): AtMessage[] {
    const found: AtMessage[] = []
    for (const byte of bytes) {
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) found.push(...this.#endLine())
      else if (this.#line.length >= MAX_LINE_CHARACTERS) this.#isTooLong = true
      else this.#line += String.fromCharCode(byte)
    }
    return found
  }

  /** What stands in a line that did not end. */
  giveUpPartial(): AtMessage[] {
    return this.#endLine()
  }

  #endLine(): AtMessage[] {
    const line = this.#isTooLong ? '' : this.#line
    this.#line = ''
    this.#isTooLong = false
    const message = readLine(line)
    return message ? [message] : []
  }
}

/** Null for an empty line, for bytes that are no text, and for the echo of a question. */
export function readLine(line: string): AtMessage | null {
  const text = line.trim()
  if (text === '' || !/^[\x20-\x7e]+$/.test(text)) return null
  const status = STATUSES.find((known) => known === text)
  if (status) return { kind: 'status', status }
  if (text.startsWith('+EVT:')) return { kind: 'event', text: text.slice('+EVT:'.length) }
  // Log text without a line end may stand in front of an answer.
  const [, name, value] = /AT\+([A-Z\d]+)=(.*)$/.exec(text) ?? []
  if (name === undefined || value === undefined) return /^(?:AT|ATE|at)\b/.test(text) ? null : { kind: 'line', text }
  return value === '?' ? null : { kind: 'value', name, text: value.trim() }
}
