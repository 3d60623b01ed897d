/** Which acts stand: an act that was taken back does not, unless the taking back was taken back as well. */
import type { Stamp } from './operation'

export interface ChainedAct {
  id: string
  undoes: string | null
  stamp: Stamp
}

export interface ActChains {
  /** Of acts that together changed nothing: taken back, and what took them back. */
  neutral: ReadonlySet<Stamp>
  /** Ids of acts that are taken back. */
  undone: ReadonlySet<string>
  /** Stamps by which what an act did stands: its own, and of what did it again. */
  ownOf(id: string): ReadonlySet<Stamp>
}

export function actChains(acts: readonly ChainedAct[]): ActChains {
  const takenBackBy = new Map<string, ChainedAct>()
  // Two installations may take one act back without knowing of each other: the later one counts.
  for (const act of [...acts].sort((one, other) => (one.stamp < other.stamp ? -1 : 1))) {
    if (act.undoes !== null) takenBackBy.set(act.undoes, act)
  }
  const neutral = new Set<Stamp>()
  const undone = new Set<string>()
  const chains = new Map<string, ChainedAct[]>()
  for (const act of acts) {
    const chain = chainFrom(act, takenBackBy)
    chains.set(act.id, chain)
    if (chain.length % 2 === 1) continue
    undone.add(act.id)
    for (const each of chain) neutral.add(each.stamp)
  }
  // What stands again stands by all of its chain.
  for (const { id, undoes } of acts) {
    const chain = chains.get(id) ?? []
    if (undoes === null && chain.length % 2 === 1) for (const each of chain) neutral.delete(each.stamp)
  }
  return {
    neutral,
    undone,
    ownOf: (id) => new Set((chains.get(id) ?? []).map(({ stamp }) => stamp)),
  }
}

function chainFrom(first: ChainedAct, takenBackBy: ReadonlyMap<string, ChainedAct>): ChainedAct[] {
  const chain = [first]
  for (let next = takenBackBy.get(first.id); next && !chain.includes(next); next = takenBackBy.get(next.id)) chain.push(next)
  return chain
}
