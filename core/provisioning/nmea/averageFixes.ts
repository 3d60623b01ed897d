/**
 * Several fixes as one position with its scatter. The mean is taken on the tangent plane at the first fix, so the
 * antimeridian and the poles need nothing special; scatter is what the receiver itself shows, not its true error.
 */
import { earthRadiusM } from '../../planning/nearbyPoints'
import type { AveragedPosition } from './averagedPosition'
import type { FixQuality, PositionFix } from './FixCollector'

const QUALITY_ORDER: FixQuality[] = ['gps', 'pps', 'differential', 'rtk-float', 'rtk']
const radians = Math.PI / 180

/** Null without a fix. */
export function averageFixes(fixes: readonly PositionFix[]): AveragedPosition | null {
  const [first] = fixes
  const last = fixes.at(-1)
  if (!first || !last) return null
  const east = eastAxis(first)
  const north = northAxis(first)
  const offsets = fixes.map((fix) => {
    const vector = vectorOf(fix)
    return [dot(vector, east) * earthRadiusM, dot(vector, north) * earthRadiusM] as const
  })
  const meanX = mean(offsets.map(([x]) => x))
  const meanY = mean(offsets.map(([, y]) => y))
  const distancesM = offsets.map(([x, y]) => Math.hypot(x - meanX, y - meanY))
  const altitudes = fixes.flatMap(({ altitudeM }) => (altitudeM === null ? [] : [altitudeM]))
  return {
    ...placeAt(first, meanX, meanY),
    altitudeM: altitudes.length === 0 ? null : mean(altitudes),
    fixes: fixes.length,
    scatterRmsM: Math.sqrt(mean(distancesM.map((distance) => distance * distance))),
    scatterMaxM: Math.max(...distancesM),
    quality: QUALITY_ORDER.find((quality) => fixes.some((fix) => fix.quality === quality)) ?? first.quality,
    hdop: Math.max(...fixes.map(({ hdop }) => hdop)),
    satellites: Math.min(...fixes.map(({ satellites }) => satellites)),
    firstTime: first.time,
    lastTime: last.time,
  }
}

type Vector = readonly [number, number, number]
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function vectorOf({ lat, lng }: { lat: number; lng: number }): Vector {
  const [phi, lambda] = [lat * radians, lng * radians]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

function eastAxis({ lng }: { lng: number }): Vector {
  return [-Math.sin(lng * radians), Math.cos(lng * radians), 0]
}

function northAxis({ lat, lng }: { lat: number; lng: number }): Vector {
  const [phi, lambda] = [lat * radians, lng * radians]
  return [-Math.sin(phi) * Math.cos(lambda), -Math.sin(phi) * Math.sin(lambda), Math.cos(phi)]
}

function placeAt(origin: { lat: number; lng: number }, eastM: number, northM: number): { lat: number; lng: number } {
  const [x, y] = [eastM / earthRadiusM, northM / earthRadiusM]
  const up = Math.sqrt(Math.max(0, 1 - x * x - y * y))
  const [e, n, u] = [eastAxis(origin), northAxis(origin), vectorOf(origin)]
  const at = (axis: 0 | 1 | 2) => e[axis] * x + n[axis] * y + u[axis] * up
  return { lat: Math.asin(Math.max(-1, Math.min(1, at(2)))) / radians, lng: Math.atan2(at(1), at(0)) / radians }
}
