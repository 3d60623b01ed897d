/**
 * What main remembers of the records, apart from them: who wrote them and how many operations that actor had made. By it an
 * emptied database and an old copy of one are told from a first start (SPEC.md, [BR14] and [BR15]).
 */
import { z } from 'zod'

const actor = z.string().min(1).max(64)
const made = z.number().int().nonnegative()

/** The records as a window has just seen them. */
export const recordsSeenSchema = z.object({
  actor,
  /** Operations that this actor has made. */
  made,
})
export type RecordsSeen = z.infer<typeof recordsSeenSchema>

export const recordsMarkSchema = z.object({
  format: z.literal('commonmast-records-mark-v1'),
  /** The actor that wrote last, and when it was heard of, ISO 8601; null where there are no records yet, or a person began anew. */
  newest: recordsSeenSchema.extend({ at: z.iso.datetime() }).nullable(),
  /** Actors that wrote before, the latest last. */
  earlier: z.array(recordsSeenSchema),
})
export type RecordsMark = z.infer<typeof recordsMarkSchema>

export const NO_MARK: RecordsMark = { format: 'commonmast-records-mark-v1', newest: null, earlier: [] }

export const recordsStandingSchema = z.discriminatedUnion('kind', [
  /** They are as new as what is remembered, or main knows nothing of them. */
  z.object({ kind: z.literal('as-known') }),
  /** Nothing is here, and there were records. */
  z.object({ kind: z.literal('emptied'), actor, made, seenAt: z.iso.datetime() }),
  /** An old copy: its actor had made `missing` operations more. */
  z.object({ kind: z.literal('older'), actor, made, missing: z.number().int().positive(), seenAt: z.iso.datetime().nullable() }),
])
export type RecordsStanding = z.infer<typeof recordsStandingSchema>

const EARLIER_KEPT = 200

/** How the records that are here stand to what is remembered. @param here `isEmpty`: nothing was ever written into them */
export function standingOf({ newest, earlier }: RecordsMark, here: RecordsSeen & { isEmpty: boolean }): RecordsStanding {
  if (here.isEmpty) {
    return newest ? { kind: 'emptied', actor: newest.actor, made: newest.made, seenAt: newest.at } : { kind: 'as-known' }
  }
  const known = newest?.actor === here.actor ? newest : earlier.find((one) => one.actor === here.actor)
  if (!known || known.made <= here.made) return { kind: 'as-known' }
  const seenAt = newest?.actor === here.actor ? newest.at : null
  return { kind: 'older', actor: known.actor, made: known.made, missing: known.made - here.made, seenAt }
}

/** What is remembered once these records were seen; a smaller count of a known actor never takes the place of a larger one. */
export function withSeen(mark: RecordsMark, { actor: who, made: count }: RecordsSeen, at: string): RecordsMark {
  const known = [mark.newest, ...mark.earlier].find((one) => one?.actor === who)
  if (known && known.made > count) return mark
  const earlier = withoutNewest(mark).earlier.filter((one) => one.actor !== who)
  return { ...mark, newest: { actor: who, made: count, at }, earlier }
}

/** A person goes on without the records that were here: an empty database is a beginning from now on. */
export function withoutNewest(mark: RecordsMark): RecordsMark {
  if (!mark.newest) return mark
  const { at: _at, ...left } = mark.newest
  const others = mark.earlier.filter((one) => one.actor !== left.actor)
  return { ...mark, newest: null, earlier: [...others, left].slice(-EARLIER_KEPT) }
}
