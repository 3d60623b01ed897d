/** The weights of pools in a split, from the installs and figures that its file has. */
import { inNetwork } from '../../agreements/applyTerms'
import { installAt, installsByHotspot } from '../../agreements/installs'
import { createPoolWeights } from '../../agreements/poolWeights'
import type { RowPart } from '../../agreements/rowParts'
import { datesOf } from '../comparePeriod'
import { type SplitFile, splitFileSchema } from '../splitFile'
import type { SplitFileV3 } from '../splitFileV3'
import type { PoolWeight } from './agreementWorld'

type Part = Pick<RowPart, 'row' | 'install' | 'time'>

/** Worked out when first asked for: few agreements have pools. */
export function poolWeightsIn(split: SplitFile): PoolWeight {
  let weights: PoolWeight | null = null
  return (stage, memberId) => {
    weights ??= split.format === 'commonmast-split-v3' ? weightsFrom(split) : () => 0n
    return weights(stage, memberId)
  }
}

function weightsFrom(split: SplitFileV3): PoolWeight {
  const { installs, measures } = split.correction ? ofOriginal(split.correction.original, split) : split
  const { rows, period } = split
  const byHotspot = installsByHotspot(inNetwork(installs, period.network))
  const parts = rows.flatMap(({ hotspotKey, parts: ofRow }, row): Part[] => {
    const ofHotspot = byHotspot.get(hotspotKey)
    if (!ofRow) return [{ row, install: installAt(ofHotspot, period.start ?? ''), time: null }]
    return ofRow.map(({ start, end }) => ({ row, install: installAt(ofHotspot, start), time: { start, end } }))
  })
  const hotspots = [...inNetwork(measures.hotspots, period.network)]
  return createPoolWeights(parts, rows, datesOf(period), { ...measures, hotspots })
}

function ofOriginal(original: unknown, split: SplitFileV3): Pick<SplitFileV3, 'installs' | 'measures'> {
  const first = splitFileSchema.safeParse(original).data
  return first?.format === 'commonmast-split-v3' ? first : split
}
