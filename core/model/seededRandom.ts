/** Repeatable chance: SHA-256 of a seed and a counter, so the demo is the same on every machine and version. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

export interface SeededRandom {
  /** Whole number from 0 to below `limit`. */
  below(limit: number): number
  /** Approximately normal, mean 0 and standard deviation 1. */
  normal(): number
  pick<T>(items: readonly [T, ...T[]]): T
  /** `bytes` bytes in hex. */
  hex(bytes: number): string
}

export function seededRandom(seed: string): SeededRandom {
  let counter = 0
  const nextHex = () => bytesToHex(sha256(utf8ToBytes(`${seed}:${counter++}`)))
  const unit = () => Number.parseInt(nextHex().slice(0, 12), 16) / 2 ** 48
  return {
    below: (limit) => Math.floor(unit() * limit),
    // The sum of twelve uniforms has variance 1; good enough for scattering hotspots around a district.
    normal: () => Array.from({ length: 12 }, unit).reduce((sum, value) => sum + value, 0) - 6,
    pick: (items) => items[Math.floor(unit() * items.length)] ?? items[0],
    hex: (bytes) => nextHex().slice(0, bytes * 2),
  }
}
