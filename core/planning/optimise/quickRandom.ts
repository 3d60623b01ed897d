/** Repeatable chance for search, where millions of draws are needed and nothing depends on their secrecy (mulberry32). */
export type QuickRandom = () => number

/** @param seed any integer; the same seed gives the same draws from 0 to below 1 everywhere. */
export function quickRandom(seed: number): QuickRandom {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
