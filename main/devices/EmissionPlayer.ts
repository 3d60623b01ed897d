/** Plays what a simulated device emits, each piece after its delay and in order, until its cable is pulled. */
import type { Emission } from '#core/provisioning/simulated/simulatedDevice'
import type { Clock } from './clock'

export class EmissionPlayer {
  readonly #queue: Emission[] = []
  readonly #clock: Clock
  readonly #send: (bytes: Uint8Array) => void
  readonly #unplug: () => void
  #callOff: (() => void) | null = null
  #stopped = false

  constructor(clock: Clock, send: (bytes: Uint8Array) => void, unplug: () => void) {
    this.#clock = clock
    this.#send = send
    this.#unplug = unplug
  }

  play(emissions: Emission[]): void {
    this.#queue.push(...emissions)
    if (this.#callOff === null) this.#schedule()
  }

  stop(): void {
    this.#stopped = true
    this.#callOff?.()
    this.#queue.length = 0
  }

  #schedule(): void {
    const next = this.#queue.shift()
    if (!next || this.#stopped) {
      this.#callOff = null
      return
    }
    this.#callOff = this.#clock.after(next.delayMs, () => {
      if (next.bytes.length > 0) this.#send(next.bytes)
      if (next.unplug) {
        this.stop()
        this.#unplug()
        return
      }
      this.#schedule()
    })
  }
}
