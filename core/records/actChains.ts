/** Which acts stand: an act that was taken back does not, unless the taking back was taken back as well. */
import type { Stamp } from './operation'

export interface ChainedAct {
  id: string
  undoes: string | null
  stamp: Stamp
}

/** Where an act stands among those that took it back. */
export interface ActPlace {
  /** What was done first; the rest of its chain takes it back and does it again in turn. */
  root: string
  /** The last act of the chain, which a new act takes back. */
  last: string
  /** Whether the act takes something back, so that taking it back does that again. */
  isUndo: boolean
  /** Whether it stands no more. */
  isUndone: boolean
}

export interface ActChains {
  /** @throws when the act is not among those given */
  placeOf(id: string): ActPlace
  /** By the stamp of what was done first: the stamps of what took it back and did it again, in their order. */
  chains: ReadonlyMap<Stamp, readonly Stamp[]>
  /** Stamps of acts that took something back or did it again. */
  repeats: ReadonlySet<Stamp>
}

export function actChains(acts: readonly ChainedAct[]): ActChains {
  const byId = new Map(acts.map((act) => [act.id, act]))
  const takenBackBy = new Map<string, ChainedAct>()
  // Two installations may take one act back without knowing of each other: the later one counts.
  for (const act of [...acts].sort((one, other) => (one.stamp < other.stamp ? -1 : 1))) {
    if (act.undoes !== null && byId.has(act.undoes)) takenBackBy.set(act.undoes, act)
  }
  const isRepeat = ({ undoes }: ChainedAct) => undoes !== null && byId.has(undoes)
  const roots = acts.filter((act) => !isRepeat(act))
  return {
    placeOf: (id) => placeOf(id, byId, takenBackBy),
    chains: new Map(roots.map((root) => [root.stamp, chainFrom(root, takenBackBy).map(({ stamp }) => stamp)])),
    repeats: new Set(acts.filter(isRepeat).map(({ stamp }) => stamp)),
  }
}

/** What took an act back, what took that back, and so on. */
function chainFrom(first: ChainedAct, takenBackBy: ReadonlyMap<string, ChainedAct>): ChainedAct[] {
  const chain: ChainedAct[] = []
  for (let next = takenBackBy.get(first.id); next && !chain.includes(next); next = takenBackBy.get(next.id)) chain.push(next)
  return chain
}

function placeOf(id: string, byId: ReadonlyMap<string, ChainedAct>, takenBackBy: ReadonlyMap<string, ChainedAct>): ActPlace {
  const path: ChainedAct[] = []
  for (let next = byId.get(id); next && !path.includes(next); next = byId.get(next.undoes ?? '')) path.push(next)
  const root = path.at(-1)
  if (!root) throw new Error(`The act ${id} is not among those given`)
  const isUndo = path.length % 2 === 0
  const chain = chainFrom(root, takenBackBy)
  const last = chain.at(-1) ?? root
  // Of several takings back in a row only the last can be taken back.
  return { root: root.id, last: last.id, isUndo, isUndone: isUndo ? last.id !== id : chain.length % 2 === 1 }
}
