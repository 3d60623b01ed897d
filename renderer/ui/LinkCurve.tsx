import { lengthText } from '#core/words/distanceText'
import classes from './LinkCurve.module.css'

interface LinkCurveProps {
  /** Received power in dBm at evenly spaced distances from `startM` to `endM` on a logarithmic axis. */
  powersDbm: readonly number[]
  startM: number
  endM: number
  thresholdDbm: number
  /** How far the threshold is reached, metres. */
  reachM: number
}

const WIDTH = 420
const HEIGHT = 190
const LEFT = 46
const RIGHT = 12
const TOP = 12
const BOTTOM = 28

/** Received power over distance, with the threshold and where it is reached. */
export function LinkCurve({ powersDbm, startM, endM, thresholdDbm, reachM }: LinkCurveProps) {
  const low = Math.floor(Math.min(thresholdDbm - 10, ...powersDbm) / 20) * 20
  const high = Math.ceil(Math.max(thresholdDbm + 10, ...powersDbm) / 20) * 20
  const x = (distanceM: number) => LEFT + (Math.log(distanceM / startM) / Math.log(endM / startM)) * (WIDTH - LEFT - RIGHT)
  const y = (powerDbm: number) => HEIGHT - BOTTOM - ((powerDbm - low) / (high - low)) * (HEIGHT - TOP - BOTTOM)
  const last = powersDbm.length - 1
  const line = powersDbm.map((power, i) => `${x(startM * (endM / startM) ** (i / last))},${y(power)}`).join(' ')
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.curve}
      role="img"
      aria-label={`Received power over distance: the threshold of ${thresholdDbm} dBm is kept up to ${lengthText(reachM)}`}
    >
      {ticks(low, high).map((power) => (
        <g key={power}>
          <line className={classes.grid} x1={LEFT} x2={WIDTH - RIGHT} y1={y(power)} y2={y(power)} />
          <text className={classes.label} x={LEFT - 6} y={y(power) + 4} textAnchor="end">
            {power}
          </text>
        </g>
      ))}
      {decades(startM, endM).map((distanceM) => (
        <g key={distanceM}>
          <line className={classes.grid} x1={x(distanceM)} x2={x(distanceM)} y1={TOP} y2={HEIGHT - BOTTOM} />
          <text className={classes.label} x={x(distanceM)} y={HEIGHT - 10} textAnchor={distanceM > endM * 0.8 ? 'end' : 'middle'}>
            {lengthText(distanceM)}
          </text>
        </g>
      ))}
      <line className={classes.threshold} x1={LEFT} x2={WIDTH - RIGHT} y1={y(thresholdDbm)} y2={y(thresholdDbm)} />
      <text className={classes.label} x={LEFT + 6} y={y(thresholdDbm) - 5}>
        threshold {thresholdDbm} dBm
      </text>
      <polyline className={classes.line} points={line} />
      {reachM > startM && <circle className={classes.point} cx={x(Math.min(reachM, endM))} cy={y(thresholdDbm)} r={4.5} />}
    </svg>
  )
}

function ticks(low: number, high: number): number[] {
  const step = high - low > 100 ? 40 : 20
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step)
}

function decades(startM: number, endM: number): number[] {
  const first = Math.ceil(Math.log10(startM))
  const last = Math.floor(Math.log10(endM))
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i))
}
