/** One round over the records, wherever it runs: in a worker the window's screens stay free. */
import { PlaceTransport } from '#core/contract/PlaceTransport'
import { Problem, type ProblemData } from '#core/model/problem'
import type { EvidenceExchanged } from '#core/sync/evidence/exchangeEvidence'
import { cooperativeId } from '#core/sync/founding'
import type { EmptyPlace, RoundProgress, SyncOptions } from '#core/sync/Round'
import type { SyncTransport } from '#core/sync/SyncTransport'
import { type SyncOutcome, syncRound } from '#core/sync/syncRound'
import type { CommonmastDatabase } from '../records/database'
import type { MainClient } from './mainLine'
import { nameEncryptionKey } from './nameEncryptionKey'
import { oneRoundAtATime } from './oneRoundAtATime'
import { openSyncStore } from './openSyncStore'
import { readFounding } from './readFounding'
import { sayWhatWasSeen } from './sayWhatWasSeen'
import { hashInPage, verifyInPage } from './verifyInPage'

/** A place as main knows it. */
export interface PlaceToSync {
  id: string
  kind: SyncTransport['kind']
}

export interface RoundTask {
  place: PlaceToSync
  /** Of this installation, raw Ed25519, hex. */
  publicKey: string
  carriesOthers: boolean
  /** Whether somebody is there to say whether an empty place may be filled. */
  mayAsk: boolean
  makesSnapshot: boolean
  readsOlder: boolean
  checksSnapshot?: boolean
  archives?: SyncOptions['archives']
}

/** What a round says while it is under way. */
export type RoundMessage = { kind: 'progress'; done: RoundProgress } | { kind: 'asks'; place: EmptyPlace }

/** A round's outcome as it crosses between threads. */
export type RoundOutcome = Omit<SyncOutcome, 'notWritten' | 'tooLarge' | 'evidence'> & {
  notWritten: ProblemData | null
  tooLarge: ProblemData | null
  evidence: Omit<EvidenceExchanged, 'notSent' | 'notKept'> & { notSent: ProblemData | null; notKept: ProblemData | null }
}

export type RoundHooks = Required<Pick<SyncOptions, 'ask' | 'onProgress'>> & { signal: AbortSignal }

/**
 * It waits while another window syncs these records.
 * @throws Problem as `syncRound`, `sync.place-unknown`, `sync.changed-meanwhile`, those of the key and of the records
 */
export async function runRoundTask(
  db: CommonmastDatabase,
  main: MainClient,
  { place, publicKey, mayAsk, checksSnapshot = false, archives, ...asked }: RoundTask,
  { signal, ask, onProgress }: RoundHooks,
): Promise<RoundOutcome> {
  const transport = await transportTo(db, main, place)
  const options = {
    signal,
    ...asked,
    checksSnapshot,
    ...(archives && { archives }),
    onProgress,
    nowMs: Date.now,
    verify: verifyInPage,
    hash: hashInPage,
    ...(mayAsk && { ask }),
  }
  const outcome = await oneRoundAtATime(db, signal, async () => {
    const store = await openSyncStore(db, main, publicKey)
    await nameEncryptionKey(db, store)
    await sayWhatWasSeen(db, Date.now())
    return syncRound(store, transport, options)
  })
  const { notWritten, tooLarge, evidence } = outcome
  return {
    ...outcome,
    notWritten: notWritten?.toData() ?? null,
    tooLarge: tooLarge?.toData() ?? null,
    evidence: { ...evidence, notSent: evidence.notSent?.toData() ?? null, notKept: evidence.notKept?.toData() ?? null },
  }
}

export function outcomeOf(outcome: RoundOutcome): SyncOutcome {
  const { notWritten, tooLarge, evidence } = outcome
  return {
    ...outcome,
    evidence: {
      ...evidence,
      notSent: evidence.notSent && Problem.fromData(evidence.notSent),
      notKept: evidence.notKept && Problem.fromData(evidence.notKept),
    },
    notWritten: notWritten && Problem.fromData(notWritten),
    tooLarge: tooLarge && Problem.fromData(tooLarge),
  }
}

export async function transportTo(db: CommonmastDatabase, main: MainClient, { id, kind }: PlaceToSync): Promise<PlaceTransport> {
  const founding = await readFounding(db)
  return new PlaceTransport(main, { kind, placeId: id, cooperative: founding && cooperativeId(founding) })
}
