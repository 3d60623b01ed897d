import { setTimeout as sleep } from 'node:timers/promises'
import type { CancelSignal } from '#core/model/cancelSignal'

const LOOK_EVERY_MS = 1000

/** A second between two looks at the chain; whoever cancels waits no longer, and what was sent is sent. */
export async function untilNextLook(signal: CancelSignal): Promise<void> {
  if (!signal.aborted) await sleep(LOOK_EVERY_MS)
}
