/** What the model asks of a laptop, whatever keeps its records. */
import type { Operation } from '../../records/operation'
import type { Write } from '../../records/testing/logs'
import type { NamedBatch } from '../batch'
import type { SyncStore } from '../SyncStore'

export interface ModelLaptop extends SyncStore {
  /** What its clock shows, milliseconds since 1970. */
  wallMs: number
  /** Everything that a copy of its disk brings back, or to another laptop. */
  copy(): unknown
  setBack(copy: unknown): unknown
  /** From here on it has the newest version of the program. */
  becomeNewest(): void
  /** Writes where it can be written; the mark tells what it said, whatever its actor is called by then. */
  say(write: Write, mark: string): Promise<void>
  /** Writes on a table that only a later version knows. */
  sayNewer(mark: string): Promise<void>
  /** Writes a name of so many characters. */
  sayLarge(chars: number, mark: string): Promise<void>
  log(): Promise<Operation[]>
  /** Batches that it keeps: held, and set aside. */
  batches(): Promise<{ held: NamedBatch[]; aside: NamedBatch[] }>
  /** Whether it went by another name before. */
  hasMoved(): Promise<boolean>
  /** Records with their stamps, as text in one order. */
  recordsText(): Promise<string>
  /** Fails unless its records are what follows from its log. */
  checkRecords(): Promise<void>
}

/** Where laptops come from. The same word gives the same key. */
export interface ModelWorld {
  laptop(word: string, isOlder: boolean): Promise<ModelLaptop>
}
