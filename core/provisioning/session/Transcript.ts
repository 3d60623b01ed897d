/**
 * Keeps what went over the line. Invariants: a secret that was named with `hide` is in no kept byte, whether it was said
 * before or after it was named, at once or in pieces; however much is said, memory is bounded: the first and the last
 * exchanges are kept. Bytes that follow each other from one side within moments are one exchange.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Evidence } from './evidence'

type Side = 'host' | 'device'

/** Bytes of one side, with a mark for each that is cut out. */
interface Kept {
  atMs: number
  from: Side
  bytes: Uint8Array
  hidden: Uint8Array
  length: number
}

interface Place {
  kept: Kept
  at: number
}

const KEPT_BYTES_EACH_END = 16_384
const KEPT_EXCHANGES_EACH_END = 1_024
const EXCHANGE_BYTES = 512
const SAME_EXCHANGE_MS = 20

export class Transcript {
  readonly #secrets: Uint8Array[] = []
  /** Whole stretches with a secret in them; not looked for in part, since they may begin with any byte. */
  readonly #runs: Uint8Array[] = []
  readonly #first: Kept[] = []
  readonly #last: Kept[] = []
  /** Of the first exchanges and those that were dropped; null while all are kept. */
  #hash: ReturnType<typeof sha256.create> | null = null
  #firstBytes = 0
  #lastBytes = 0
  #bytes = 0
  #droppedBytes = 0

  /** From now on this text is cut out, whichever side says it or has said it. */
  hide(secret: string): void {
    const bytes = utf8ToBytes(secret)
    if (bytes.length > 0) this.#cutOut(bytes, this.#secrets)
  }

  /** The same for bytes that stand around a secret and tell something of it. */
  hideRun(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#cutOut(bytes, this.#runs)
  }

  /** An empty one that cuts out the same secrets. */
  startOver(): Transcript {
    const empty = new Transcript()
    empty.#secrets.push(...this.#secrets)
    empty.#runs.push(...this.#runs)
    return empty
  }

