/** What a change of access, or a version that knows more tables, does to batches that are held already. SPEC.md, [SY46]. */
import type { Operation } from '../../records/operation'
import type { NamedBatch } from '../batch'
import type { AccessState } from './AccessState'
import type { Judge, Withheld } from './judgeBatch'

export interface JudgedAgain {
  /** Operations that counted and count no longer: they leave the log, and the records they touched are made again from it. */
  withdrawn: readonly Operation[]
  /** Operations that count from now on, as they travelled: their batch is opened, and they are applied. */
  restored: readonly { batch: NamedBatch; operations: readonly Operation[] }[]
  /** Of every batch that something was withdrawn from, what of it is withheld now. */
  withheld: readonly Withheld[]
}

/** @param held batches that may be judged otherwise, at least those by `keysJudgedOtherwise` */
export function judgeAgain(held: Iterable<NamedBatch>, before: Judge, after: Judge): JudgedAgain {
  const withdrawn: Operation[] = []
  const restored: { batch: NamedBatch; operations: readonly Operation[] }[] = []
  const withheld: Withheld[] = []
  for (const batch of held) {
    const counted = new Set(before(batch).counts.map(({ n }) => n))
    const judged = after(batch)
    const counts = new Set(judged.counts.map(({ n }) => n))
    const gone = batch.batch.operations.filter(({ n }) => counted.has(n) && !counts.has(n))
    withdrawn.push(...gone)
    const back = judged.counts.filter(({ n }) => !counted.has(n))
    if (back.length > 0) restored.push({ batch, operations: back })
    if (gone.length > 0 && judged.withheld) withheld.push(judged.withheld)
  }
  return { withdrawn, restored, withheld }
}

/** Keys about which other grants count than before. */
export function keysJudgedOtherwise(before: AccessState, after: AccessState): Set<string> {
  const idsOf = (access: AccessState, key: string) =>
    access
      .grantsAbout(key)
      .map(({ id }) => id)
      .sort()
      .join()
  const keys = new Set([...before.named, ...after.named])
  return new Set([...keys].filter((key) => idsOf(before, key) !== idsOf(after, key)))
}
