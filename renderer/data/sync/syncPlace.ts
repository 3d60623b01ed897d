/** Rounds of syncing with a place of this machine: a folder that a person chose, or a file of batches. */
import { PlaceTransport } from '#core/contract/PlaceTransport'
import { cooperativeId } from '#core/sync/founding'
import type { SyncOptions } from '#core/sync/Round'
import type { Standing, SyncTransport } from '#core/sync/SyncTransport'
import { type SyncOutcome, syncRound } from '#core/sync/syncRound'
import { consoleClient } from '../../platform/consoleClient'
import { settle } from '../journal/settlement'
import { db } from '../records/openRecords'
import { DexieSyncStore } from './DexieSyncStore'
import { installationSigner } from './installationSigner'
import { oneRoundAtATime } from './oneRoundAtATime'
import { readFounding } from './readFounding'
import { verifyInPage } from './verifyInPage'

/** A place as main knows it. */
export interface PlaceToSync {
  id: string
  kind: SyncTransport['kind']
}

/** What lies at a place, without changing anything there or here. @throws Problem `sync.place-unknown`, as `SyncTransport.look` */
export async function lookAtPlace(place: PlaceToSync, signal: AbortSignal): Promise<Standing> {
  return (await transportTo(place)).look(signal)
}

/**
 * One round with a place; it waits while another window syncs.
 * @throws Problem as `syncRound`, `sync.place-unknown`, `sync.changed-meanwhile`, those of the key and of the records
 */
export async function syncPlace(place: PlaceToSync, options: Omit<SyncOptions, 'nowMs' | 'verify'>): Promise<SyncOutcome> {
  const signer = await installationSigner()
  const transport = await transportTo(place)
  const outcome = await oneRoundAtATime(db, options.signal, () =>
    syncRound(new DexieSyncStore(db, signer), transport, { ...options, nowMs: Date.now, verify: verifyInPage }),
  )
  // Main learns of payouts that others signed, or its guard would not know of them.
  if (outcome.applied > 0) await settle()
  return outcome
}

async function transportTo({ id, kind }: PlaceToSync): Promise<PlaceTransport> {
  const founding = await readFounding(db)
  return new PlaceTransport(consoleClient, { kind, placeId: id, cooperative: founding && cooperativeId(founding) })
}
