import classes from './GainCurve.module.css'

interface GainCurveProps {
  /** Share of the area reached before the first site and after each, from 0 to 1. */
  shares: readonly number[]
  /** How many sites the marked point stands for, or null. */
  marked: number | null
  /** What the share is of. */
  of?: string
  /** Cost before the first site and after each, to spread the points by cost rather than one by one. */
  costs?: { cumulative: readonly number[]; format: (cost: number) => string } | null
}

const WIDTH = 320
const HEIGHT = 150
const LEFT = 40
const RIGHT = 10
const TOP = 10
const BOTTOM = 26

/** How much of an area is reached as sites are added: steep where a site is worth most. */
export function GainCurve({ shares, marked, of = 'the area', costs = null }: GainCurveProps) {
  const last = Math.max(1, shares.length - 1)
  const total = costs?.cumulative.at(-1) ?? 0
  const [low, high] = niceRange(Math.min(...shares), Math.max(...shares))
  const along = (site: number) => (costs && total > 0 ? (costs.cumulative[site] ?? 0) / total : site / last)
  const x = (site: number) => LEFT + along(site) * (WIDTH - LEFT - RIGHT)
  const y = (share: number) => HEIGHT - BOTTOM - ((share - low) / (high - low)) * (HEIGHT - TOP - BOTTOM)
  const points = shares.map((share, site) => ({ share, site }))
  const line = points.map(({ share, site }) => `${x(site)},${y(share)}`).join(' ')
  const labelled = [...new Set(costs && total > 0 ? [0, last] : [0, Math.round(last / 2), last])]
  const labelOf = (site: number) =>
    costs && total > 0 ? costs.format(costs.cumulative[site] ?? 0) : site === last ? `${site} sites` : String(site)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.curve} role="img" aria-label={spoken(shares, of)}>
      {[low, (low + high) / 2, high].map((share) => (
        <g key={share}>
          <line className={classes.grid} x1={LEFT} x2={WIDTH - RIGHT} y1={y(share)} y2={y(share)} />
          <text className={classes.label} x={LEFT - 6} y={y(share) + 4} textAnchor="end">
            {percent(share)}
          </text>
        </g>
      ))}
      {labelled.map((site) => (
        <text key={site} className={classes.label} x={x(site)} y={HEIGHT - 8} textAnchor={site === last ? 'end' : 'middle'}>
          {labelOf(site)}
        </text>
      ))}
      <polygon className={classes.fill} points={`${x(0)},${y(low)} ${line} ${x(shares.length - 1)},${y(low)}`} />
      <polyline className={classes.line} points={line} />
      {points.map(({ share, site }) => (
        <circle
          key={site}
          className={classes.point}
          data-marked={site === marked || undefined}
          cx={x(site)}
          cy={y(share)}
          r={site === marked ? 5 : shares.length > 40 ? 0 : 2.5}
        />
      ))}
    </svg>
  )
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`

const ROUND_STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5]

/** From one round share to another with two steps between, around all of them. The axis may start above 0 and says so. */
function niceRange(lowest: number, highest: number): [number, number] {
  for (const step of ROUND_STEPS) {
    const low = Math.floor(lowest / step + 1e-9) * step
    if (low + 2 * step >= highest - 1e-9) return [Math.min(low, 1 - 2 * step), Math.min(low, 1 - 2 * step) + 2 * step]
  }
  return [0, 1]
}

function spoken(shares: readonly number[], of: string): string {
  return `Share of ${of} reached: ${percent(shares[0] ?? 0)} before, ${percent(shares.at(-1) ?? 0)} with ${shares.length - 1} sites`
}
