/** Measures of a period with those of another table: each column of it stands instead of the whole column before. */
import type { PoolMeasures } from './poolWeights'

export function mergeMeasures(before: PoolMeasures, table: PoolMeasures): PoolMeasures {
  return {
    hotspots: mergeHotspots(before.hotspots, table.hotspots),
    contributions: table.contributions.length > 0 ? table.contributions : before.contributions,
  }
}

function mergeHotspots(before: PoolMeasures['hotspots'], table: PoolMeasures['hotspots']): PoolMeasures['hotspots'] {
  const takes = {
    uptime: table.some(({ uptime }) => uptime !== undefined),
    data: table.some(({ data }) => data !== undefined),
  }
  const merged = new Map<string, PoolMeasures['hotspots'][number]>()
  for (const { hotspotKey, uptime, data } of before) {
    const kept = {
      hotspotKey,
      ...(!takes.uptime && uptime !== undefined && { uptime }),
      ...(!takes.data && data !== undefined && { data }),
    }
    if (Object.keys(kept).length > 1) merged.set(hotspotKey, kept)
  }
  for (const measured of table) merged.set(measured.hotspotKey, { ...merged.get(measured.hotspotKey), ...measured })
  return [...merged.values()]
}
