import { cellToBoundary } from 'h3-js'
import { useMemo } from 'react'
import { toRadians } from '#core/geo/angles'
import classes from './CellPicture.module.css'

const SIZE = 120
/** More would be finer than the picture. */
const MAX_CELLS = 1_500

/** Cells as a small picture without a basemap: where the cooperative is, at a glance. Decorative beside its figures. */
export function CellPicture({ cells }: { cells: Set<string> }) {
  const path = useMemo(() => cellPath([...cells].slice(0, MAX_CELLS)), [cells])
  return (
    <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true" className={classes.picture}>
      <path d={path} />
    </svg>
  )
}

function cellPath(cells: string[]): string {
  const rings = cells.map((cell) => cellToBoundary(cell))
  // Cells that cross the antimeridian would smear over the whole picture.
  const whole = rings.filter((ring) => Math.max(...ring.map(([, lng]) => lng)) - Math.min(...ring.map(([, lng]) => lng)) < 180)
  const lats = whole.flat().map(([lat]) => lat)
  const lngs = whole.flat().map(([, lng]) => lng)
  if (lats.length === 0) return ''
  const [south, north, west, east] = [lats, lngs].flatMap((values) => [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ]) as [number, number, number, number]
  const narrowing = Math.cos(toRadians((south + north) / 2))
  const scale = SIZE / Math.max(north - south, (east - west) * narrowing, 1e-6)
  const x = (lng: number) => (SIZE / 2 + (lng - (west + east) / 2) * narrowing * scale).toFixed(1)
  const y = (lat: number) => (SIZE / 2 - (lat - (south + north) / 2) * scale).toFixed(1)
  return whole.map((ring) => `M${ring.map(([lat, lng]) => `${x(lng)},${y(lat)}`).join('L')}Z`).join('')
}
