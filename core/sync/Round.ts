/** What the steps of a round share, and what they tell. */
import type { PersonalPlan } from '../records/personalPlan'
import type { Withheld } from './access/judgeBatch'
import type { BatchId } from './batch'
import type { Random } from './keys/wrapKey'
import type { RoundKeys } from './RoundKeys'
import type { BatchFault, NewActorReason, SyncStore } from './SyncStore'
import type { Litter, SyncTransport } from './SyncTransport'
import type { HashBytes, VerifySignature } from './signedDocument'
import type { BatchNames } from './snapshot/snapshotFile'
import type { TextsRead } from './TextsRead'

export interface RoundProgress {
  phase: 'look' | 'read' | 'seal' | 'write' | 'evidence'
  /** Batches, or photos and files in the last phase; a total of 0 where nobody can say. */
  done: number
  total: number
}

/** What a round came upon that a person may want to know. */
export type Found =
  | { kind: 'litter'; litter: Litter }
  /** Kept apart, nothing of it applied. */
  | { kind: 'set-aside'; id: BatchId; fault: BatchFault }
  /** Batches of an actor of a key that nobody has named lie there. Nothing of them was taken in; later they may be. */
  | { kind: 'not-admitted'; actor: string; publicKey: string }
  /** Held, and all of it or some of its operations change nothing, because its key may not do that. */
  | { kind: 'withheld'; withheld: Withheld }
  /** It lay there when the round looked and could not be read, or something else was read under its name: next time again. */
  | { kind: 'unreadable'; id: BatchId }
  /** This database goes on under another name. `actor` is the old one. */
  | { kind: 'new-actor'; reason: NewActorReason; actor: string }
  /** Of another laptop whose clock was so much ahead of this one's. */
  | { kind: 'clock-ahead'; id: BatchId; aheadMs: number }
  | { kind: 'clock-corrected'; operations: number }
  /** This laptop joined from a snapshot of that time. Counts batches, which are held by their names. */
  | { kind: 'joined-from-snapshot'; at: string; batches: number }
  /** What lies before the snapshot was needed, and was read from the place. */
  | { kind: 'older-read'; batches: number }
  /** Photos and files that records name, and that have not arrived whole. */
  | { kind: 'evidence-waiting'; contents: number }
  /** A data key was destroyed; what so many batches said under it is gone from here. */
  | { kind: 'key-destroyed'; keyId: string; batches: number }

/** The place holds no batch, and this laptop does: it may have been emptied, or be another place. Counts are batches. */
export interface EmptyPlace {
  own: number
  others: number
}

export type EmptyPlaceAnswer = 'write-own' | 'write-all'

export interface SyncOptions {
  signal: AbortSignal
  /** The computer's clock, milliseconds since 1970. */
  nowMs: () => number
  /** Asked before anything is written to a place without batches. Null stops the round. */
  ask?: (place: EmptyPlace) => Promise<EmptyPlaceAnswer | null>
  /** Whether batches of others that are missing at the place are written there too. Yes when left out. */
  carriesOthers?: boolean
  /** Whether what lies before the snapshot from which this laptop joined is read, though nothing reaches there. */
  readsOlder?: boolean
  /** Whether a snapshot is made of what is held once the round is through. */
  makesSnapshot?: boolean
  /** Whether the newest snapshot that lies there is held against the batches once the round is through. */
  checksSnapshot?: boolean
  /** Batches that leave this laptop once the place, a file that a person kept, is known to hold them. */
  archives?: readonly BatchNames[]
  onProgress?: (progress: RoundProgress) => void
  onFound?: (found: Found) => void
  /** The host's own, where it is faster than `verifySignature`. */
  verify?: VerifySignature
  /** The host's own, where it is faster than `hashOfBytes`. */
  hash?: HashBytes
  /** By table: what says something of people. Those of the program's own tables when left out. */
  personal?: ReadonlyMap<string, PersonalPlan>
  /** Random bytes, so many. The host's own when left out. */
  random?: Random
}

export interface Round {
  store: SyncStore
  transport: SyncTransport
  /** Id of this laptop's cooperative. */
  cooperative: string
  signal: AbortSignal
  nowMs: () => number
  verify: VerifySignature
  hash: HashBytes
  /** Batches that were read to look for something, and are to be taken in yet. */
  texts: TextsRead
  personal: ReadonlyMap<string, PersonalPlan>
  random: Random
  /** Null where nothing is sealed. */
  keys: RoundKeys | null
  progress: (progress: RoundProgress) => void
  tell: (found: Found) => void
}
