/** How far a laptop holds the batches of others, said with its own. SPEC.md, [SY95] and [SY96]. */
import { isRecord } from '../model/isRecord'
import { type Batch, isActorName, type VersionVector } from './batch'

/** By actor the number of the newest batch that is held without a gap. */
export type Seen = Readonly<Record<string, number>>

/** Beyond these an actor is not named: 28 bytes each. */
export const MOST_SEEN = 200

/** What an actor may say of others; null where it holds none of them. */
export function seenOf(vector: VersionVector, actor: string): Seen | null {
  const others = [...vector].filter(([name]) => name !== actor).sort(([one], [other]) => (one < other ? -1 : 1))
  return others.length === 0 ? null : Object.fromEntries(others.slice(0, MOST_SEEN).map(([name, { n }]) => [name, n]))
}

/**
 * What a batch says of it. It is one laptop's word and nothing depends on it, so whatever has not this form is passed over and the
 * batch is as good as without: earlier versions take it in, and so must this one.
 */
export function seenIn({ seen }: Batch): Seen | null {
  if (!isRecord(seen)) return null
  const said = Object.entries(seen).slice(0, MOST_SEEN)
  const isCount = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) > 0
  const counts = said.filter((entry): entry is [string, number] => isActorName(entry[0]) && isCount(entry[1]))
  return counts.length > 0 ? Object.fromEntries(counts) : null
}

/** Tables on which an operation alone changes nothing that people work with: what an act was called, and whose an actor is. */
const OF_ITSELF: ReadonlySet<string> = new Set(['acts', 'actors'])

/** Whether a batch is nothing but a word on what was read: it is no reason to answer. */
export function saysNothing({ operations }: Batch): boolean {
  return operations.every(({ table }) => OF_ITSELF.has(table))
}
