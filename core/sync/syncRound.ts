/**
 * One round of syncing with one place: look, read one's own past, write, read what is new. Repeating a round is harmless, and
 * so is a crash at any point of it: whatever was done stays, and the next round does the rest. SPEC.md, [SY8] to [SY15], [SY43] and [SY47].
 */
import { randomBytes } from '@noble/hashes/utils.js'
import { Problem } from '../model/problem'
import { personalPlans } from '../records/recordTables'
import type { AnnouncedSnapshot } from '../records/tables/cooperativeSettings'
import { rolesHere } from './access/decideAccess'
import { isNameOf } from './actorName'
import { checkPlace } from './checkPlace'
import { type EvidenceExchanged, exchangeEvidence, NO_EVIDENCE } from './evidence/exchangeEvidence'
import { cooperativeId, type Founding } from './founding'
import type { EmptyPlaceAnswer, Found, Round, RoundProgress, SyncOptions } from './Round'
import { RoundKeys } from './RoundKeys'
import { readActors } from './readActors'
import type { SyncStore } from './SyncStore'
import type { Standing, SyncTransport } from './SyncTransport'
import { hashOfBytes, verifySignature } from './signedDocument'
import { type Archived, archiveBatches } from './snapshot/archiveBatches'
import { checkSnapshot, type SnapshotCheck } from './snapshot/checkSnapshot'
import { joinFromSnapshot } from './snapshot/joinFromSnapshot'
import { makeSnapshot } from './snapshot/makeSnapshot'
import { readOlder, withOlder } from './snapshot/readOlder'
import { TextsRead } from './TextsRead'
import { throwIfCancelled } from './throwIfCancelled'
import { sealOwn, writeMissing } from './writeMissing'

/** not-admitted: no admin has named this laptop's key, as far as is known here. revoked: its access was taken away. */
export type AccessHere = 'admitted' | 'not-admitted' | 'revoked'

export interface SyncOutcome {
  /** Batches. */
  sealed: number
  written: number
  applied: number
  found: readonly Found[]
  /** Why not everything could be written; the round went on reading. */
  notWritten: Problem | null
  /** The first own operation that fits into no batch; it and all later ones stay here. */
  tooLarge: Problem | null
  access: AccessHere
  /** Own operations that no batch holds. */
  unsealed: number
  /** Contents of evidence, which travel after the records. */
  evidence: EvidenceExchanged
  /** Ids of data keys without which not all that is held can be read; whoever has them brings them with the next round. */
  missingKeys: readonly string[]
  /**
   * False while batches of this installation's own past are known to be missing here, or a key to what is held: nothing is paid
   * before all of it is read.
   */
  isOwnPastRead: boolean
  /** How many batches lay there when the round looked: where there were none, nothing was read of anybody's past. */
  batchesThere: number
  /** Where one was asked for: what an admin says to everybody, so that it is of use. */
  snapshot: AnnouncedSnapshot | null
  /** Where it was asked for. */
  snapshotCheck: SnapshotCheck | null
  archived: Archived | null
  /** Whether this laptop and the place now hold the same. */
  isAgreed: boolean
  /** Bytes that still fit at the place, before anything was written; null where nobody can say. */
  freeBytes: number | null
  /** What a person answered about an empty place, null when nobody was asked: the caller remembers it as `carriesOthers`. */
  answer: EmptyPlaceAnswer | null
}

/**
 * @throws Problem `sync.no-cooperative`, `sync.other-cooperative`, `sync.founding-damaged`, `sync.place-empty`, `sync.cancelled`,
 * and those of the place (`SyncTransport`) that leave nothing to be done there
 */
export async function syncRound(store: SyncStore, transport: SyncTransport, options: SyncOptions): Promise<SyncOutcome> {
  const founding = await store.founding()
  if (!founding) {
    throw new Problem('sync.no-cooperative', 'This laptop belongs to no cooperative yet: found one, or join one, and sync then.')
  }
  const { signal, nowMs, verify = verifySignature, hash = hashOfBytes, onProgress = silent, onFound = silent } = options
  const found: Found[] = []
  const round: Round = {
    store,
    transport,
    cooperative: cooperativeId(founding),
    signal,
    nowMs,
    verify,
    hash,
    texts: new TextsRead(),
    personal: options.personal ?? personalPlans,
    random: options.random ?? randomBytes,
    keys: null,
    progress: onProgress,
    tell: (one) => {
      found.push(one)
      onFound(one)
    },
  }
  onProgress({ phase: 'look', done: 0, total: 0 })
  const standing = await transport.look(signal)
  throwIfCancelled(signal)
  for (const litter of standing.litter) round.tell({ kind: 'litter', litter })
  const answer = await checkPlace(round, founding, standing, options.ask)
  const carriesOthers = answer === null ? (options.carriesOthers ?? true) : answer === 'write-all'
  if (options.readsOlder) await readOlder(round, standing.batches)
  // Before anything is written there: what counts is what the file held when it was opened.
  const archived = options.archives ? await archiveBatches(round, standing.batches, options.archives) : null
  const exchanged = await withOlder(round, standing.batches, () =>
    exchange(round, founding, standing, { answer, carriesOthers, found }),
  )
  const outcome = { ...exchanged, archived }
  if (options.checksSnapshot) {
    return { ...outcome, snapshotCheck: await checkSnapshot(round, founding, (await transport.look(signal)).batches) }
  }
  return options.makesSnapshot ? { ...outcome, snapshot: await makeSnapshot(round, outcome.missingKeys) } : outcome
}

