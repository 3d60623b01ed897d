/**
 * An operation: what one transaction of one actor did to one record. Operations alone rebuild every shared record, in
 * whatever order they arrive (SPEC.md, [OP…]).
 */
import { z } from 'zod'

/** The version of the shapes below and of the records' schemas. Operations of older ones are brought up to it when read. */
export const SCHEMA_VERSION = 8

/** Since this version records are those of the kernel: a later one adds tables, and nothing is migrated. */
export const KERNEL_VERSION = 3

export const operationSchema = z.object({
  /** The installation that made it, see the table `actors`. */
  actor: z.string().min(1).max(64),
  /** Counts the operations of its actor, from 1 without gaps. */
  n: z.number().int().positive(),
  /** Hybrid clock reading; all operations of one transaction share it. */
  t: z.string().regex(/^[0-9a-f]{12}-[0-9a-f]{4}$/),
  table: z.string().min(1),
  key: z.string().min(1),
  /** What the fields become, each in the form of its merge rule (see registers). */
  set: z.record(z.string(), z.unknown()).optional(),
  /** Fields of last writers that go. */
  unset: z.array(z.string()).optional(),
  /** True: the record goes. False: a record that went comes back. */
  tombstone: z.boolean().optional(),
  schemaV: z.number().int().positive(),
})
export type Operation = z.infer<typeof operationSchema>

/** What an operation does to its record, before it has a time and a number. */
export interface Change {
  table: string
  key: string
  set?: Record<string, unknown>
  unset?: string[]
  tombstone?: boolean
}

/** Names a transaction: its time and its actor. Compared as text it orders the writers of one field. */
export type Stamp = string

export function stampOf({ t, actor }: Pick<Operation, 't' | 'actor'>): Stamp {
  return `${t}@${actor}`
}

/** The clock reading in a stamp. */
export function readingOf(stamp: Stamp): string {
  return stamp.slice(0, stamp.indexOf('@'))
}

/** Whose transaction a stamp names. */
export function actorOf(stamp: Stamp): string {
  return stamp.slice(stamp.indexOf('@') + 1)
}
