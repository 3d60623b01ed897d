/** A plan's figures in words and shares. */
import { getHexagonEdgeLengthAvg } from 'h3-js'

/** One decimal; never "100%" for less than all, nor "0%" for a trace. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%'
  if (part === whole) return '100%'
  return `${Math.min(99.9, Math.max(0.1, (part / whole) * 100)).toFixed(1)}%`
}

export function formatDistance(distanceM: number): string {
  return distanceM >= 1_000 ? `${Number((distanceM / 1_000).toFixed(2)).toLocaleString('en')} km` : `${Math.round(distanceM)} m`
}

export function formatArea(areaM2: number): string {
  return areaM2 >= 1e5
    ? `${Number((areaM2 / 1e6).toPrecision(3)).toLocaleString('en')} km²`
    : `${Math.round(areaM2).toLocaleString('en')} m²`
}

/** "9 · cells of 201 m" */
export function formatResolution(resolution: number): string {
  return `${resolution} · cells ${formatDistance(getHexagonEdgeLengthAvg(resolution, 'm'))} on a side`
}

export const countText = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** "1,234 people", "12.3 people", "182 cells"; never "0" for a trace. */
export function formatWeight(weight: number, unit: string): string {
  if (unit === 'cells') return countText(Math.round(weight), 'cell')
  if (weight > 0 && weight < 0.05) return `less than 0.1 ${unit}`
  return `${weight.toLocaleString('en', { maximumFractionDigits: Math.abs(weight) < 100 ? 1 : 0 })} ${unit}`
}

/** "1,200 EUR", "12.50 EUR"; a plan's costs are estimates, so cents show only where there are any. */
export function formatCost(cost: number, currency: string): string {
  const cents = Number.isInteger(cost) ? 0 : 2
  return `${cost.toLocaleString('en', { minimumFractionDigits: cents, maximumFractionDigits: 2 })} ${currency}`.trim()
}