/** Once the place is known to be the right one. Repeating it is harmless. */
async function exchange(
  round: Round,
  founding: Founding,
  standing: Standing,
  { answer, carriesOthers, found }: Pick<SyncOutcome, 'answer' | 'found'> & { carriesOthers: boolean },
): Promise<SyncOutcome> {
  const { store } = round
  round.keys = store.dataKeys && (await RoundKeys.takeIn(round, store.dataKeys))
  const restamped = await store.correctClock()
  if (restamped > 0) round.tell({ kind: 'clock-corrected', operations: restamped })
  await takeNameOfKey(round)
  const joined = await joinFromSnapshot(round, founding, standing.batches)
  const past = await readActors(round, standing.batches, 'own')
  const accessBefore = await accessHere(store)
  let sent = await sendMissing(round, standing, accessBefore, carriesOthers)
  const others = await readActors(round, standing.batches, 'others')
  const access = await accessHere(store)
  if (access === 'admitted' && accessBefore !== 'admitted') {
    const { written } = sent
    sent = await sendMissing(round, standing, access, carriesOthers)
    sent.written += written
  }
  const { notWritten, tooLarge } = sent
  const evidence = await exchangeContents(round, standing, { access, carriesOthers, answer, notWritten })
  const isSent = access === 'admitted' && !notWritten && !tooLarge && !evidence.notSent
  const missingKeys = round.keys ? await round.keys.missing() : [...(await store.keysInUse())].sort()
  return {
    ...sent,
    applied: joined + past.applied + others.applied,
    found,
    access,
    evidence,
    unsealed: await store.countUnsealed(),
    missingKeys,
    isOwnPastRead: past.isWhole && missingKeys.length === 0,
    batchesThere: standing.batches.length,
    isAgreed: isSent && past.isWhole && others.isWhole && standing.litter.every(({ kind }) => kind === 'foreign'),
    freeBytes: standing.freeBytes,
    snapshot: null,
    snapshotCheck: null,
    archived: null,
    answer,
  }
}

/** A name that does not follow from the key would be refused by everybody. */
async function takeNameOfKey({ store, tell }: Round): Promise<void> {
  const { actor, publicKey } = await store.self()
  if (isNameOf(publicKey, actor)) return
  await store.becomeNewActor('not-of-key', { actor, n: 0 })
  tell({ kind: 'new-actor', reason: 'not-of-key', actor })
}

/** Whether what this laptop seals next will count for anything. */
async function accessHere(store: SyncStore): Promise<AccessHere> {
  const { actor, publicKey } = await store.self()
  const access = await store.access()
  if (rolesHere(access, publicKey, actor, await store.vector()).length > 0) return 'admitted'
  return access.named.has(publicKey) ? 'revoked' : 'not-admitted'
}

/** A file that was opened is read, and not filled: only one that is made now is. */
async function exchangeContents(
  round: Round,
  { batches }: Standing,
  {
    access,
    carriesOthers,
    answer,
    notWritten,
  }: { access: AccessHere; carriesOthers: boolean; answer: EmptyPlaceAnswer | null; notWritten: Problem | null },
): Promise<EvidenceExchanged> {
  const { store, transport } = round
  if (!store.evidence) return NO_EVIDENCE
  const isOpened = transport.kind === 'file' && (batches.length > 0 || answer === 'write-own' || !carriesOthers)
  const sends = access !== 'admitted' || isOpened ? 'none' : carriesOthers ? 'all' : 'own'
  const exchanged = await exchangeEvidence(round, store.evidence, { sends, notWritten })
  if (exchanged.waiting > 0) round.tell({ kind: 'evidence-waiting', contents: exchanged.waiting })
  return exchanged
}

/** Own operations that would count for nothing are not sealed: they stay here until they would. */
async function sendMissing(round: Round, { batches }: Standing, access: AccessHere, carriesOthers: boolean) {
  const { sealed, tooLarge } = access === 'admitted' ? await sealOwn(round) : { sealed: 0, tooLarge: null }
  const { written, notWritten } = await writeMissing(round, batches, carriesOthers)
  return { sealed, written, notWritten, tooLarge }
}

function silent(_event: RoundProgress | Found): void {}
