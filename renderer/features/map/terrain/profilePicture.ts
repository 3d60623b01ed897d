/**
 * The cross-section of a link as shapes in pixels, for the screen and for a PNG alike. The ground is raised by the earth's
 * bulge, so that the line of sight is straight.
 */
import { FREE_FRESNEL_SHARE, type LineOfSight } from '#core/coverage/terrain/lineOfSight'
import type { TerrainGap } from '#core/coverage/terrain/terrainProfile'

export interface PictureTick {
  at: number
  label: string
}

export interface ProfilePicture {
  width: number
  height: number
  /** The frame of the drawing within the picture. */
  left: number
  right: number
  top: number
  bottom: number
  /** Shapes as SVG path data. */
  ground: string
  zone: string
  freeEdge: string
  line: string
  /** Ground above the line, and ground within the part of the zone that should be free. */
  blocking: string
  intruding: string
  gaps: { from: number; to: number }[]
  distances: PictureTick[]
  elevations: PictureTick[]
  masts: { x: number; foot: number; top: number }[]
  worst: { x: number; ground: number; line: number } | null
  xOf(distanceM: number): number
}

export interface PictureSource {
  sight: LineOfSight
  distanceM: number
  resolutionM: number
  gaps: readonly TerrainGap[]
  heights: { fromM: number; toM: number }
}

const LEFT = 52
const RIGHT = 14
const TOP = 14
const BOTTOM = 26

/** Round steps that give about `count` of them. */
export function roundStep(range: number, count: number): number {
  const rough = range / count
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10)
}

function ticks(low: number, high: number, count: number): number[] {
  const step = roundStep(high - low, count)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

const point = (x: number, y: number): string => `${x.toFixed(1)} ${y.toFixed(1)}`

/** Stretches of consecutive samples for which something holds. */
function stretches(count: number, holds: (index: number) => boolean): number[][] {
  const found: number[][] = []
  let current: number[] | null = null
  for (let index = 0; index < count; index++) {
    if (!holds(index)) current = null
    else if (current) current.push(index)
    else {
      current = [index]
      found.push(current)
    }
  }
  return found
}

function extent({ raisedGroundM, lineM, fresnelRadiusM }: LineOfSight): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  lineM.forEach((line, index) => {
    const ground = raisedGroundM[index] ?? Number.NaN
    const radius = fresnelRadiusM[index] ?? 0
    if (ground < low) low = ground
    if (ground > high) high = ground
    low = Math.min(low, line - radius)
    high = Math.max(high, line + radius)
  })
  const pad = Math.max((high - low) * 0.06, 2)
  return { low: low - pad, high: high + pad }
}

/** @param size pixels, everything included. */
export function profilePicture(source: PictureSource, size: { width: number; height: number }): ProfilePicture {
  const { sight, distanceM, resolutionM, heights } = source
  const { raisedGroundM, lineM, fresnelRadiusM, worst } = sight
  const { width, height } = size
  const [right, bottom] = [width - RIGHT, height - BOTTOM]
  const { low, high } = extent(sight)
  const xOf = (metres: number) => LEFT + (metres / distanceM) * (right - LEFT)
  const yOf = (metres: number) => bottom - ((metres - low) / (high - low)) * (bottom - TOP)
  const count = lineM.length
  const last = count - 1
  const ground = (index: number) => raisedGroundM[index] ?? Number.NaN
  const line = (index: number) => lineM[index] ?? Number.NaN
  const radius = (index: number) => fresnelRadiusM[index] ?? 0
  const free = (index: number) => line(index) - FREE_FRESNEL_SHARE * radius(index)
  const along = (indexes: readonly number[], height: (index: number) => number): string =>
    indexes.map((index) => point(xOf(index * resolutionM), yOf(height(index)))).join(' L')
  /** The area between two heights over every stretch for which something holds. */
  const between = (holds: (index: number) => boolean, upper: (index: number) => number, lower: (index: number) => number) =>
    stretches(count, holds)
      .map((indexes) => {
        const wide = indexes.length === 1 ? [indexes[0] ?? 0, indexes[0] ?? 0] : indexes
        return `M${along(wide, upper)} L${along([...wide].reverse(), lower)} Z`
      })
      .join(' ')
  const every = lineM.length > 0 ? Array.from({ length: count }, (_, index) => index) : []
  const inside = (index: number) => index > 0 && index < last
  const unit = distanceM >= 3000 ? 1000 : 1
  const decimals = roundStep(distanceM / unit, 6) < 1 ? 1 : 0
  return {
    width,
    height,
    left: LEFT,
    right,
    top: TOP,
    bottom,
    xOf,
    ground: between(
      (index) => !Number.isNaN(ground(index)),
      ground,
      () => low,
    ),
    zone: `M${along(every, (index) => line(index) + radius(index))} L${along([...every].reverse(), (index) => line(index) - radius(index))} Z`,
    freeEdge: `M${along(every, free)}`,
    line: `M${along([0, last], line)}`,
    blocking: between((index) => inside(index) && ground(index) > line(index), ground, line),
    intruding: between(
      (index) => inside(index) && ground(index) > free(index),
      (index) => Math.min(ground(index), line(index)),
      free,
    ),
    gaps: source.gaps.map(({ fromM, toM }) => ({ from: xOf(fromM), to: Math.max(xOf(toM), xOf(fromM) + 2) })),
    distances: ticks(0, distanceM / unit, Math.max(2, (right - LEFT) / 90)).map((value) => ({
      at: xOf(value * unit),
      label: `${value.toFixed(decimals)} ${unit === 1 ? 'm' : 'km'}`,
    })),
    elevations: ticks(low, high, Math.max(2, (bottom - TOP) / 44)).map((value) => ({ at: yOf(value), label: `${value} m` })),
    masts: [
      { x: xOf(0), foot: yOf(line(0) - heights.fromM), top: yOf(line(0)) },
      { x: xOf(distanceM), foot: yOf(line(last) - heights.toM), top: yOf(line(last)) },
    ],
    worst: worst && {
      x: xOf(worst.distanceM),
      ground: yOf(ground(worst.index)),
      line: yOf(line(worst.index)),
    },
  }
}
