/** Distances and areas. */
import { numberText } from './numberText'

/** As a person says it: "412 m", "1.3 km", "240 km". */
export function distanceText(distanceM: number): string {
  const metres = Math.round(distanceM)
  if (metres < 1_000) return `${metres} m`
  return metres < 99_950 ? `${(metres / 1_000).toFixed(1)} km` : `${numberText(metres / 1_000, 0)} km`
}

/** As it was set or measured: "412 m", "1.25 km", "240 km". */
export function lengthText(lengthM: number): string {
  const metres = Math.round(lengthM)
  if (metres < 1_000) return `${metres} m`
  return `${numberText(metres / 1_000, metres < 100_000 ? 2 : 0)} km`
}

/** To three digits: "5,200 m²", "3.1 km²". */
export function areaText(areaM2: number): string {
  if (areaM2 < 100_000) return `${numberText(Math.round(areaM2))} m²`
  return `${numberText(Number((areaM2 / 1e6).toPrecision(3)))} km²`
}
