/**
 * A session and a simulated device on one line in virtual time: no clock, no port, the same every time. Invariant: every
 * run ends, or throws what it waited for. Times are milliseconds.
 */
import { Problem } from '../../../model/problem'
import type { Emission, SimulatedDevice } from '../../simulated/simulatedDevice'
import type { DeviceSession, Settlement } from '../DeviceSession'
import type { LineOrder } from '../ProvisioningDriver'
import type { StepRequest } from '../stepRequest'

/** No step may take longer than this: an hour of satellite fixes fits. */
const LONGEST_STEP_MS = 2 * 3_600_000

export interface LineOptions {
  /** Hands every byte over by itself. */
  singleBytes?: boolean
  /** The cable is out after so many bytes of the device. */
  unplugAfterBytes?: number
}

interface Arrival {
  atMs: number
  emission: Emission
}

export class VirtualLine {
  readonly session: DeviceSession
  readonly written: Uint8Array[] = []
  nowMs = 0
  /** How many bytes of the device have been handed over. */
  receivedBytes = 0
  readonly #device: SimulatedDevice
  readonly #options: LineOptions
  #arrivals: Arrival[] = []

  constructor(session: DeviceSession, device: SimulatedDevice, options: LineOptions = {}) {
    this.session = session
    this.#device = device
    this.#options = options
    session.opened()
    this.#schedule(device.boot())
  }

  /** Runs one step to its end. @throws Problem what `begin` throws. */
  run(request: StepRequest): Settlement {
    const startedMs = this.nowMs
    this.begin(request)
    while (this.session.settlement === null) {
      if (!this.turn()) throw new Error(`The step "${request.kind}" waits for ever.`)
      if (this.nowMs - startedMs > LONGEST_STEP_MS) throw new Error(`The step "${request.kind}" does not end.`)
    }
    return this.session.settlement
  }

  begin(request: StepRequest): void {
    this.#obey(this.session.begin(request, this.nowMs))
  }

  /** Lets the next thing happen: an arrival or a deadline. @returns false when nothing is to come. */
  turn(): boolean {
    const { deadlineMs } = this.session
    if (this.#arrivals.length === 0) this.#schedule(this.#device.idle?.() ?? [])
    const [next] = this.#arrivals
    if (next && (deadlineMs === null || next.atMs <= deadlineMs)) {
      this.#arrivals.shift()
      this.nowMs = Math.max(this.nowMs, next.atMs)
      this.#deliver(next.emission)
      return true
    }
    if (deadlineMs === null) return false
    this.nowMs = Math.max(this.nowMs, deadlineMs)
    this.#obey(this.session.advance(this.nowMs))
    return true
  }

  #deliver({ bytes, unplug }: Emission): void {
    const left = (this.#options.unplugAfterBytes ?? Number.POSITIVE_INFINITY) - this.receivedBytes
    const arrived = bytes.subarray(0, left)
    const pieceBytes = this.#options.singleBytes ? 1 : Math.max(1, arrived.length)
    for (let at = 0; at < arrived.length; at += pieceBytes) {
      const piece = arrived.subarray(at, at + pieceBytes)
      this.receivedBytes += piece.length
      this.#obey(this.session.receive(piece, this.nowMs))
    }
    if (!unplug && arrived.length < left) return
    this.#arrivals = []
    this.session.lose(new Problem('port.vanished', 'The cable was pulled: plug the device in again.'), this.nowMs)
  }

  #obey(orders: LineOrder[]): void {
    for (const order of orders) {
      if (order.kind !== 'write') continue
      this.written.push(order.bytes)
      this.#schedule(this.#device.receive(order.bytes))
    }
  }

  #schedule(emissions: Emission[]): void {
    let { nowMs: atMs } = this
    for (const emission of emissions) {
      atMs += emission.delayMs
      const behind = this.#arrivals.findIndex((arrival) => arrival.atMs > atMs)
      this.#arrivals.splice(behind < 0 ? this.#arrivals.length : behind, 0, { atMs, emission })
    }
  }
}
