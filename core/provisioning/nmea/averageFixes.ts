/**
 * Several fixes as one position with its scatter. The mean is taken on the tangent plane at the first fix, so the
 * antimeridian and the poles need nothing special; scatter is what the receiver itself shows, not its true error.
 */
import { offsetsFrom, placeAt } from '../../geo/tangentPlane'
import type { AveragedPosition } from './averagedPosition'
import type { PositionFix } from './FixCollector'
import type { FixQuality } from './sentencePlace'

const QUALITY_ORDER: FixQuality[] = ['gps', 'pps', 'differential', 'rtk-float', 'rtk']

/** The plain mean of all fixes; see `splitOutliers` for which to pass. Null without a fix. */
export function averageFixes(fixes: readonly PositionFix[]): AveragedPosition | null {
  const [first] = fixes
  const last = fixes.at(-1)
  if (!first || !last) return null
  const offsets = fixes.map(offsetsFrom(first))
  const centre = { eastM: mean(offsets.map(({ eastM }) => eastM)), northM: mean(offsets.map(({ northM }) => northM)) }
  const distancesM = offsets.map(({ eastM, northM }) => Math.hypot(eastM - centre.eastM, northM - centre.northM))
  const altitudes = known(fixes.map(({ altitudeM }) => altitudeM))
  const hdops = known(fixes.map(({ hdop }) => hdop))
  const satellites = known(fixes.map((fix) => fix.satellites))
  const dateNote = fixes.find((fix) => fix.dateNote)?.dateNote
  return {
    ...placeAt(first, centre),
    altitudeM: altitudes.length === 0 ? null : mean(altitudes),
    fixes: fixes.length,
    scatterRmsM: Math.sqrt(mean(distancesM.map((distance) => distance * distance))),
    scatterMaxM: Math.max(...distancesM),
    quality: QUALITY_ORDER.find((quality) => fixes.some((fix) => fix.quality === quality)) ?? first.quality,
    hdop: hdops.length === 0 ? null : Math.max(...hdops),
    satellites: satellites.length === 0 ? null : Math.min(...satellites),
    firstTime: first.time,
    lastTime: last.time,
    ...(dateNote ? { dateNote } : {}),
  }
}

const known = (values: ReadonlyArray<number | null>) => values.flatMap((value) => (value === null ? [] : [value]))

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
