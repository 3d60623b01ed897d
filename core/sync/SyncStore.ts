/** What a laptop holds: its log, its sealed batches and those of others. The round of syncing (`syncRound`) works on this. */
import type { Operation } from '../records/operation'
import type { AccessState } from './access/AccessState'
import type { Withheld } from './access/judgeBatch'
import type { BatchId, NamedBatch, VersionVector } from './batch'
import type { EvidenceStore } from './evidence/EvidenceStore'
import type { Founding } from './founding'
import type { DataKeyStore } from './keys/DataKeyStore'
import type { SnapshotStore } from './snapshot/SnapshotStore'
import type { Chunk } from './travel/chunks'

/** Why a batch waits or is refused; it is kept and shown, and nothing of it is applied. */
export type BatchFault =
  /** One before it has not arrived: it waits. */
  | 'gap'
  /** A value of it lies beside the batches, and not all of that has arrived: it waits. */
  | 'missing-file'
  /** A later version said a value of it in a way that this one does not know: it waits. */
  | 'newer-value'
  /** What it says of a value that lies beside the batches does not hold. */
  | 'broken-value'
  /** Another batch of the same actor and number is held, or it follows such a one. */
  | 'fork'
  /** Its signature or its hash does not hold. */
  | 'forged'
  /** Its actor belongs to another key. */
  | 'other-key'
  /** Its numbers or its chain do not follow from the batch before it. */
  | 'broken-chain'
  /** Of another cooperative. */
  | 'other-cooperative'

const WAITING: ReadonlySet<BatchFault> = new Set(['gap', 'missing-file', 'newer-value'])

/** Whether a batch is looked at again in each round; one with another fault is set aside for good. */
export function isWaiting(fault: BatchFault): boolean {
  return WAITING.has(fault)
}

/** A batch that may be applied. */
export interface OpenedBatch {
  named: NamedBatch
  /** Its operations as they are to stand in the log: those of which nothing can be known yet are not among them. */
  operations: readonly Operation[]
  /** Ids of the data keys that it is sealed with, here or not. */
  keys: readonly string[]
}

/** An own batch that was just sealed. */
export interface SealedBatch {
  named: NamedBatch
  /** Its operations as they stood in the log when they were sealed. */
  operations: readonly Operation[]
  /** What it names. */
  chunks: readonly Chunk[]
  /** Ids of the data keys that it is sealed with. */
  keys: readonly string[]
}

/**
 * exists-twice: another database goes by this one's name. old-copy: this one came back from a copy of earlier. not-of-key: its
 * name does not follow from its key, as that of a database that was there before it had one.
 */
export type NewActorReason = 'exists-twice' | 'old-copy' | 'not-of-key'

/** A round is its only writer: one owner of syncing for each database. Each call is one transaction. */
export interface SyncStore {
  /** Who this laptop is. */
  self(): Promise<{ actor: string; publicKey: string }>
  founding(): Promise<Founding | null>
  /**
   * From the founding document and the grants (`grantsIn`) in every held batch, whether they count or not. Who counts stands in
   * the log: of held batches exactly the operations that `judgeBy` lets count, and own ones that no batch holds.
   */
  access(): Promise<AccessState>
  vector(): Promise<VersionVector>
  /** The text of a batch that is held or was set aside. */
  text(id: BatchId): Promise<string | null>
  /** Held batches of an actor after number n, in order. */
  after(actor: string, n: number): Promise<BatchId[]>
  /** The key to which an actor is bound by its first batch, or by being a name of this installation; null while neither is so. */
  keyOf(actor: string): Promise<string | null>
  /** Whether this very database sealed a held batch. A copy of the database says the same of what it was copied with. */
  isSealedHere(id: BatchId): Promise<boolean>
  /** Stamps operations again that a wrong clock stamped and no batch holds. @returns how many */
  correctClock(): Promise<number>
  /** Own operations that no batch holds, oldest first, at most `limit`. */
  unsealed(limit: number): Promise<Operation[]>
  /** How many own operations no batch holds. */
  countUnsealed(): Promise<number>
  /** Signs with the installation's key. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** Keeps an own batch and the chunks that it names, before anybody else sees it, and judges it as everybody else will. */
  keepSealed(batch: SealedBatch): Promise<readonly Withheld[]>
  /**
   * Holds batches that follow one another and applies what counts of them, with the vector, in one transaction. Where they hold
   * grants, what was held before is judged again (`judgeAgain`) in the same transaction: what counts no longer leaves the log, and
   * the records that it touched are made again from the log. Those that waited wait no longer.
   * @returns what is withheld of these batches, and of earlier ones from now on
   */
  apply(batches: readonly OpenedBatch[]): Promise<readonly Withheld[]>
  /** Keeps a batch apart, to be shown. Repeating it changes nothing. */
  setAside(batch: NamedBatch, fault: BatchFault): Promise<void>
  /** Hashes of the batches that were set aside for good (see `isWaiting`): they are not read again. */
  refused(): Promise<ReadonlySet<string>>
  /** Batches of an actor that wait (see `isWaiting`). */
  waiting(actor: string): Promise<NamedBatch[]>
  /** null where nothing is sealed: the cooperative has no keys yet. */
  readonly dataKeys: DataKeyStore | null
  /** null where a laptop neither makes snapshots nor joins from one. */
  readonly snapshots: SnapshotStore | null
  /** null where contents of evidence are not exchanged. */
  readonly evidence: EvidenceStore | null
  /** Ids of all data keys that held batches are sealed with, here or not. */
  keysInUse(): Promise<ReadonlySet<string>>
  /** Held batches that are sealed with one of these. */
  sealedWith(keys: ReadonlySet<string>): Promise<readonly BatchId[]>
  /**
   * From now on the log says these operations of a held batch, as far as they count, and no others of it: a key came or went. The records that they
   * touch, and those that what goes had touched, are made again from the log. Repeating it changes nothing.
   */
  restate(id: BatchId, operations: readonly Operation[]): Promise<void>
  /** Keeps chunks that batches name, each of which is what its hash says. Repeating it changes nothing. */
  keepChunks(chunks: readonly Chunk[]): Promise<void>
  /** null for a chunk that is not kept. */
  chunk(hash: string): Promise<Uint8Array | null>
  /** Hashes of all chunks that are kept. */
  chunks(): Promise<ReadonlySet<string>>
  /** Batches of others that were set aside as forks or for their chain: genuine, and carried on so that everybody sees them. */
  forks(): Promise<BatchId[]>
  /**
   * This database goes on as a new actor of the same key, by a name of it (`actorName`): what `from.actor` sealed here in batches after number `from.n`, and
   * what no batch holds, becomes the new actor's unsealed operations, in one transaction. They are numbered from 1 in their
   * order and keep their readings; log, records and stamps say the new name (a stamp that an operation names, where what it
   * names on that record moved as well). Those batches are set aside as forks; others of that actor that were set aside as
   * forks or for their chain wait again. What of those batches was withheld stays in them. What is held is judged again.
   */
  becomeNewActor(reason: NewActorReason, from: { actor: string; n: number }): Promise<void>
}
