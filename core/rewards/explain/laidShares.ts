/** Where the units of each hotspot went at each stage of an agreement, as the split laid them. SPEC.md, rule [RW2]. Base units. */
import { type LaidTo, layStages } from '../../agreements/layStages'
import type { SplitFile } from '../splitFile'
import { keyInSplit, type SharedAgreement } from './sharedIn'

export interface HotspotShare {
  hotspotKey: string
  stageId: string
  to: LaidTo
  amountBaseUnits: bigint
}

/** A function giving the shares of one agreement, worked out when first asked for; none for what was fed to it. */
export function createLaidShares(split: SplitFile, shared: readonly SharedAgreement[]): (appliedId: string) => HotspotShare[] {
  const byId = new Map(shared.map((of) => [of.id, of]))
  const known = new Map<string, HotspotShare[]>()
  return (appliedId) => {
    const before = known.get(appliedId)
    if (before) return before
    const of = byId.get(appliedId)
    const shares = !of ? [] : split.format === 'commonmast-split-v3' ? stagedShares(of) : percentShares(of, split)
    known.set(appliedId, shares)
    return shares
  }
}

function stagedShares(of: SharedAgreement): HotspotShare[] {
  const keys = [...of.brought.keys()]
  // What was fed to an agreement comes from no hotspot of its own.
  if (of.fedBaseUnits > 0n || keys.length === 0) return []
  return layStages(of, [...of.brought.values()], keys).map(({ stageId, part, to, amountBaseUnits }) => ({
    hotspotKey: keys[part] ?? '',
    stageId,
    to,
    amountBaseUnits,
  }))
}

function percentShares(of: SharedAgreement, split: Exclude<SplitFile, { format: 'commonmast-split-v3' }>): HotspotShare[] {
  const stageId = of.stages[0]?.stageId ?? ''
  return split.rows
    .filter(({ agreementId }) => agreementId === of.id)
    .flatMap(({ hotspotKey, shares }) =>
      shares.map(({ memberId, amountBaseUnits }) => ({
        hotspotKey: keyInSplit(split, hotspotKey),
        stageId,
        to: { kind: 'member' as const, id: memberId },
        amountBaseUnits: BigInt(amountBaseUnits),
      })),
    )
}
