/**
 * Turns the bytes of a terminal into plain text. Invariants: what comes out, put together, does not depend on how the bytes
 * were cut; it never throws; it keeps a few characters at most. Text is given byte for character; `decodeOutput` makes
 * words of it. Left out are escape sequences (ECMA-48), control characters and the messages that the kernel prints in
 * between, wherever in a line; every line end becomes `\n`.
 */
import type { MessageReader } from '../session/ProvisioningDriver'
import { KernelFilter } from './KernelFilter'

export type ConsoleMessage =
  | { kind: 'text'; text: string }
  /** The kernel printed a message this long after it started. */
  | { kind: 'kernel'; uptimeS: number }

const BELL = 0x07
const TAB = 0x09
const NEWLINE = 0x0a
const RETURN = 0x0d
const ESCAPE = 0x1b
const SPACE = 0x20
const DELETE = 0x7f
/** Longer sequences are no sequences: a lost end must not swallow what follows. */
const LONGEST_CONTROL = 64
const LONGEST_STRING = 512
/** Arguments that one call takes without question. */
const LATIN1_PIECE = 1_024

/** What the next byte belongs to: text, the byte after ESC, a control sequence, a string such as a window title, its end. */
type Part = 'text' | 'escape' | 'control' | 'string' | 'string-escape' | 'one-more'

export class ConsoleReader implements MessageReader<ConsoleMessage> {
  readonly #kernel = new KernelFilter()
  #part: Part = 'text'
  #partBytes = 0
  #afterReturn = false

  push(bytes: Uint8Array): ConsoleMessage[] {
    let text = ''
    let at = 0
    while (at < bytes.length) {
      const end = this.#part === 'text' ? endOfWords(bytes, at) : at
      if (end > at) {
        text += latin1(bytes.subarray(at, end))
        this.#afterReturn = false
      }
      const next = bytes[end]
      if (next !== undefined) text += this.#read(next)
      at = end + 1
    }
    return this.#kernel.push(text)
  }

  giveUpPartial(): ConsoleMessage[] {
    this.#part = 'text'
    return this.#kernel.giveUpPartial()
  }

  #read(byte: number): string {
    // A line end ends whatever came before it.
    if (byte === NEWLINE || byte === RETURN) return this.#lineEnd(byte)
    this.#afterReturn = false
    switch (this.#part) {
      case 'text':
        if (byte === ESCAPE) return this.#begin('escape')
        return byte === TAB ? '\t' : ''
      case 'escape':
        return this.#begin(partAfterEscape(byte))
      case 'control':
        return this.#goOn(byte >= 0x40 && byte <= 0x7e, LONGEST_CONTROL)
      case 'string':
        return byte === ESCAPE ? this.#begin('string-escape') : this.#goOn(byte === BELL, LONGEST_STRING)
      case 'string-escape':
      case 'one-more':
        return this.#begin('text')
    }
  }

  #lineEnd(byte: number): string {
    this.#part = 'text'
    const sameLineEnd = byte === NEWLINE && this.#afterReturn
    this.#afterReturn = byte === RETURN
    return sameLineEnd ? '' : '\n'
  }

  #begin(part: Part): '' {
    this.#part = part
    this.#partBytes = 0
    return ''
  }

  #goOn(ends: boolean, longestBytes: number): '' {
    this.#partBytes += 1
    if (ends || this.#partBytes >= longestBytes) this.#part = 'text'
    return ''
  }
}

/** @returns where the next character lies that is more than a character to be shown. */
function endOfWords(bytes: Uint8Array, start: number): number {
  let at = start
  for (let byte = bytes[at] ?? 0; byte >= SPACE && byte !== DELETE; byte = bytes[at] ?? 0) at += 1
  return at
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += LATIN1_PIECE) {
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + LATIN1_PIECE))
  }
  return text
}

function partAfterEscape(byte: number): Part {
  const character = String.fromCharCode(byte)
  if (character === '[') return 'control'
  if (']PX^_'.includes(character)) return 'string'
  // Choice of a character set and the like: one more byte follows.
  return byte >= 0x20 && byte <= 0x2f ? 'one-more' : 'text'
}
