/** Groups of candidates of which at most one can be chosen, so that every conflict lies within a group: few, strong rows. */
import type { CompressedRows } from './coverageInstance'

/** @param conflicts symmetric. @returns cliques of two or more candidates that cover every pair. */
export function conflictCliques(conflicts: CompressedRows): CompressedRows {
  const { ptr, idx } = conflicts
  const candidateCount = ptr.length - 1
  const isDone = new Uint8Array(idx.length)
  /** How many members of the growing clique each candidate is in conflict with. */
  const touches = new Int32Array(candidateCount)
  const isMember = new Uint8Array(candidateCount)
  const members: number[] = []
  const starts = [0]
  for (let a = 0; a < candidateCount; a++) {
    for (let at = ptr[a] ?? 0; at < (ptr[a + 1] ?? 0); at++) {
      const b = idx[at] ?? 0
      if (isDone[at] === 1 || b < a) continue
      const clique = [a]
      touch(conflicts, touches, a, 1)
      let next = b
      while (next >= 0) {
        clique.push(next)
        touch(conflicts, touches, next, 1)
        next = largestPartner(conflicts, touches, clique)
      }
      for (const member of clique) touch(conflicts, touches, member, -1)
      markDone(conflicts, isDone, isMember, clique)
      members.push(...clique.sort((one, other) => one - other))
      starts.push(members.length)
    }
  }
  return { ptr: Int32Array.from(starts), idx: Int32Array.from(members) }
}

function touch({ ptr, idx }: CompressedRows, touches: Int32Array, member: number, by: 1 | -1): void {
  for (let at = ptr[member] ?? 0; at < (ptr[member + 1] ?? 0); at++) {
    const other = idx[at] ?? 0
    touches[other] = (touches[other] ?? 0) + by
  }
}

/** The candidate in conflict with the whole clique that has most conflicts itself, or -1. */
function largestPartner({ ptr, idx }: CompressedRows, touches: Int32Array, clique: readonly number[]): number {
  const last = clique.at(-1) ?? 0
  let best = -1
  let bestDegree = -1
  for (let at = ptr[last] ?? 0; at < (ptr[last + 1] ?? 0); at++) {
    const other = idx[at] ?? 0
    const degree = (ptr[other + 1] ?? 0) - (ptr[other] ?? 0)
    if (touches[other] !== clique.length || degree <= bestDegree) continue
    best = other
    bestDegree = degree
  }
  return best
}

/** @param isMember all 0 before and after. */
function markDone({ ptr, idx }: CompressedRows, isDone: Uint8Array, isMember: Uint8Array, clique: readonly number[]): void {
  for (const member of clique) isMember[member] = 1
  for (const member of clique) {
    for (let at = ptr[member] ?? 0; at < (ptr[member + 1] ?? 0); at++) if (isMember[idx[at] ?? 0] === 1) isDone[at] = 1
  }
  for (const member of clique) isMember[member] = 0
}
