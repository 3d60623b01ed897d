/**
 * A hybrid logical clock: wall milliseconds plus a counter, as sortable text `mmmmmmmmmmmm-cccc` (hex).
 * It never runs backwards, even when the computer's clock does. Source: Kulkarni et al., "Logical Physical Clocks" (2014).
 */
import { invariant } from '../model/problem'

const COUNTER_LIMIT = 0xffff

/** The next reading after `last` (or the first, when null) given the wall clock in milliseconds since 1970. */
export function tickClock(last: string | null, wallMs: number): string {
  const previous = last === null ? { ms: 0, counter: 0 } : parseClock(last)
  if (wallMs > previous.ms) return formatClock(wallMs, 0)
  // A full counter borrows the next millisecond, so a bulk write can never overflow it.
  return previous.counter < COUNTER_LIMIT ? formatClock(previous.ms, previous.counter + 1) : formatClock(previous.ms + 1, 0)
}

/** @throws when the text is not a reading; readings are only ever written by `tickClock`. */
export function parseClock(reading: string): { ms: number; counter: number } {
  const match = /^([0-9a-f]{12})-([0-9a-f]{4})$/.exec(reading)
  invariant(match?.[1] && match[2], `"${reading}" is not a clock reading`)
  return { ms: Number.parseInt(match[1], 16), counter: Number.parseInt(match[2], 16) }
}

function formatClock(ms: number, counter: number): string {
  return `${Math.floor(ms).toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}`
}
