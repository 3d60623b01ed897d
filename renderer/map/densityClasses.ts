/** Counts in doubling classes (1, 2–3, 4–7, …), for colour and legend. The last class takes all that is larger. */
import { type CellGroups, groupCount } from './hotspotIndex'
import { type Rgb, rampColor, type Scheme } from './palette'

const MAX_CLASSES = 8

export interface DensityClass {
  from: number
  /** Null when the class has no upper end. */
  to: number | null
  color: Rgb
  /** Cells of this class in the whole fleet at this resolution, and the hotspots in them. */
  cells: number
  hotspots: number
}

export interface DensitySummary {
  resolution: number
  classes: DensityClass[]
  cells: number
  hotspots: number
}

const doublings = (count: number) => 31 - Math.clz32(Math.max(1, count))

function classCount(largestCount: number): number {
  return Math.min(MAX_CLASSES, doublings(largestCount) + 1)
}

/** One colour per class, of the largest count at this resolution. */
export function classColors(largestCount: number, scheme: Scheme): Rgb[] {
  const classes = classCount(largestCount)
  return Array.from({ length: classes }, (_, i) => rampColor(classes === 1 ? 0.5 : i / (classes - 1), scheme))
}

export function classOf(count: number, classes: number): number {
  return Math.min(classes - 1, doublings(count))
}

/** Histogram of the whole fleet at one resolution; its hotspots add up to those of the index. */
export function summariseDensity(groups: CellGroups, scheme: Scheme): DensitySummary {
  const colors = classColors(groups.largestCount, scheme)
  const classes = colors.map((color, i): DensityClass => {
    const to = i === colors.length - 1 && groups.largestCount >= 2 ** colors.length ? null : 2 ** (i + 1) - 1
    return { from: 2 ** i, to, color, cells: 0, hotspots: 0 }
  })
  let hotspots = 0
  for (let group = 0; group < groups.length; group++) {
    const count = groupCount(groups, group)
    const here = classes[classOf(count, classes.length)]
    if (!here) continue
    here.cells += 1
    here.hotspots += count
    hotspots += count
  }
  return { resolution: groups.resolution, classes, cells: groups.length, hotspots }
}
