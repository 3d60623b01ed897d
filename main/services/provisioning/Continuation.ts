/**
 * A session that goes on with one that was broken off. Invariant: until the device is seen to be the same, nothing of the old
 * session is told; then its undo values and its steps are, the addition that this very key signed and the place that was
 * measured, and nothing that would have to be proved anew.
 */
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import { Problem } from '#core/model/problem'
import { sameDevice } from '#core/provisioning/session/sameDevice'
import { newSessionState, type SessionState } from '#core/provisioning/session/sessionState'

/** What the system said of a USB port. */
export interface UsbIdentity {
  vendorId: string | null
  productId: string | null
  serialNumber: string | null
}

/** The unfinished session, the USB device that it was with, and the path by which the very same training device opens again. */
export type BrokenOff = UnfinishedSession & { usb: UsbIdentity; linkPath: string }

export class Continuation {
  readonly #before: BrokenOff
  readonly #serialNumber: string | null
  #found: 'same' | 'other' | null = null
  #tookOver = false

  constructor(before: BrokenOff, serialNumber: string | null) {
    this.#before = before
    this.#serialNumber = serialNumber
  }

  get sessionId(): string {
    return this.#before.state.sessionId
  }

  /** True once: the device is the same, and from here on this session stands for the old one. */
  takesOver(): boolean {
    if (this.#found !== 'same' || this.#tookOver) return false
    this.#tookOver = true
    return true
  }

  /** @throws Problem `session.other-device` */
  mustNotBeOther(): void {
    if (this.#found === 'other') throw this.#otherDevice()
  }

  /** Compares what was just learned with what was known before. @throws Problem `session.other-device` */
  check(now: SessionState): void {
    // A console that asks for a login has not said yet what it is.
    if (now.loginNeeded && this.#found === null) return
    this.#found = this.#isSame(now) ? 'same' : 'other'
    if (this.#found === 'other') throw this.#otherDevice()
  }

  /** The state as it may be told. */
  apply(state: SessionState): SessionState {
    const { sessionId, path, simulated, phase, step, steps } = state
    if (this.#found === 'other' && phase !== 'working') {
      const ending = phase === 'idle' ? ({ phase: 'failed', problem: this.#otherDevice().toData() } as const) : { phase }
      return { ...newSessionState({ sessionId, path, simulated }), problem: state.problem, ...ending, step, steps }
    }
    if (this.#found !== 'same') return state
    const { undo, steps: earlier } = this.#before.state
    const isEarlier = (kind: string) => undo.some((before) => before.kind === kind)
    return {
      ...state,
      registration: this.#registrationFor(state),
      position: this.#positionFor(state),
      // The first value was there before anything was changed; what this session found is already changed.
      undo: [...undo, ...state.undo.filter(({ kind }) => !isEarlier(kind))],
      steps: [...earlier, ...steps],
    }
  }

  /** A signed addition stays true for the key that signed it. */
  #registrationFor({ registration, identifiers }: SessionState): SessionState['registration'] {
    const { registration: earlier } = this.#before.state
    if (registration || !earlier) return registration
    return identifiers.some(({ kind, value }) => kind === 'helium-key' && value === earlier.gateway) ? earlier : null
  }

  /** A place that is measured anew is not that from before, also while it is not known yet. */
  #positionFor({ position, steps }: SessionState): SessionState['position'] {
    return position ?? (steps.some(({ kind }) => kind === 'receive-position') ? null : this.#before.state.position)
  }

  #isSame(now: SessionState): boolean {
    const { state: before, usb } = this.#before
    if (usb.serialNumber !== null && this.#serialNumber !== null && usb.serialNumber !== this.#serialNumber) return false
    // Its names may have changed if the broken-off session, or this one, was to change them.
    const renaming = [...before.steps, ...now.steps].find(({ kind }) => kind === 'set-hostname' || kind === 'set-device-name')
    return sameDevice(before, now, renaming?.kind ?? null)
  }

  #otherDevice(): Problem {
    const { device } = this.#before.state
    return new Problem(
      'session.other-device',
      `Another device answers than the one that was broken off${device ? ` (${device.name})` : ''}: plug that one in and identify it, or close this session and open the port for the new one.`,
    )
  }
}
