/** What records would be without some of the acts that made them, from the log. */
import { applyOperations } from '#core/records/applyOperations'
import { type Operation, type Stamp, stampOf } from '#core/records/operation'
import type { RecordState } from '#core/records/recordState'
import { mergePlans } from '#core/records/recordTables'
import type { CommonmastDatabase } from './database'
import { operationsIn } from './writeOperations'

interface Apart {
  /** Of the act that is to be taken back. */
  stamp: Stamp
  /** Of acts that were taken back, each with the stamp of what took it back last. */
  neutral: ReadonlyMap<Stamp, Stamp>
}

/** One record's states, as `undoOf` wants them. */
export interface RecordStory {
  neutral: ReadonlySet<Stamp>
  standing: RecordState
  before: RecordState | undefined
}

export interface RecordStories {
  of(key: string, now: RecordState): RecordStory
}

const NONE: ReadonlySet<Stamp> = new Set()

/** Reads the log of these records. Call it in a transaction on `operations`. */
export async function readStories(
  db: CommonmastDatabase,
  table: string,
  keys: ReadonlySet<string>,
  { stamp, neutral }: Apart,
): Promise<RecordStories> {
  const operations = await operationsOn(db, table, keys)
  const neutralOf = neutralByKey(operations, neutral)
  const stands = (operation: Operation) => !neutralOf.get(operation.key)?.has(stampOf(operation))
  // Most records were never part of something that was taken back: those stand as they are.
  const standing = fold(operations.filter((operation) => neutralOf.has(operation.key) && stands(operation)))
  const before = fold(operations.filter((operation) => stampOf(operation) < stamp && stands(operation)))
  return {
    of: (key, now) => ({
      neutral: neutralOf.get(key) ?? NONE,
      standing: neutralOf.has(key) ? (standing?.get(key) ?? now) : now,
      before: before?.get(key),
    }),
  }

  function fold(some: Operation[]) {
    return applyOperations(mergePlans, new Map(), some).changed.get(table)
  }
}

async function operationsOn(db: CommonmastDatabase, table: string, keys: ReadonlySet<string>): Promise<Operation[]> {
  const found: Operation[] = []
  await db.operations
    .where('tables')
    .equals(table)
    .each((entry) => {
      for (const operation of operationsIn(entry, keys)) if (operation.table === table) found.push(operation)
    })
  return found
}

/** By record: what was taken back from it. What was taken back of an act elsewhere, while this record stayed, stands here. */
function neutralByKey(operations: readonly Operation[], neutral: ReadonlyMap<Stamp, Stamp>): Map<string, Set<Stamp>> {
  const stampsOf = new Map<string, Set<Stamp>>()
  for (const operation of operations) {
    const stamp = stampOf(operation)
    if (!neutral.has(stamp)) continue
    const stamps = stampsOf.get(operation.key) ?? new Set()
    stampsOf.set(operation.key, stamps.add(stamp))
  }
  for (const [key, stamps] of stampsOf) {
    const takenBack = [...stamps].filter((stamp) => stamps.has(neutral.get(stamp) ?? ''))
    if (takenBack.length === 0) stampsOf.delete(key)
    else stampsOf.set(key, new Set(takenBack))
  }
  return stampsOf
}
