/** What a laptop holds: its log, its sealed batches and those of others. The round of syncing (`syncRound`) works on this. */
import type { Operation } from '../records/operation'
import type { Batch, BatchId, VersionVector } from './batch'
import type { Founding } from './founding'

/** Why a batch waits or is refused; it is kept and shown, and nothing of it is applied. */
export type BatchFault =
  /** One before it has not arrived: it waits. */
  | 'gap'
  /** Another batch of the same actor and number is held. */
  | 'fork'
  /** Its signature or its hash does not hold. */
  | 'forged'
  /** Its actor belongs to another key. */
  | 'other-key'
  /** Its numbers or its chain do not follow from the batch before it. */
  | 'broken-chain'
  /** Of another cooperative. */
  | 'other-cooperative'

export interface SyncStore {
  /** Who this laptop is. */
  self(): Promise<{ actor: string; publicKey: string }>
  founding(): Promise<Founding | null>
  vector(): Promise<VersionVector>
  /** The text of a held batch, own or foreign. */
  text(id: BatchId): Promise<string | null>
  /** Held batches of an actor after number n, in order. */
  after(actor: string, n: number): Promise<BatchId[]>
  /** The key to which an actor is bound by its first batch; null while none is held. */
  keyOf(actor: string): Promise<string | null>
  /** Own operations that no batch holds, oldest first, at most `limit`. */
  unsealed(limit: number): Promise<Operation[]>
  /** Signs with the installation's key. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  /** Keeps an own batch that was just sealed, before anybody else sees it. */
  keepSealed(id: BatchId, batch: Batch, text: string): Promise<void>
  /** Applies batches that follow one another, with the vector, in one transaction. */
  apply(batches: readonly { id: BatchId; batch: Batch; text: string }[]): Promise<void>
  /** Keeps a batch apart, to be shown. Repeating it changes nothing. */
  setAside(id: BatchId, text: string, fault: BatchFault): Promise<void>
  /** This database goes on as another actor: its name exists twice, or it came back from an old copy. */
  becomeNewActor(reason: 'exists-twice' | 'old-copy'): Promise<void>
}
