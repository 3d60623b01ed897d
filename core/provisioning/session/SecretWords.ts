/**
 * Takes passwords out of what a device says of itself: some repeat them, in an address or a name. Invariants: what is longer
 * than a few letters is in no text that leaves here, plain or as it is written in an address; what a device called itself
 * before it was told a password is its name, and stays.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { isSaidIn } from '../../model/causeChain'
import { Problem } from '../../model/problem'
import type { SessionState } from './sessionState'
import { shownText } from './shownText'
import type { StepRequest } from './stepRequest'

/** Shorter ones are parts of ordinary words and numbers, which would be spoilt by chance. Wi-Fi has none shorter than 8. */
const SHORTEST = 4
const INSTEAD = '(password)'

/** What holds words of the device. Proof and registration are left as they are: they are signed, and checked letter by letter. */
const spoken = ['device', 'identifiers', 'hostname', 'networks', 'ssid', 'urls', 'undo', 'problem'] as const
/** In these a text that was known before is a name. */
const naming: ReadonlySet<string> = new Set(['device', 'identifiers', 'hostname', 'networks', 'ssid', 'undo'])
/** The program's own words within them. */
const ownWords: ReadonlySet<string> = new Set(['kind', 'code', 'field'])

export class SecretWords {
  readonly #spellings: string[] = []
  readonly #names = new Set<string>()

  /** @param names what was asked for and known until now. @returns how else the secret may be written. */
  hide(secret: string, names: Partial<SessionState>): string[] {
    for (const key of spoken) if (naming.has(key)) this.#keep(names[key])
    const spellings = spellingsOf(secret)
    for (const each of spellings) {
      if (each.length >= SHORTEST && !this.#spellings.includes(each)) this.#spellings.push(each)
    }
    // An escaped one has its plain one in it at times.
    this.#spellings.sort((a, b) => b.length - a.length)
    return spellings
  }

  /** What a person asks for is no secret, also where it is the same word. */
  allow(request: StepRequest): void {
    if (request.kind === 'connect') this.#names.add(request.ssid)
    if (request.kind === 'set-hostname') this.#names.add(request.hostname)
    if (request.kind === 'set-device-name') this.#names.add(request.name)
  }

  clean<State extends Partial<SessionState>>(change: State): State {
    if (this.#spellings.length === 0) return change
    const cleaned = spoken.flatMap((key) => (key in change ? [[key, this.#cleanValue(change[key], naming.has(key))]] : []))
    return { ...change, ...Object.fromEntries(cleaned) }
  }

  cleanProblem(problem: Problem): Problem {
    if (!this.#spellings.some((secret) => isSaidIn(problem, secret))) return problem
    const { code, message, causeText, line, field, unexpected } = problem
    // Of the causes only the words are kept, cleaned: their stacks and what lies behind them repeat what they say.
    const cause = causeText === undefined ? undefined : this.#cleanText(causeText)
    return new Problem(code, this.#cleanText(message), { cause, line, field, unexpected })
  }

  /** The same shape with other texts. */
  #cleanValue(value: unknown, isNaming: boolean): unknown {
    if (typeof value === 'string') return isNaming && this.#names.has(value) ? value : this.#cleanText(value)
    if (Array.isArray(value)) return value.map((each) => this.#cleanValue(each, isNaming))
    if (typeof value !== 'object' || value === null) return value
    const parts = Object.entries(value)
    return Object.fromEntries(parts.map(([key, part]) => [key, ownWords.has(key) ? part : this.#cleanValue(part, isNaming)]))
  }

  #cleanText(text: string): string {
    return this.#spellings.reduce((rest, secret) => rest.replaceAll(secret, INSTEAD), text)
  }

  #keep(value: unknown): void {
    if (typeof value === 'string') this.#names.add(value)
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) this.#keep(part)
  }
}

/** Plain, as it is shown, and as addresses write it: what is not a letter or digit as %XX, a blank also as +. */
function spellingsOf(secret: string): string[] {
  const escapedBy = (isPlain: RegExp) =>
    Array.from(utf8ToBytes(secret), (byte) => {
      const letter = String.fromCharCode(byte)
      return isPlain.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    }).join('')
  const escaped = [escapedBy(/[\w.~-]/), escapedBy(/[\w.~!*'()-]/)]
  const spellings = [secret, shownText(secret), ...escaped]
  return [...new Set([...spellings, ...escaped.map((text) => text.replaceAll('%20', '+')), ...escaped.map(lowerEscapes)])]
}

function lowerEscapes(text: string): string {
  return text.replace(/%../g, (pair) => pair.toLowerCase())
}
