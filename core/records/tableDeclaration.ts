/**
 * What is said of a table, once: its schema, who shares it, how its keys come about, how two writers of one record are
 * merged, what is personal and who may write. Dexie's stores, backups, operations and undo follow from it.
 */
import type { z } from 'zod'

/** Access roles: who may write. They have nothing to do with the share roles of agreements. */
export const ACCESS_ROLES = ['operator', 'technician', 'treasurer', 'member', 'admin'] as const
export type AccessRole = (typeof ACCESS_ROLES)[number]

export type MergeRule =
  /** The latest transaction decides. */
  | 'last-writer'
  /** A set: an addition that a removal has not seen stays. */
  | 'add-wins-set'
  /** An object of small values: for each key the latest transaction decides. */
  | 'keyed-map'
  /** Versions that did not know of each other stand side by side until a person decides. */
  | 'multi-value'

/** Fields that say one thing together, such as a place or the terms of an agreement: they are written and merged as one. */
export interface Together {
  together: string
  rule: 'last-writer' | 'multi-value'
}

export type FieldRule = MergeRule | Together

type AllKeys<T> = T extends unknown ? keyof T & string : never
type KeyField = 'id' | 'key'

export type Identity =
  /** The key is computed from what the record says, so that two installations write the same record. */
  | 'content'
  /** The key is the network and the device's key in its normal form. */
  | 'network-key'
  /** The key is a fresh random one of the installation that made it. */
  | 'minted'

interface CommonDeclaration<S extends z.ZodType> {
  name: string
  schema: S
  /** Dexie's indexes, the primary key first. */
  indexes: string
  keyField: KeyField
}

export interface SharedDeclaration<S extends z.ZodType = z.ZodType> extends CommonDeclaration<S> {
  scope: 'shared'
  identity: Identity
  /** A fact is put if absent and never changed; a record's fields are merged by their rules. */
  merge: 'fact' | Record<string, FieldRule>
  /**
   * Fields that say something about people: names, addresses, bank details, where somebody lives, what somebody gets, and what
   * people write of each other. They are sealed before they leave the machine; of a fact all of it is, if it has one.
   */
  personal: readonly string[]
  /**
   * Whose they are: of the member whose key the record (`key`) or this field has, so that they can be taken back with that
   * member's data key. Of several people, or of nobody in particular, when left out.
   */
  personOf?: string
  writers: readonly AccessRole[]
  /** Which facts were only practised: they alone can be removed. */
  isPractice?: (record: Record<string, unknown>) => boolean
}

export interface LocalDeclaration<S extends z.ZodType = z.ZodType> extends Omit<CommonDeclaration<S>, 'keyField'> {
  scope: 'local'
  /** The field, or the compound of fields, by which a row is kept. */
  keyField: string
  /** Whether backups hold it as it is. */
  inBackups: boolean
}

type FieldsOf<S extends z.ZodType> = Exclude<AllKeys<z.infer<S>>, KeyField>

/** Declares a table of records that merge field by field; the compiler asks for the rule of every field. */
export function sharedRecords<S extends z.ZodType>(
  declaration: Omit<SharedDeclaration<S>, 'scope' | 'merge' | 'keyField' | 'personal' | 'personOf'> & {
    keyField?: KeyField
    merge: Record<FieldsOf<S>, FieldRule>
    personal: readonly FieldsOf<S>[]
    /** A field has to be merged as one with all that is personal, so that it is in every operation that says something of it. */
    personOf?: 'key' | FieldsOf<S>
  },
): SharedDeclaration<S> {
  return { keyField: 'id', ...declaration, scope: 'shared' }
}

/** Declares a table of facts. */
export function sharedFacts<S extends z.ZodType>(
  declaration: Omit<SharedDeclaration<S>, 'scope' | 'merge' | 'keyField' | 'personal' | 'personOf'> & {
    personal: readonly FieldsOf<S>[]
    personOf?: FieldsOf<S>
  },
): SharedDeclaration<S> {
  return { ...declaration, keyField: 'id', scope: 'shared', merge: 'fact' }
}

/** Declares a table that stays on this machine and has no operations. */
export function localTable<S extends z.ZodType>(declaration: Omit<LocalDeclaration<S>, 'scope'>): LocalDeclaration<S> {
  return { ...declaration, scope: 'local' }
}
