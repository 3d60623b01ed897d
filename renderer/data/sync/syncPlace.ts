/** Rounds of syncing with a place of this machine: a folder that a person chose, or a file of batches. */
import type { SyncOptions } from '#core/sync/Round'
import type { Standing } from '#core/sync/SyncTransport'
import type { SyncOutcome } from '#core/sync/syncRound'
import { cancelledProblem } from '#core/sync/throwIfCancelled'
import { connectWorker } from '../../platform/connectWorker'
import { consoleClient } from '../../platform/consoleClient'
import { syncRoundContract } from '../../workers/syncRoundContract'
import { settle } from '../journal/settlement'
import { db } from '../records/openRecords'
import { installationKey } from './installationKey'
import { passOnCalls } from './mainLine'
import { outcomeOf, type PlaceToSync, type RoundMessage, type RoundOutcome, transportTo } from './roundTask'
import { startRoundWorker } from './startRoundWorker'
import { forgetRestored } from './unreadPast'

/** Between two looks at the cancellation some batches are applied. */
const PATIENCE_MS = 10_000

/** What lies at a place, without changing anything there or here. @throws Problem `sync.place-unknown`, as `SyncTransport.look` */
export async function lookAtPlace(place: PlaceToSync, signal: AbortSignal): Promise<Standing> {
  return (await transportTo(db, consoleClient, place)).look(signal)
}

export type SyncPlaceOptions = Pick<
  SyncOptions,
  'carriesOthers' | 'ask' | 'makesSnapshot' | 'readsOlder' | 'checksSnapshot' | 'archives' | 'onProgress'
> & {
  signal: AbortSignal
}

/**
 * One round with a place, in a worker; it waits while another window syncs.
 * @throws Problem as `syncRound`, `sync.place-unknown`, `sync.changed-meanwhile`, those of the key and of the records
 */
export async function syncPlace(place: PlaceToSync, options: SyncPlaceOptions): Promise<SyncOutcome> {
  const publicKey = await installationKey()
  const outcome = outcomeOf(await roundInWorker(place, publicKey, options))
  // A file is a copy of what one laptop had, and an empty place tells of nobody's past.
  if (outcome.isOwnPastRead && outcome.batchesThere > 0 && place.kind !== 'file') await forgetRestored(db)
  // Main learns of payouts that others signed, or its guard would not know of them.
  if (outcome.applied > 0) await settle()
  return outcome
}

async function roundInWorker(
  place: PlaceToSync,
  publicKey: string,
  { signal, carriesOthers = true, makesSnapshot = false, readsOlder = false, ask, onProgress, ...more }: SyncPlaceOptions,
): Promise<RoundOutcome> {
  const { port1: ours, port2: line } = new MessageChannel()
  const worker = connectWorker('sync', syncRoundContract, startRoundWorker(), {
    patienceMs: PATIENCE_MS,
    endedProblem: cancelledProblem,
  })
  const cut = passOnCalls(ours, consoleClient)
  const hear = async (message: RoundMessage) => {
    if (message.kind === 'progress') onProgress?.(message.done)
    else await worker.call('answer', { answer: (await ask?.(message.place)) ?? null })
  }
  try {
    const task = { place, publicKey, carriesOthers, mayAsk: ask !== undefined, makesSnapshot, readsOlder, ...more, line }
    return await worker.call('round', task, { signal, transfer: [line], onProgress: (message) => void hear(message) })
  } finally {
    worker.close()
    cut()
    ours.close()
  }
}
