/** A disk that goes on as a new actor, with what only this database has said under the old name (see `SyncStore`). */
import { type Operation, type Stamp, stampOf } from '../../records/operation'
import { withNewReading } from '../../records/restamp'
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
  // From the batches, since what was withheld of them is not in the log.
  const sealed = tail.flatMap(({ named }) => named.batch.operations)
  const moved = [...sealed, ...disk.log.filter(isUnsealed).sort(byNumber)]
  const stampsOf = renamedStamps(moved, actor)
  const again = moved.map((operation, at): Operation => {
    const stamps = stampsOf.get(recordOf(operation)) ?? new Map()
    return { ...withNewReading(operation, new Map(), stamps), actor, n: at + 1 }
  })
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
    log: [...disk.log.filter((operation) => !isInTail(operation) && !isUnsealed(operation)), ...again],
    batches,
    aside,
  }
}

function recordOf({ table, key }: Operation): string {
  return JSON.stringify([table, key])
}

/** By record: stamps of what moved, each as the new actor's. */
function renamedStamps(moved: readonly Operation[], actor: string): Map<string, Map<Stamp, Stamp>> {
  const byRecord = new Map<string, Map<Stamp, Stamp>>()
  for (const operation of moved) {
    const stamps = byRecord.get(recordOf(operation)) ?? new Map<Stamp, Stamp>()
    stamps.set(stampOf(operation), stampOf({ t: operation.t, actor }))
    byRecord.set(recordOf(operation), stamps)
  }
  return byRecord
}
