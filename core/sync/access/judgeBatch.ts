/** What of a held batch counts, by the access of its key. SPEC.md, [SY43] to [SY45]. */
import type { MergePlan } from '../../records/mergePlan'
import type { Operation } from '../../records/operation'
import type { AccessRole } from '../../records/tableDeclaration'
import type { BatchId, NamedBatch } from '../batch'
import type { AccessState } from './AccessState'

/** no-access: the whole batch, of a key that has no roles from there on. no-right: operations on tables that its roles may not write. */
export type WithheldReason = 'no-access' | 'no-right'

/** Operations of a held batch that change nothing; they stay in the batch, are shown, and count once their key may do so. */
export interface Withheld {
  id: BatchId
  reason: WithheldReason
  operations: readonly Operation[]
}

export interface Judged {
  /** Operations that count, in their order. */
  counts: readonly Operation[]
  /** Null where all of it counts. */
  withheld: Withheld | null
}

export type Judge = (batch: NamedBatch) => Judged

/** @param plans by table: who may write it. Of a table that only a later version knows it is judged once this one does. */
export function judgeBy(access: AccessState, plans: ReadonlyMap<string, MergePlan>): Judge {
  return ({ id, batch }) => {
    const { operations, publicKey: key } = batch
    const roles = access.rolesOf({ key, actor: id.actor, n: id.n })
    if (roles.length === 0) return { counts: [], withheld: { id, reason: 'no-access', operations } }
    const counts: Operation[] = []
    const others: Operation[] = []
    for (const operation of operations) {
      const { writers } = plans.get(operation.table) ?? { writers: roles }
      ;(mayWrite(roles, writers) ? counts : others).push(operation)
    }
    return { counts, withheld: others.length === 0 ? null : { id, reason: 'no-right', operations: others } }
  }
}

/** Whether one of the roles is among those that may write a table. */
export function mayWrite(roles: readonly AccessRole[], writers: readonly AccessRole[]): boolean {
  return roles.some((role) => writers.includes(role))
}

/** @param opened operations of a batch as they are to stand in the log, of which only those count that the judged ones name */
export function counted(opened: readonly Operation[], counts: readonly Operation[]): Operation[] {
  const numbers = new Set(counts.map(({ n }) => n))
  return opened.filter(({ n }) => numbers.has(n))
}
