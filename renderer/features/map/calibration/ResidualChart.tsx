import type { ResidualHistogram } from '#core/coverage/calibration/residualHistogram'
import classes from './Calibration.module.css'
import { ChartKey } from './ScatterChart'

const WIDTH = 336
const HEIGHT = 148
const LEFT = 10
const RIGHT = 10
const TOP = 22
const BOTTOM = 24

/** How many packets lie how far from what was predicted, before and after. */
export function ResidualChart({ histogram: { limitDb, before, after } }: { histogram: ResidualHistogram }) {
  const most = Math.max(1, ...after, ...(before ?? []))
  const width = (WIDTH - LEFT - RIGHT) / after.length
  const x = (bin: number) => LEFT + bin * width
  const y = (count: number) => HEIGHT - BOTTOM - (count / most) * (HEIGHT - TOP - BOTTOM)
  const outline = (bins: Uint32Array) =>
    [
      `${LEFT},${y(0)}`,
      ...[...bins].flatMap((count, bin) => [`${x(bin)},${y(count)}`, `${x(bin + 1)},${y(count)}`]),
      `${x(bins.length)},${y(0)}`,
    ].join(' ')
  const ticks = [-limitDb, -limitDb / 2, 0, limitDb / 2, limitDb]
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.chart}
      role="img"
      aria-label={`Residuals from −${limitDb} to +${limitDb} dB; within ${limitDb / 4} dB: ${before ? `${percentNear(before)} before, ` : ''}${percentNear(after)} after`}
    >
      <line className={classes.grid} x1={LEFT} x2={WIDTH - RIGHT} y1={y(0)} y2={y(0)} />
      <polygon className={classes.afterBars} points={outline(after)} />
      <polyline className={classes.after} points={outline(after)} />
      {before && <polyline className={classes.before} points={outline(before)} />}
      <line className={classes.middle} x1={WIDTH / 2} x2={WIDTH / 2} y1={TOP} y2={y(0)} />
      {ticks.map((tick, i) => (
        <text
          key={tick}
          className={classes.label}
          x={LEFT + (i / (ticks.length - 1)) * (WIDTH - LEFT - RIGHT)}
          y={HEIGHT - 8}
          textAnchor={i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle'}
        >
          {tick === 0 ? '0 dB' : `${tick < 0 ? '−' : '+'}${Math.abs(tick)}`}
        </text>
      ))}
      <ChartKey hasBefore={before !== null} start={LEFT} />
    </svg>
  )
}

/** Share of the packets in the middle quarter of the bins. */
function percentNear(bins: Uint32Array): string {
  const total = bins.reduce((sum, count) => sum + count, 0)
  const near = bins.slice((bins.length * 3) / 8, (bins.length * 5) / 8).reduce((sum, count) => sum + count, 0)
  return `${Math.round((100 * near) / Math.max(1, total))}%`
}
