/** The colours of cell layers: ramps that survive colour blindness, and Okabe–Ito for categories. */
import type { CellLayer } from './cellLayer'
import { type Rgb, rampColor, type Scheme } from './palette'

/** Okabe and Ito (2008) without black, which a dark map swallows. */
export const CATEGORY_COLORS: readonly Rgb[] = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [86, 180, 233],
  [213, 94, 0],
  [240, 228, 66],
]

/** Under the hatching of cells whose value is unknown. */
export const UNKNOWN_COLOR: Record<Scheme, Rgb> = { light: [110, 120, 132], dark: [150, 162, 176] }

const DIVERGING_LOW: Rgb = [33, 113, 190]
const DIVERGING_HIGH: Rgb = [214, 104, 0]
/** No change is close to the ground it lies on. */
const DIVERGING_MIDDLE: Record<Scheme, Rgb> = { light: [222, 224, 226], dark: [84, 92, 102] }

/** Blue over neutral to orange at t from 0 to 1; told apart in every common colour blindness. */
export function divergingColor(t: number, scheme: Scheme): Rgb {
  const middle = DIVERGING_MIDDLE[scheme]
  const [end, share] = t < 0.5 ? [DIVERGING_LOW, 1 - 2 * t] : [DIVERGING_HIGH, 2 * t - 1]
  const mix = (channel: 0 | 1 | 2) => Math.round(middle[channel] + (end[channel] - middle[channel]) * Math.min(1, share))
  return [mix(0), mix(1), mix(2)]
}

const STEPS = 256

/**
 * The colour of each value of a layer; never called for NaN.
 * @param domain the ends of the ramp at the resolution shown, see CellLayerSummary.
 */
export function cellColors(
  { ramp, categories }: Pick<CellLayer, 'ramp' | 'categories'>,
  domain: readonly [number, number],
  scheme: Scheme,
): (value: number) => Rgb {
  if (ramp === 'category') return categoryColors(categories)
  const colorAt = ramp === 'diverging' ? divergingColor : rampColor
  const steps = Array.from({ length: STEPS }, (_, i) => colorAt(i / (STEPS - 1), scheme))
  const [low, high] = domain
  return (value) => {
    const share = high === low ? 0.5 : (value - low) / (high - low)
    return steps[Math.round(Math.max(0, Math.min(1, share)) * (STEPS - 1))] ?? [0, 0, 0]
  }
}

function categoryColors(categories: CellLayer['categories']): (value: number) => Rgb {
  const named = new Map(categories?.map(({ value, color }, i) => [value, color ?? CATEGORY_COLORS[i % CATEGORY_COLORS.length]]))
  return (value) => named.get(value) ?? CATEGORY_COLORS[Math.abs(Math.round(value)) % CATEGORY_COLORS.length] ?? [0, 0, 0]
}
