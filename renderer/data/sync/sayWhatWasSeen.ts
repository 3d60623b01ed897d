/** A laptop that only reads tells the others that it did, seldom. SPEC.md, [SY96]. */
import { parseClock } from '#core/records/hybridClock'
import { SEEN_ACT } from '#core/records/tables/cooperativeTables'
import type { HeldBatch } from '#core/records/tables/syncTables'
import { seenOf } from '#core/sync/seen'
import type { CommonmastDatabase } from '../records/database'
import { findMemory } from '../records/kernelMemory'
import { batchesAfter, newestHeld } from '../records/newestHeld'
import { transact } from '../records/transact'
import { readOwnAccess } from './access/ownAccess'
import { readVector } from './batchesInDatabase'

const DAY_MS = 24 * 60 * 60_000

/**
 * Writes an act for the round's next batch where this laptop has been silent for a day and holds what it never said to have.
 * @returns whether it did
 */
export async function sayWhatWasSeen(db: CommonmastDatabase, nowMs: number): Promise<boolean> {
  const access = await readOwnAccess(db)
  const memory = await findMemory(db)
  if (access?.standing !== 'admitted' || !memory) return false
  const own = await newestHeld(db, memory.actor)
  const isDayOld = ({ at }: HeldBatch) => at === undefined || nowMs - parseClock(at).ms > DAY_MS
  if (memory.made > (own?.lastOperation ?? 0) || (own && !isDayOld(own))) return false
  // No others are told of, so that what is said once stays said.
  for (const actor of Object.keys(seenOf(await readVector(db), memory.actor) ?? {})) {
    const unsaid = batchesAfter(db, actor, own?.seen?.[actor] ?? 0)
    const news = await unsaid.filter((held) => !held.saysNothing && isDayOld(held)).first()
    if (!news || news.publicKey === memory.publicKey) continue
    const act = { kind: SEEN_ACT, title: 'This laptop said what it has read' }
    await transact(db, act, [], async () => undefined, { saysItAnyway: true })
    return true
  }
  return false
}
