/** A disk that goes on as a new actor, with what only this database has said under the old name (see `SyncStore`). */
import type { Operation } from '../../records/operation'
import { restated } from '../../records/restated'
import type { LaptopDisk } from './laptopDisk'

export function moveToActor(disk: LaptopDisk, actor: string, from: { actor: string; n: number }): LaptopDisk {
  const held = disk.batches.get(from.actor) ?? []
  const stay = held.filter(({ named }) => named.id.n <= from.n)
  const tail = held.filter(({ named }) => named.id.n > from.n)
  const lastOf = (batches: typeof held) => batches.at(-1)?.named.batch.operations.at(-1)?.n ?? 0
  const sealedOfSelf = lastOf(disk.batches.get(disk.actor) ?? [])
  const isInTail = ({ actor: of, n }: Operation) => of === from.actor && n > lastOf(stay) && n <= lastOf(held)
  const isUnsealed = ({ actor: of, n }: Operation) => of === disk.actor && n > sealedOfSelf
  const byNumber = (one: Operation, other: Operation) => one.n - other.n
  const moved = [...disk.log.filter(isInTail).sort(byNumber), ...disk.log.filter(isUnsealed).sort(byNumber)]
  const movedSet = new Set(moved)
  const again = restated(moved, { actor, made: 0 })
  const batches = new Map(disk.batches).set(from.actor, stay)
  if (stay.length === 0) batches.delete(from.actor)
  const aside = new Map(disk.aside)
  for (const [hash, { named, fault, isSealedHere }] of disk.aside) {
    const mayFollowNow = named.id.actor === from.actor && !isSealedHere && (fault === 'fork' || fault === 'broken-chain')
    if (mayFollowNow) aside.set(hash, { named, fault: 'gap', isSealedHere })
  }
  for (const { named, isSealedHere } of tail) aside.set(named.id.hash, { named, fault: 'fork', isSealedHere })
  return {
    ...disk,
    actor,
    earlierActors: [...disk.earlierActors, disk.actor],
    made: again.length,
    log: [...disk.log.filter((operation) => !movedSet.has(operation)), ...again],
    batches,
    aside,
  }
}
