/** Round numbers along the axes of calibration charts. */

const POWER_STEPS = [5, 10, 20, 40]
const MOST_POWER_STEPS = 6
const MOST_DISTANCES = 6

/** From below the lowest to above the highest power, evenly. */
export function powerTicks(lowDbm: number, highDbm: number): number[] {
  const step = POWER_STEPS.find((each) => (highDbm - lowDbm) / each <= MOST_POWER_STEPS) ?? 80
  const low = Math.floor(lowDbm / step) * step
  const count = Math.max(1, Math.ceil((highDbm - low) / step))
  return Array.from({ length: count + 1 }, (_, i) => low + i * step)
}

/** 1, 2 and 5 times powers of ten between two distances; only powers of ten where those are too many. */
export function distanceTicks(nearM: number, farM: number): number[] {
  const decades = Array.from({ length: 8 }, (_, i) => 10 ** i)
  const within = (apartM: number) => apartM >= nearM && apartM <= farM
  const fine = decades.flatMap((decade) => [decade, 2 * decade, 5 * decade]).filter(within)
  return fine.length <= MOST_DISTANCES ? fine : decades.filter(within)
}
