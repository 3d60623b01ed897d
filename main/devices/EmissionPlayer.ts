/** Plays what a simulated device emits, each piece after its delay and in order, until its cable is pulled. */
import type { Emission } from '#core/provisioning/simulated/simulatedDevice'
import type { Clock } from './clock'

export class EmissionPlayer {
  readonly #queue: Emission[] = []
  readonly #clock: Clock
  readonly #send: (bytes: Uint8Array) => void
  readonly #unplug: () => void
  readonly #idle: () => Emission[]
  #callOff: (() => void) | null = null
  #stopped = false

  /** `idle` is what the device says by itself: asked for each time that everything before was sent. */
  constructor(clock: Clock, send: (bytes: Uint8Array) => void, unplug: () => void, idle: () => Emission[] = () => []) {
    this.#clock = clock
    this.#send = send
    this.#unplug = unplug
    this.#idle = idle
  }

  play(emissions: Emission[]): void {
    // One by one: a device that sends every byte by itself can say more than a call takes arguments.
    for (const emission of emissions) this.#queue.push(emission)
    if (this.#callOff === null) this.#schedule()
  }

  stop(): void {
    this.#stopped = true
    this.#callOff?.()
    this.#queue.length = 0
  }

  #schedule(): void {
    if (this.#queue.length === 0 && !this.#stopped) for (const emission of this.#idle()) this.#queue.push(emission)
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
