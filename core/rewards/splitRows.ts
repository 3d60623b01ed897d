/** The rows of a split: each hotspot with its agreement, and where its units went. SPEC.md, rule [RW2]. */
import type { AppliedPeriod } from '../agreements/applyTerms'
import { type LaidTo, layStages } from '../agreements/layStages'
import { invariant } from '../model/problem'
import type { RewardInput } from './splitByTerms'
import type { SplitRowV3, SplitShare } from './splitFileV3'

export function rowsOf(rewards: readonly RewardInput[], { parts, applied }: AppliedPeriod): SplitRowV3[] {
  const rows = rewards.map(
    (reward): SplitRowV3 => ({
      hotspotKey: reward.hotspotKey,
      name: reward.name,
      groups: [...reward.groups],
      cell: reward.cell ?? null,
      amountBaseUnits: reward.amountBaseUnits.toString(),
      ...(reward.beforeBaseUnits !== undefined && { beforeBaseUnits: reward.beforeBaseUnits.toString() }),
      appliedId: '',
      shares: [],
    }),
  )
  const appliedIds = new Map<number, string>()
  for (const { id, parts: positions } of applied) for (const at of positions) appliedIds.set(at, id)
  parts.forEach(({ row, amountBaseUnits, time }, at) => {
    const of = rows[row]
    const appliedId = appliedIds.get(at)
    invariant(of && appliedId, 'every part is of a row and of terms')
    if (of.appliedId === '') of.appliedId = appliedId
    if (!time) return
    of.parts ??= []
    of.parts.push({ appliedId, amountBaseUnits: amountBaseUnits.toString(), start: time.start, end: time.end })
  })
  addShares(rows, { parts, applied })
  return rows
}

function addShares(rows: readonly SplitRowV3[], { parts, applied }: AppliedPeriod): void {
  const sums = rows.map(() => new Map<string, { to: LaidTo; amount: bigint }>())
  for (const one of applied) {
    const ofTerms = one.parts.map((at) => parts[at])
    const amounts = ofTerms.map((part) => part?.amountBaseUnits ?? 0n)
    const keys = ofTerms.map((part) => rows[part?.row ?? -1]?.hotspotKey ?? '')
    // What was fed to an agreement comes from no hotspot of its own.
    if (one.fedBaseUnits > 0n) continue
    for (const { part, to, amountBaseUnits } of layStages(one, amounts, keys)) {
      const ofRow = sums[ofTerms[part]?.row ?? -1]
      const key = `${to.kind} ${to.id}`
      const sum = ofRow?.get(key)
      if (sum) sum.amount += amountBaseUnits
      else ofRow?.set(key, { to, amount: amountBaseUnits })
    }
  }
  sums.forEach((ofRow, at) => {
    for (const { to, amount } of ofRow.values()) rows[at]?.shares.push(shareText(to, amount))
  })
}

function shareText({ kind, id }: LaidTo, amount: bigint): SplitShare {
  const amountBaseUnits = amount.toString()
  switch (kind) {
    case 'member':
      return { memberId: id, amountBaseUnits }
    case 'agreement':
      return { agreementId: id, amountBaseUnits }
    case 'reserve':
      return { reserve: id, amountBaseUnits }
    case 'pool':
      return { pool: id, amountBaseUnits }
    case 'dust':
      return { dust: true, amountBaseUnits }
  }
}
