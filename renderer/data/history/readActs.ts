/** The history: everything that was done, the latest first, and whether it still stands. */
import { useLiveQuery } from 'dexie-react-hooks'
import { type ActPlace, actChains } from '#core/records/actChains'
import { actorOf } from '#core/records/operation'
import { type Row, stateOf } from '#core/records/recordState'
import { type Act, SEEN_ACT } from '#core/records/tables/cooperativeTables'
import { findMemory } from '../records/kernelMemory'
import { db } from '../records/openRecords'
import { readChainedActs } from '../records/readChainedActs'

export interface ListedAct {
  id: string
  title: string
  createdAt: string
  /** The installation that did it. */
  actor: string
  isTakenBack: boolean
  /** Whether it took something back itself, so that taking it back does that again. */
  isUndo: boolean
  /** False for what says who an installation is, which nobody did. */
  canBeTakenBack: boolean
}

export interface ActList {
  acts: ListedAct[]
  /** Whether there are more than were asked for. */
  hasMore: boolean
}

/** Acts whose title holds `query`, the latest first; those of one millisecond in the order in which they were done. */
export async function readActs(query: string, limit: number): Promise<ActList> {
  const wanted = query.trim().toLowerCase()
  // What a laptop says of its own reading nobody did.
  const isWanted = ({ kind, title }: Act) => kind !== SEEN_ACT && (wanted === '' || title.toLowerCase().includes(wanted))
  const found = await db.acts
    .orderBy('createdAt')
    .reverse()
    .filter(isWanted)
    .limit(limit + 1)
    .toArray()
  const earliest = found.at(-1)?.createdAt
  const ofEarliest = earliest === undefined ? [] : await db.acts.where('createdAt').equals(earliest).filter(isWanted).toArray()
  const acts = [...found.filter(({ createdAt }) => createdAt !== earliest), ...ofEarliest].sort(latestFirst)
  const shown = acts.slice(0, limit)
  const ids = shown.map(({ id }) => id)
  const chains = actChains(await readChainedActs(db, ids))
  return { acts: shown.map((act) => listed(act, chains.placeOf(act.id))), hasMore: acts.length > limit }
}

/** Live; undefined while loading. */
export const useActs = (query: string, limit: number) => useLiveQuery(() => readActs(query, limit), [query, limit])

function latestFirst(one: Act, other: Act): number {
  if (one.createdAt !== other.createdAt) return one.createdAt > other.createdAt ? -1 : 1
  return stampOf(one) > stampOf(other) ? -1 : 1
}

const stampOf = (act: Act) => stateOf(act as unknown as Row).stamp

function listed(act: Act, { isUndone, isUndo }: ActPlace): ListedAct {
  const { id, kind, title, createdAt } = act
  const actor = actorOf(stampOf(act))
  return { id, title, createdAt, actor, isTakenBack: isUndone, isUndo, canBeTakenBack: !isUndone && kind !== 'actor' }
}

/** Live: the actor that this installation is, and the public keys and names of those that are known. */
export const useActors = () =>
  useLiveQuery(async () => {
    const [memory, actors, named] = await Promise.all([findMemory(db), db.actors.toArray(), db.installations.toArray()])
    return {
      own: memory?.actor ?? null,
      keys: new Map(actors.map(({ id, publicKey }) => [id, publicKey])),
      names: new Map(named.map(({ id, name }) => [id, name])),
    }
  })

/** Live: what was not taken in, the latest first. */
export const useQuarantine = () =>
  useLiveQuery(async () => {
    const refused = await db.quarantine.toArray()
    return refused.sort((one, other) => (one.stamp > other.stamp ? -1 : 1))
  })
