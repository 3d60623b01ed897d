/** Which acts stand: an act that was taken back does not, unless the taking back was taken back as well. */
import type { Stamp } from './operation'

export interface ChainedAct {
  id: string
  undoes: string | null
  stamp: Stamp
}

/** What is to be known of an act before it is taken back. */
export interface ActPlace {
  /** Whether it stands no more. */
  isUndone: boolean
  /** Whether it took something back itself, so that taking it back does that again. */
  isUndo: boolean
  /** The act that began the chain: what was done, taken back, done again. */
  root: string
  /** The act whose changes are taken back: what did something again stands for what it did again. */
  subject: string
  /** The last act of the chain, which a new act takes back. */
  last: string
  /** Stamps by which what the subject did stands: its own, and of what did it again. */
  own: ReadonlySet<Stamp>
}

export interface ActChains {
  /** Of acts that together changed nothing: taken back, and what took them back; each with the last of its chain. */
  neutral: ReadonlyMap<Stamp, Stamp>
  /** @throws when the act is not among those given */
  placeOf(id: string): ActPlace
}

export function actChains(acts: readonly ChainedAct[]): ActChains {
  const byId = new Map(acts.map((act) => [act.id, act]))
  const takenBackBy = new Map<string, ChainedAct>()
  // Two installations may take one act back without knowing of each other: the later one counts.
  for (const act of [...acts].sort((one, other) => (one.stamp < other.stamp ? -1 : 1))) {
    if (act.undoes !== null) takenBackBy.set(act.undoes, act)
  }
  const chains = new Map(acts.map((act) => [act.id, chainFrom(act, takenBackBy)]))
  return { neutral: neutralStamps(acts, chains), placeOf: (id) => placeOf(id, byId, chains) }
}

function chainFrom(first: ChainedAct, takenBackBy: ReadonlyMap<string, ChainedAct>): ChainedAct[] {
  const chain = [first]
  for (let next = takenBackBy.get(first.id); next && !chain.includes(next); next = takenBackBy.get(next.id)) chain.push(next)
  return chain
}

function neutralStamps(acts: readonly ChainedAct[], chains: ReadonlyMap<string, ChainedAct[]>): ReadonlyMap<Stamp, Stamp> {
  const neutral = new Map<Stamp, Stamp>()
  for (const chain of chains.values()) {
    const last = chain.at(-1)
    if (last && chain.length % 2 === 0) for (const { stamp } of chain) neutral.set(stamp, last.stamp)
  }
  // What stands again stands by all of its chain.
  for (const { id, undoes } of acts) {
    const chain = chains.get(id) ?? []
    if (undoes === null && chain.length % 2 === 1) for (const { stamp } of chain) neutral.delete(stamp)
  }
  return neutral
}

function placeOf(id: string, byId: ReadonlyMap<string, ChainedAct>, chains: ReadonlyMap<string, ChainedAct[]>): ActPlace {
  const before = [id]
  for (let next = byId.get(id)?.undoes; next && !before.includes(next); next = byId.get(next)?.undoes) before.push(next)
  const root = before.at(-1) ?? id
  const isUndo = before.length % 2 === 0
  const chain = chains.get(isUndo ? id : root)
  const last = chain?.at(-1)
  if (!chain || !last) throw new Error(`The act ${id} is not among those given`)
  return {
    isUndone: chain.length % 2 === 0,
    isUndo,
    root,
    // Of several takings back in a row the last one says what was taken back.
    subject: isUndo ? last.id : root,
    last: last.id,
    own: new Set((isUndo ? [last] : chain).map(({ stamp }) => stamp)),
  }
}
