/**
 * Keeps what went over the line. Invariants: a secret that was named with `hide` is in no kept byte and in no hash, also
 * when it comes back in pieces; however much is said, memory is bounded: the first and the last exchanges are kept.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Evidence } from './evidence'

type Side = 'host' | 'device'
type Exchange = Evidence['exchanges'][number]

const KEPT_BYTES_EACH_END = 16_384

export class Transcript {
  readonly #secrets: Uint8Array[] = []
  readonly #hash = sha256.create()
  readonly #first: Exchange[] = []
  readonly #last: Exchange[] = []
  readonly #held: Record<Side, { bytes: Uint8Array; atMs: number } | null> = { host: null, device: null }
  #firstBytes = 0
  #lastBytes = 0
  #bytes = 0
  #droppedBytes = 0

  /** From now on this text is cut out, whichever side says it. */
  hide(secret: string): void {
    const bytes = utf8ToBytes(secret)
    if (bytes.length > 0) this.#secrets.push(bytes)
  }

  add(from: Side, bytes: Uint8Array, atMs: number): void {
    if (bytes.length === 0) return
    this.#bytes += bytes.length
    const held = this.#held[from]
    const joined = held ? Uint8Array.from([...held.bytes, ...bytes]) : bytes
    // The end may be the beginning of a secret whose rest is yet to come.
    const begun = this.#secrets.reduce((longest, secret) => Math.max(longest, begunAtEnd(joined, secret)), 0)
    this.#keep(from, joined.subarray(0, joined.length - begun), held?.atMs ?? atMs)
    this.#held[from] = begun > 0 ? { bytes: joined.slice(joined.length - begun), atMs } : null
  }

  evidence(): Evidence {
    for (const side of ['host', 'device'] as const) {
      const held = this.#held[side]
      // Better a few bytes too many cut out than a secret's beginning.
      if (held) this.#record({ atMs: held.atMs, from: side, hex: '**'.repeat(held.bytes.length) })
      this.#held[side] = null
    }
    return {
      bytes: this.#bytes,
      sha256: bytesToHex(this.#hash.clone().digest()),
      exchanges: [...this.#first, ...this.#last],
      droppedBytes: this.#droppedBytes,
    }
  }

  #keep(from: Side, bytes: Uint8Array, atMs: number): void {
    if (bytes.length === 0) return
    const hidden = new Uint8Array(bytes.length)
    for (const secret of this.#secrets) {
      for (let at = indexOf(bytes, secret, 0); at >= 0; at = indexOf(bytes, secret, at + 1)) hidden.fill(1, at, at + secret.length)
    }
    let hex = ''
    for (const [at, byte] of bytes.entries()) hex += hidden[at] ? '**' : byte.toString(16).padStart(2, '0')
    this.#record({ atMs, from, hex })
  }

  #record(exchange: Exchange): void {
    this.#hash.update(utf8ToBytes(`${exchange.from} ${exchange.hex}\n`))
    const length = exchange.hex.length / 2
    if (this.#last.length === 0 && this.#firstBytes + length <= KEPT_BYTES_EACH_END) {
      this.#first.push(exchange)
      this.#firstBytes += length
      return
    }
    this.#last.push(exchange)
    this.#lastBytes += length
    while (this.#lastBytes > KEPT_BYTES_EACH_END) {
      const dropped = (this.#last.shift()?.hex.length ?? 0) / 2
      this.#lastBytes -= dropped
      this.#droppedBytes += dropped
    }
  }
}

/** How many bytes at the end of `bytes` are a beginning of `secret`, but not the whole. */
function begunAtEnd(bytes: Uint8Array, secret: Uint8Array): number {
  for (let length = Math.min(secret.length - 1, bytes.length); length > 0; length--) {
    if (startsAt(bytes, bytes.length - length, secret.subarray(0, length))) return length
  }
  return 0
}

function indexOf(bytes: Uint8Array, secret: Uint8Array, from: number): number {
  for (let at = from; at + secret.length <= bytes.length; at++) if (startsAt(bytes, at, secret)) return at
  return -1
}

function startsAt(bytes: Uint8Array, at: number, part: Uint8Array): boolean {
  for (let offset = 0; offset < part.length; offset++) if (bytes[at + offset] !== part[offset]) return false
  return true
}
