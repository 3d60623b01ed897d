/** The weights of a pool's members: what they host, what it carried and how long it was up, or what they contributed. */
import { z } from 'zod'
import { baseUnitsTextSchema } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import type { StageOf } from '../model/terms'
import { durationMs, type RewardedHotspot, type RowPart } from './rowParts'

const wholeNumberSchema = baseUnitsTextSchema

export const poolMeasuresSchema = z.object({
  /** Whole numbers in any one unit: seconds or millionths of the time that it was up, bytes that it carried. */
  hotspots: z.array(
    z.object({ hotspotKey: z.string(), uptime: wholeNumberSchema.optional(), data: wholeNumberSchema.optional() }),
  ),
  /** What a member put in, in any one unit. */
  contributions: z.array(z.object({ memberId: z.string(), weight: wholeNumberSchema })),
})
export type PoolMeasures = z.infer<typeof poolMeasuresSchema>

export const NO_MEASURES: PoolMeasures = { hotspots: [], contributions: [] }

/** A hotspot counts for its host, and where the host changed for each by the time. */
export function createPoolWeights(
  parts: readonly Pick<RowPart, 'row' | 'install' | 'time'>[],
  rewards: readonly Pick<RewardedHotspot, 'hotspotKey'>[],
  dates: PeriodDates | null,
  measures: PoolMeasures,
): (stage: StageOf<'pool'>, memberId: string) => bigint {
  const contributions = new Map<string, bigint>()
  for (const { memberId, weight } of measures.contributions) {
    contributions.set(memberId, (contributions.get(memberId) ?? 0n) + BigInt(weight))
  }
  const byWeighting = new Map<string, Map<string, bigint>>()
  const hosted = (by: 'hotspots' | 'uptime' | 'data') => {
    const known = byWeighting.get(by)
    if (known) return known
    const figures =
      by === 'hotspots' ? null : new Map(measures.hotspots.map((each) => [each.hotspotKey, BigInt(each[by] ?? '0')]))
    const sums = new Map<string, bigint>()
    const wholeMs = BigInt(dates ? durationMs(dates) : 1)
    for (const { row, install, time } of parts) {
      if (!install?.hostId) continue
      const figure = figures ? (figures.get(rewards[row]?.hotspotKey ?? '') ?? 0n) : 1n
      const weight = figure * (time ? BigInt(durationMs(time)) : wholeMs)
      sums.set(install.hostId, (sums.get(install.hostId) ?? 0n) + weight)
    }
    byWeighting.set(by, sums)
    return sums
  }
  return (stage, memberId) => {
    if (stage.by === 'equal') return 1n
    const weights = stage.by === 'contribution' ? contributions : hosted(stage.by)
    return weights.get(memberId) ?? 0n
  }
}
