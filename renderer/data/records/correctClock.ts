/**
 * After a clock that ran ahead was put right: what it stamped and nobody else has is stamped again. Without this, a record
 * written in a wrong future could not be changed on any other installation until that future comes.
 */
import { isBeyond } from '#core/records/hybridClock'
import { type Stamp, stampOf } from '#core/records/operation'
import { newReadings, readingsToCorrect, withNewReading } from '#core/records/restamp'
import type { LogEntry } from '#core/records/tables/localTables'
import { type CommonmastDatabase, permitWrites } from './database'
import { readMemory, writeMemory } from './kernelMemory'
import { lastInBatch } from './newestHeld'
import { refoldRecords } from './refoldRecords'
import { addToLog, operationsIn } from './writeOperations'

/** No clock that is right shows less: this version of the records did not exist yet. */
const RELEASED_MS = Date.UTC(2026, 10, 1)

/** @returns how many operations were stamped again */
export async function correctClock(db: CommonmastDatabase, wallMs = Date.now()): Promise<number> {
  if (wallMs < RELEASED_MS) return 0
  const { actor, clock } = await readMemory(db)
  const latest = [clock.near, clock.far]
    .filter((reading) => reading !== null)
    .sort()
    .at(-1)
  if (latest === undefined || !isBeyond(latest, wallMs)) return 0
  return db.transaction('rw', db.tables, async () => {
    permitWrites()
    const memory = await readMemory(db)
    const ahead = (await db.operations.where('t').above(lastRight(wallMs)).toArray()).filter(({ t }) => isBeyond(t, wallMs))
    const sealed = await lastInBatch(db, actor)
    // Of a transaction that is sealed in part all stays, since one stamp names it.
    const sent = new Set(ahead.filter((entry) => entry.actor === actor && entry.n <= sealed).map(({ t }) => t))
    const isOwn = (entry: LogEntry) => entry.actor === actor && entry.n > sealed && !sent.has(entry.t)
    const own = ahead.filter(isOwn)
    const others = ahead.filter((entry) => !isOwn(entry))
    const elsewhere = new Set(others.flatMap((entry) => operationsIn(entry)).map(nameOfRecord))
    const correctable = readingsToCorrect(
      own.flatMap((entry) => operationsIn(entry)),
      (table, key) => elsewhere.has(nameOfRecord({ table, key })),
    )
    const wrong = own.filter(({ t }) => correctable.has(t))
    if (wrong.length === 0) return 0
    const right = await lastBefore(db, wallMs)
    const readings = newReadings(
      wrong.map(({ t }) => t),
      right,
      wallMs,
    )
    const stamps = new Map<Stamp, Stamp>()
    for (const [from, to] of readings) stamps.set(stampOf({ t: from, actor }), stampOf({ t: to, actor }))
    const operations = wrong.sort((one, other) => one.n - other.n).flatMap((entry) => operationsIn(entry))
    await db.operations.bulkDelete(wrong.flatMap(({ seq }) => seq ?? []))
    for (const entry of wrong) {
      await addToLog(
        db,
        operationsIn(entry).map((operation) => withNewReading(operation, readings, stamps)),
      )
    }
    await refoldRecords(db, operations)
    // What builds on somebody else's wrong future stays there, and so does the memory of it.
    const stays = ahead.filter((entry) => entry.actor === actor).length > wrong.length
    await writeMemory(db, { ...memory, clock: { near: [...readings.values()].at(-1) ?? right, far: stays ? clock.far : null } })
    return operations.length
  })
}

function nameOfRecord({ table, key }: { table: string; key: string }): string {
  return `${table} ${key}`
}

/** The reading from which on a clock is wrong, as text that sorts. */
function lastRight(wallMs: number): string {
  return `${Math.floor(wallMs).toString(16).padStart(12, '0')}-ffff`
}

/** The latest reading in the log that is not wrong. */
async function lastBefore(db: CommonmastDatabase, wallMs: number): Promise<string | null> {
  const entries = await db.operations.where('t').belowOrEqual(lastRight(wallMs)).reverse().limit(1).toArray()
  return entries[0]?.t ?? null
}
