/** Finds passwords that evidence should not hold: those of Improv credentials and those typed at a console's prompt. */
import type { Evidence } from './evidence'
import type { StepRecord } from './sessionState'

/** One byte as it stands in evidence, and the exchange that it stands in. */
interface Pair {
  text: string
  exchange: number
}

export interface SentPassword {
  /** Index of the exchange. */
  at: number
  protocol: 'Improv' | 'a console'
}

const HEADER = ['49', '4d', '50', '52', '4f', '56']
const HIDDEN = '**'
const VERSION = '01'
const COMMAND_TYPE = '03'
const SEND_WIFI = '01'
/** Header, version, type, outer length, command, inner length. */
const PREFIX_PAIRS = 11
const PASSWORD_PROMPT = /pass(?:word|phrase|code)[^\r\n:]{0,60}: *$/i
const PROMPT_BYTES = 120
const FIRST_VISIBLE = 0x20

/** Where a byte of a password is readable; one entry for each password. */
export function sentPasswords(evidence: Evidence, steps: readonly StepRecord[]): SentPassword[] {
  return [...improvPasswords(evidence), ...consolePasswords(evidence, steps)]
}

function improvPasswords({ exchanges, droppedBytes }: Evidence): SentPassword[] {
  const ofHost = exchanges.flatMap(({ from, hex }, exchange) =>
    from === 'host' ? [pairsOf(hex).map((text): Pair => ({ text, exchange }))] : [],
  )
  // Where bytes are missing, two exchanges need not follow each other.
  const streams = droppedBytes === 0 ? [ofHost.flat()] : ofHost
  return streams.flatMap((pairs) => pairs.flatMap((_, start) => improvPasswordAt(pairs, start) ?? []))
}

/** The password of a packet that sends credentials and begins at `start`, when a byte of it can be read. */
function improvPasswordAt(pairs: readonly Pair[], start: number): SentPassword | null {
  const text = (offset: number) => pairs[start + offset]?.text ?? ''
  if (!HEADER.every((byte, offset) => text(offset) === byte || text(offset) === HIDDEN)) return null
  if (text(6) !== VERSION || text(7) !== COMMAND_TYPE || text(9) !== SEND_WIFI) return null
  const ssidBytes = Number.parseInt(text(PREFIX_PAIRS), 16)
  const passwordStart = PREFIX_PAIRS + 1 + ssidBytes
  const told = Number.parseInt(text(passwordStart), 16)
  // Where its length is cut out with it, the length of all tells where it ends.
  const passwordBytes = Number.isNaN(told) ? Number.parseInt(text(PREFIX_PAIRS - 1), 16) - ssidBytes - 2 : told
  const passwordEnd = passwordStart + 1 + Math.max(0, passwordBytes || 0)
  const password = pairs.slice(start + passwordStart + 1, start + passwordEnd)
  const readable = password.find((pair) => pair.text !== HIDDEN)
  return readable ? { at: readable.exchange, protocol: 'Improv' } : null
}

/** While a log-in runs, what the host types after a password is asked for must not be readable up to the end of its line. */
function consolePasswords({ exchanges }: Evidence, steps: readonly StepRecord[]): SentPassword[] {
  const logIns = steps.filter(({ kind }) => kind === 'log-in')
  const found: SentPassword[] = []
  let said = ''
  for (const [at, { atMs, from, hex }] of exchanges.entries()) {
    if (from === 'device') {
      said = (said + pairsOf(hex).map(letterOf).join('')).slice(-PROMPT_BYTES)
      continue
    }
    const isLogIn = logIns.some(({ startedMs, endedMs }) => atMs >= startedMs && atMs <= (endedMs ?? Number.POSITIVE_INFINITY))
    const line = pairsOf(hex)
    const end = line.findIndex((pair) => pair === '0d' || pair === '0a')
    const typed = end < 0 ? line : line.slice(0, end)
    const isReadable = typed.some((pair) => pair !== HIDDEN && Number.parseInt(pair, 16) >= FIRST_VISIBLE)
    if (isLogIn && isReadable && PASSWORD_PROMPT.test(said)) found.push({ at, protocol: 'a console' })
  }
  return found
}

function pairsOf(hex: string): string[] {
  return hex.match(/../g) ?? []
}

function letterOf(pair: string): string {
  return pair === HIDDEN ? '*' : String.fromCharCode(Number.parseInt(pair, 16))
}
