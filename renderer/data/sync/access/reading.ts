/** Who has read what, by what laptops said with their own batches. SPEC.md, [SY95]. */
import { parseClock } from '#core/records/hybridClock'
import type { Seen } from '#core/sync/seen'
import type { CommonmastDatabase } from '../../records/database'
import { batchesAfter } from '../../records/newestHeld'

/** What a laptop said of its reading; this one's is what it holds. */
export interface ReadSaid {
  /** When it said so, milliseconds since 1970 by its clock; null of this laptop. */
  saidMs: number | null
  /** By key of the laptop that wrote them: batches that it lacks, and batches that it has and this laptop has not. */
  of: ReadonlyMap<string, { lacks: number; ahead: number }>
  /** When the newest of this laptop's batches that it has was sealed; null where it has none. */
  oursUntilMs: number | null
  /** How many of this laptop's batches it lacks. */
  ours: { lacks: number }
}

/** The actors of one key, each with the number of its last batch that is held here. */
interface Writer {
  key: string
  actors: readonly { actor: string; batches: number }[]
}

/**
 * By key; those who never said anything of it are missing.
 * @param isBelieved whether what a key says of its reading is of interest
 */
export async function readReading(
  db: CommonmastDatabase,
  writers: readonly Writer[],
  ownKey: string | null,
  isBelieved: (key: string) => boolean,
): Promise<Map<string, ReadSaid>> {
  const held = new Map(writers.flatMap(({ actors }) => actors.map(({ actor, batches }) => [actor, batches] as const)))
  const said = new Map<string, { seen: Seen; saidMs: number | null }>()
  for (const { key, actors } of writers) {
    if (key === ownKey || !isBelieved(key)) continue
    const words = await Promise.all(actors.map(({ actor }) => newestWord(db, actor)))
    const known = words.filter((word) => word !== null)
    if (known.length > 0) said.set(key, together(known))
  }
  // What this laptop lacks is what others say that they have.
  if (ownKey !== null && writers.length > 0) said.set(ownKey, { seen: Object.fromEntries(held), saidMs: null })
  const claimed = new Map(held)
  for (const { seen } of said.values()) {
    for (const [actor, n] of Object.entries(seen)) if (held.has(actor)) claimed.set(actor, Math.max(n, claimed.get(actor) ?? 0))
  }
  const ours = writers.find(({ key }) => key === ownKey)?.actors ?? []
  const reading = new Map<string, ReadSaid>()
  for (const [key, { seen, saidMs }] of said) {
    const others = writers.filter((writer) => writer.key !== key)
    const known = key === ownKey ? claimed : held
    const of = new Map(others.map((writer) => [writer.key, reachOf(writer, seen, known)]))
    const reach = reachOf({ actors: ours }, seen, held)
    reading.set(key, { saidMs, of, ours: reach, oursUntilMs: await newestOfOurs(db, ours, seen) })
  }
  return reading
}

function reachOf({ actors }: Pick<Writer, 'actors'>, seen: Seen, known: ReadonlyMap<string, number>) {
  let [lacks, ahead] = [0, 0]
  for (const { actor } of actors) {
    const difference = (known.get(actor) ?? 0) - (seen[actor] ?? 0)
    if (difference > 0) lacks += difference
    else ahead -= difference
  }
  return { lacks, ahead }
}

/** A batch that was full says nothing of it, and hardly ever many after each other. */
const LOOKED_AT = 20

async function newestWord(db: CommonmastDatabase, actor: string): Promise<{ seen: Seen; saidMs: number } | null> {
  const newest = await batchesAfter(db, actor, 0).reverse().limit(LOOKED_AT).toArray()
  const word = newest.find(({ seen }) => seen !== undefined)
  return word?.seen && word.at ? { seen: word.seen, saidMs: parseClock(word.at).ms } : null
}

/** A laptop that goes on under another name has read what it read before. */
function together(words: readonly { seen: Seen; saidMs: number }[]): { seen: Seen; saidMs: number } {
  const seen: Record<string, number> = {}
  for (const word of words) for (const [actor, n] of Object.entries(word.seen)) seen[actor] = Math.max(n, seen[actor] ?? 0)
  return { seen, saidMs: Math.max(...words.map(({ saidMs }) => saidMs)) }
}

async function newestOfOurs(db: CommonmastDatabase, ours: Writer['actors'], seen: Seen): Promise<number | null> {
  const times: number[] = []
  for (const { actor, batches } of ours) {
    const row = await db.heldBatches.get([actor, Math.min(batches, seen[actor] ?? 0)])
    if (row?.at) times.push(parseClock(row.at).ms)
  }
  return times.length > 0 ? Math.max(...times) : null
}
