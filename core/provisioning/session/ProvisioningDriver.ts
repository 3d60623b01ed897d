/**
 * The port behind which each device protocol sits: probe, identify, configure, verify, report, as generators with no clock
 * and no serial port in them. The same driver runs against a recording, a simulation or a cable.
 */
import type { DriverName, SessionState } from './sessionState'
import type { StepRequest } from './stepRequest'

/** What a step wants done before it is resumed with what came. */
export interface StepWish {
  write: Uint8Array | null
  /** Milliseconds from now: a new deadline; or null to keep waiting for the one that runs, which a timeout ends. */
  waitMs: number | null
  /** Sets the control lines first, for devices that are reset through them. Ignored where the port has none. */
  lines?: { dtr: boolean; rts: boolean }
  /** Shown at once, while the step goes on. If it is of another device than before, the step ends here and nothing is written. */
  change?: StepProgress
  /** Part of `write` that tells something of a password besides its letters: cut out of the evidence as one, whoever says it. */
  secret?: Uint8Array
}

/** What the port is to do, in order. `holdMs`: the lines stay so for so long before anything else is done. */
export type LineOrder = { kind: 'write'; bytes: Uint8Array } | { kind: 'lines'; dtr: boolean; rts: boolean; holdMs?: number }

/** What a wish asks of the port: the lines first. */
export function ordersOf({ write, lines }: StepWish): LineOrder[] {
  return [...(lines ? [{ kind: 'lines', ...lines } as const] : []), ...(write ? [{ kind: 'write', bytes: write } as const] : [])]
}

export type StepEvent<Message> = Message | { kind: 'timeout' }

/** What a finished step changes in the session's state. */
export type StepResult = Partial<Omit<SessionState, 'sessionId' | 'path' | 'phase' | 'step' | 'steps' | 'driver'>>

/**
 * What may be shown before the step is done; what is claimed of the device comes with its end only. A position says itself of
 * how many fixes it is, so the one so far may be shown: whoever cancels keeps it.
 */
export type StepProgress = Omit<StepResult, 'identified' | 'connected' | 'ssid' | 'proof' | 'registration' | 'problem' | 'undo'>

export type Step<Message, Result = StepResult> = Generator<StepWish, Result, StepEvent<Message>>

/** Finds messages in the stream, however it is cut; keeps bounded bytes; never throws. */
export interface MessageReader<Message> {
  push(bytes: Uint8Array): Message[]
  /** What was held back as the beginning of a message that did not go on. */
  giveUpPartial(): Message[]
}

export interface ProvisioningDriver<Message extends { kind: string } = { kind: string }> {
  readonly name: DriverName
  createReader(): MessageReader<Message>
  /**
   * Whether the device speaks this protocol. It writes nothing that changes the device or that another protocol would
   * take for an order; silence and noise give false, never a Problem.
   */
  probe(): Step<Message, boolean>
  /**
   * One step. Its result names the device's `abilities` where they became known.
   * @throws Problem before anything is written when the request cannot be sent; `driver.no-such-step` when this protocol has
   * no such step; while it runs, what the device said.
   */
  step(request: StepRequest, state: SessionState): Step<Message>
  /** What brings the device back to its own work when a step is ended in its middle; empty where nothing was disturbed. */
  abandon?(): LineOrder[]
  /** What to write before the port is let go, so that nothing which this session opened stays open behind it; or null. */
  leave?(state: SessionState): Uint8Array | null
}

export const keepWaiting: StepWish = { write: null, waitMs: null }
