/** A message that ought to be there: in a cluster, the server that is asked may get it a moment after the one that took it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { throwIfCancelled } from '#core/sync/throwIfCancelled'
import type { StreamCalls, StreamMessage } from './StreamCalls'

/** What is asked of a stream. */
export type MessageSource = Pick<StreamCalls, 'place' | 'messages' | 'waitsMs'>

/** null: it is not there, however often that is asked. @throws as `StreamCalls.messages` */
export async function messageSurely(source: MessageSource, seq: number, signal: AbortSignal): Promise<StreamMessage | null> {
  for (const waitMs of [0, ...source.waitsMs]) {
    await pause(waitMs, signal)
    let found: StreamMessage | null = null
    await source.messages([seq], signal, (message) => {
      found = message
    })
    if (found !== null) return found
  }
  return null
}

/** @throws Problem `sync.cancelled` */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined)
  throwIfCancelled(signal)
}
