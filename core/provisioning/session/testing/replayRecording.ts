/**
 * A recorded device as a simulated one: what it said after the host's bytes is said again, byte by byte and as late as it was,
 * when a session writes those bytes. Newlines around a host's message do not count.
 */
import { hexToBytes } from '@noble/hashes/utils.js'
import type { Emission, SimulatedDevice } from '../../simulated/simulatedDevice'

export interface Recording {
  exchanges: ReadonlyArray<{ t_ms: number; dir: string; hex: string; label?: string }>
}

/** What the host said, and all that the device said until the host spoke again. */
export interface RecordedTurn {
  host: Uint8Array
  answer: Emission[]
}

/** The turns of a recording; the first has what the device said before the host spoke. */
export function turnsOf({ exchanges }: Recording): [RecordedTurn, ...RecordedTurn[]] {
  const turns: [RecordedTurn, ...RecordedTurn[]] = [{ host: new Uint8Array(0), answer: [] }]
  let lastMs = 0
  for (const { t_ms, dir, hex } of exchanges) {
    const bytes = hexToBytes(hex)
    if (dir === 'host->device') turns.push({ host: withoutNewlines(bytes), answer: [] })
    else turns.at(-1)?.answer.push(...singleBytes(bytes, Math.max(0, t_ms - lastMs)))
    lastMs = t_ms
  }
  return turns
}

/** `answer` finds what the recorded device would say to what the session wrote; null for silence. */
export function recordedDevice(boot: RecordedTurn, answer: (written: Uint8Array) => Emission[] | null): SimulatedDevice {
  return { boot: () => boot.answer, receive: (bytes) => answer(withoutNewlines(bytes)) ?? [] }
}

export function singleBytes(bytes: Uint8Array, delayMs: number): Emission[] {
  return Array.from(bytes, (byte, at) => ({ delayMs: at === 0 ? delayMs : 0, bytes: Uint8Array.of(byte), unplug: false }))
}

function withoutNewlines(bytes: Uint8Array): Uint8Array {
  const isNewline = (byte: number | undefined) => byte === 0x0a || byte === 0x0d
  let [start, end] = [0, bytes.length]
  while (start < end && isNewline(bytes[start])) start += 1
  while (end > start && isNewline(bytes[end - 1])) end -= 1
  return bytes.subarray(start, end)
}
