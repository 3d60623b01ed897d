/** What the model asks of a laptop, whatever keeps its records. */
import type { Operation } from '../../records/operation'
import type { AccessRole } from '../../records/tableDeclaration'
import type { Write } from '../../records/testing/logs'
import type { NamedBatch } from '../batch'
import type { Founding } from '../founding'
import type { SyncStore } from '../SyncStore'
import type { Forgery } from './governance'

export interface ModelLaptop extends SyncStore {
  /** What its clock shows, milliseconds since 1970. */
  wallMs: number
  /** Everything that a copy of its disk brings back, or to another laptop. */
  copy(): unknown
  setBack(copy: unknown): unknown
  /** From here on it has the newest version of the program. */
  becomeNewest(): Promise<void>
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

/** What is said of access, and what a program that was changed seals with a key that it has. */
export interface Governance {
  founding: Founding
  begin(laptops: readonly ModelLaptop[], roles: readonly (readonly AccessRole[])[]): Promise<void>
  /** @param isFromNow whether what the author holds of the other stays as it is */
  grant(author: ModelLaptop, about: ModelLaptop, roles: readonly AccessRole[], isFromNow: boolean): Promise<void>
  /** An admin's laptop destroys what is known of a person, once all it has said is sealed; others do nothing. */
  destroy(on: ModelLaptop, person: string): Promise<boolean>
  /** @param word whose key */
  forge(word: string, what: Forgery, laptops: readonly ModelLaptop[]): Promise<NamedBatch>
}

/** Where laptops come from. The same word gives the same key. */
export interface ModelWorld {
  laptop(word: string, isOlder: boolean): Promise<ModelLaptop>
  /** Where access is as admins say; everybody may write everything where it is left out. */
  governance?: Governance
}