  /** @param atMs since the session began; never less than the time before. */
  add(from: Side, bytes: Uint8Array, atMs: number): void {
    this.#bytes += bytes.length
    for (let at = 0; at < bytes.length; ) at += this.#append(from, bytes.subarray(at, at + EXCHANGE_BYTES), atMs)
    // A secret that ends in these bytes may have begun before them.
    const longest = longestOf([...this.#secrets, ...this.#runs])
    if (longest > 0) this.#mark(this.#lastPlaces(from, bytes.length + longest - 1))
  }

  /** As it stands now; what is said later is in the next one. */
  evidence(): Evidence {
    const begun = [...this.#begunAtEnd('host'), ...this.#begunAtEnd('device')]
    const exchanges = [...this.#first, ...this.#last].map((kept) => ({
      atMs: kept.atMs,
      from: kept.from,
      hex: hexOf(kept, begun),
    }))
    const hash = this.#hash?.clone() ?? sha256.create()
    for (const { from, hex } of this.#hash ? exchanges.slice(this.#first.length) : exchanges) hash.update(line(from, hex))
    return { bytes: this.#bytes, sha256: bytesToHex(hash.digest()), exchanges, droppedBytes: this.#droppedBytes }
  }

  /** Keeps as much as goes into one exchange. @returns how many bytes that was. */
  #append(from: Side, bytes: Uint8Array, atMs: number): number {
    const open = this.#last.at(-1) ?? this.#first.at(-1)
    const isSame = open?.from === from && atMs - open.atMs <= SAME_EXCHANGE_MS && open.length < EXCHANGE_BYTES
    const hasRoom = this.#firstBytes < KEPT_BYTES_EACH_END && this.#first.length < KEPT_EXCHANGES_EACH_END
    const inFirst = this.#last.length === 0 && (isSame || hasRoom)
    const kept: Kept = isSame ? open : { atMs, from, bytes: new Uint8Array(0), hidden: new Uint8Array(0), length: 0 }
    const piece = bytes.subarray(0, EXCHANGE_BYTES - kept.length)
    extend(kept, piece)
    if (!isSame) (inFirst ? this.#first : this.#last).push(kept)
    if (inFirst) this.#firstBytes += piece.length
    else this.#lastBytes += piece.length
    while (this.#lastBytes > KEPT_BYTES_EACH_END || this.#last.length > KEPT_EXCHANGES_EACH_END) this.#drop()
    return piece.length
  }

  #drop(): void {
    const dropped = this.#last.shift()
    if (!dropped) return
    if (!this.#hash) {
      this.#hash = sha256.create()
      for (const kept of this.#first) this.#hash.update(line(kept.from, hexOf(kept)))
    }
    this.#hash.update(line(dropped.from, hexOf(dropped)))
    this.#lastBytes -= dropped.length
    this.#droppedBytes += dropped.length
  }

  #cutOut(bytes: Uint8Array, known: Uint8Array[]): void {
    if (known.some((each) => bytesToHex(each) === bytesToHex(bytes))) return
    known.push(bytes)
    for (const side of ['host', 'device'] as const) this.#mark(this.#lastPlaces(side, Number.POSITIVE_INFINITY))
  }

  /** Where the last `count` bytes of a side are kept, in order; never across what was dropped. */
  #lastPlaces(from: Side, count: number): Place[][] {
    const stretches = this.#hash ? [this.#last, this.#first] : [[...this.#first, ...this.#last]]
    const found: Place[][] = []
    let wanted = count
    for (const stretch of stretches) {
      const places: Place[] = []
      for (let index = stretch.length - 1; index >= 0 && wanted > 0; index--) {
        const kept = stretch[index]
        if (kept?.from !== from) continue
        for (let at = kept.length - 1; at >= 0 && wanted > 0; at--, wanted--) places.push({ kept, at })
      }
      found.push(places.reverse())
    }
    return found
  }

  #mark(stretches: Place[][]): void {
    for (const places of stretches) {
      for (const secret of [...this.#secrets, ...this.#runs]) {
        for (let start = 0; start + secret.length <= places.length; start++) {
          if (!isAt(places, start, secret)) continue
          for (const { kept, at } of places.slice(start, start + secret.length)) kept.hidden[at] = 1
        }
      }
    }
  }

  /** What may be the beginning of a secret whose rest is yet to come: better a few bytes too many cut out. */
  #begunAtEnd(from: Side): Place[] {
    const places = this.#lastPlaces(from, longestOf(this.#secrets) - 1)[0] ?? []
    for (let start = 0; start < places.length; start++) {
      const rest = places.length - start
      if (this.#secrets.some((secret) => rest < secret.length && isAt(places, start, secret.subarray(0, rest)))) {
        return places.slice(start)
      }
    }
    return []
  }
}

function longestOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((longest, { length }) => Math.max(longest, length), 0)
}

function extend(kept: Kept, piece: Uint8Array): void {
  const length = kept.length + piece.length
  if (length > kept.bytes.length) {
    const [bytes, hidden] = [new Uint8Array(length * 2), new Uint8Array(length * 2)]
    bytes.set(kept.bytes)
    hidden.set(kept.hidden)
    Object.assign(kept, { bytes, hidden })
  }
  kept.bytes.set(piece, kept.length)
  kept.length = length
}

function isAt(places: readonly Place[], start: number, part: Uint8Array): boolean {
  for (let offset = 0; offset < part.length; offset++) {
    const place = places[start + offset]
    if (place?.kept.bytes[place.at] !== part[offset]) return false
  }
  return true
}

function hexOf(kept: Kept, alsoHidden: readonly Place[] = []): string {
  const hidden = kept.hidden.slice(0, kept.length)
  for (const place of alsoHidden) if (place.kept === kept) hidden[place.at] = 1
  let hex = ''
  for (let at = 0; at < kept.length; at++) hex += hidden[at] ? '**' : (kept.bytes[at] ?? 0).toString(16).padStart(2, '0')
  return hex
}

function line(from: Side, hex: string): Uint8Array {
  return utf8ToBytes(`${from} ${hex}\n`)
}
