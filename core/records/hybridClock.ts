/**
 * A hybrid logical clock: wall milliseconds plus a counter, as sortable text `mmmmmmmmmmmm-cccc` (hex).
 * It never runs backwards, even when the computer's clock does. Source: Kulkarni et al., "Logical Physical Clocks" (2014).
 */
import { invariant } from '../model/problem'

const COUNTER_LIMIT = 0xffff

/** How far ahead of this computer's clock a reading may pull ours. Beyond it a clock is taken to be wrong. */
const SKEW_LIMIT_MS = 5 * 60_000

/** What one actor remembers of its clock. */
export interface ClockMemory {
  /** The last reading near this computer's time. */
  near: string | null
  /** The last reading that had to lie beyond it, because it changes what a wrong clock wrote. */
  far: string | null
}

/** The next reading after `last` (or the first, when null) given the wall clock in milliseconds since 1970. */
export function tickClock(last: string | null, wallMs: number): string {
  const previous = last === null ? { ms: 0, counter: 0 } : parseClock(last)
  if (wallMs > previous.ms) return formatClock(wallMs, 0)
  // A full counter borrows the next millisecond, so a bulk write can never overflow it.
  return previous.counter < COUNTER_LIMIT ? formatClock(previous.ms, previous.counter + 1) : formatClock(previous.ms + 1, 0)
}

/**
 * The reading of a new transaction. It is later than everything that the transaction changes, or its change would lose
 * against what it was made from; and it stays with this computer's time otherwise, so that a clock that was wrong once
 * is wrong no longer.
 * @param changed the latest reading of what the transaction changes, or null
 */
export function nextReading(memory: ClockMemory, wallMs: number, changed: string | null): { t: string; memory: ClockMemory } {
  const isAhead = memory.near !== null && isBeyond(memory.near, wallMs)
  const near = isAhead ? null : memory.near
  const far = isAhead ? later(memory.far, memory.near) : memory.far
  const t = tickClock(near, wallMs)
  if (changed === null || changed < t) return { t, memory: { near: t, far } }
  if (!isBeyond(changed, wallMs)) {
    const after = tickClock(changed, wallMs)
    return { t: after, memory: { near: after, far } }
  }
  const beyond = tickClock(later(far, changed), wallMs)
  return { t: beyond, memory: { near, far: beyond } }
}

/** The memory once a reading of somebody else was received: it is followed, but not beyond the limit of skew. */
export function receiveReading(memory: ClockMemory, received: string, wallMs: number): ClockMemory {
  if (isBeyond(received, wallMs)) return memory
  return { ...memory, near: later(memory.near, received) }
}

/** Whether a reading lies further ahead of this computer's time than a clock that is right can be. */
export function isBeyond(reading: string, wallMs: number): boolean {
  return parseClock(reading).ms > wallMs + SKEW_LIMIT_MS
}

/** @throws when the text is not a reading; readings are only ever written by `tickClock`. */
export function parseClock(reading: string): { ms: number; counter: number } {
  const match = /^([0-9a-f]{12})-([0-9a-f]{4})$/.exec(reading)
  invariant(match?.[1] && match[2], `"${reading}" is not a clock reading`)
  return { ms: Number.parseInt(match[1], 16), counter: Number.parseInt(match[2], 16) }
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}

function formatClock(ms: number, counter: number): string {
  return `${Math.floor(ms).toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}`
}
