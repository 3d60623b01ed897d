/** Devices as no manufacturer would make them, to see that a session ends with them too. */
import type { Emission, SimulatedDevice } from '../../simulated/simulatedDevice'

const BURST_BYTES = 256
/** As fast as 230 400 baud. */
const BURST_MS = 11

/** Says the same for ever and hears nothing. `text` is one byte a character. */
export function babbling(text: string): SimulatedDevice {
  const all = text.repeat(Math.ceil(BURST_BYTES / Math.max(1, text.length)))
  const bytes = Uint8Array.from(all, (letter) => letter.charCodeAt(0) & 0xff)
  const burst = [{ delayMs: BURST_MS, bytes, unplug: false }]
  return { boot: () => burst, receive: () => [], idle: () => burst }
}

/** Sends back what it is told. */
export function echoing(): SimulatedDevice {
  return { boot: () => [], receive: (bytes) => [{ delayMs: 1, bytes, unplug: false }] }
}

/** Says each of its answers `times` times. */
export function stuttering(device: SimulatedDevice, times: number): SimulatedDevice {
  const repeat = (emissions: Emission[]) => Array.from({ length: times }, () => emissions).flat()
  return {
    boot: () => repeat(device.boot()),
    receive: (bytes) => repeat(device.receive(bytes)),
    idle: () => device.idle?.() ?? [],
  }
}

/** Always the same bytes for the same seed (xorshift32). */
export function randomBytes(seed: number, length: number): Uint8Array {
  let state = (seed + 1) * 0x9e3779b1
  return Uint8Array.from({ length }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state & 0xff
  })
}
