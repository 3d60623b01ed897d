import type { CalibrationStudy } from '#core/coverage/calibration/calibrationStudy'
import { lengthText } from '#core/words/distanceText'
import { numberText } from '#core/words/numberText'
import classes from './Calibration.module.css'
import { distanceTicks, powerTicks } from './chartTicks'

const WIDTH = 336
const HEIGHT = 216
const LEFT = 46
const RIGHT = 10
const TOP = 22
/** Below the powers lies the strip of misses, below that the axis. */
const BOTTOM = 50
const STRIP = 12
const POINT = 2

/** Measured power over distance, with the profile's curve before and the fitted one after. Misses stand below. */
export function ScatterChart({ study }: { study: CalibrationStudy }) {
  const { scatter, curves, fit } = study
  const powers = [...scatter.powerDbm, ...curves.afterDbm].filter((power) => Number.isFinite(power))
  const ticks = powerTicks(Math.min(...powers), Math.max(...powers))
  const [low, high] = [ticks[0] ?? -140, ticks.at(-1) ?? -60]
  const [nearM, farM] = [curves.distanceM[0] ?? 1, curves.distanceM.at(-1) ?? 1]
  const x = (apartM: number) =>
    LEFT + (Math.log(Math.max(apartM, nearM) / nearM) / Math.log(farM / nearM || 2)) * (WIDTH - LEFT - RIGHT)
  const y = (power: number) => HEIGHT - BOTTOM - ((power - low) / (high - low)) * (HEIGHT - TOP - BOTTOM)
  const line = (values: Float64Array) =>
    [...values].flatMap((power, i) =>
      power < low || power > high ? [] : [`${x(curves.distanceM[i] ?? 0).toFixed(1)},${y(power).toFixed(1)}`],
    )
  const strip = HEIGHT - BOTTOM + 9
  let [points, misses] = ['', '']
  for (const [i, power] of scatter.powerDbm.entries()) {
    const at = x(scatter.distanceM[i] ?? 0)
    if (Number.isNaN(power)) misses += `M${at.toFixed(1)} ${strip}v${STRIP - 2}`
    else points += `M${(at - POINT / 2).toFixed(1)} ${(y(power) - POINT / 2).toFixed(1)}h${POINT}v${POINT}h${-POINT}z`
  }
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.chart}
      role="img"
      aria-label={`Power over distance: ${numberText(fit.received)} packets received, ${numberText(fit.misses)} missed; after the fit power falls by ${(10 * fit.exponent).toFixed(1)} dB for ten times the distance`}
    >
      {ticks.map((power) => (
        <g key={power}>
          <line className={classes.grid} x1={LEFT} x2={WIDTH - RIGHT} y1={y(power)} y2={y(power)} />
          <text className={classes.label} x={LEFT - 6} y={y(power) + 4} textAnchor="end">
            {String(power).replace('-', '−')}
          </text>
        </g>
      ))}
      {distanceTicks(nearM, farM).map((apartM) => (
        <g key={apartM}>
          <line className={classes.grid} x1={x(apartM)} x2={x(apartM)} y1={TOP} y2={HEIGHT - BOTTOM} />
          <text className={classes.label} x={x(apartM)} y={HEIGHT - 12} textAnchor="middle">
            {lengthText(apartM)}
          </text>
        </g>
      ))}
      {misses !== '' && (
        <text className={classes.label} x={LEFT - 4} y={strip + STRIP - 3} textAnchor="end">
          missed
        </text>
      )}
      <path className={classes.points} d={points} />
      <path className={classes.misses} d={misses} />
      {curves.beforeDbm && <polyline className={classes.before} points={line(curves.beforeDbm).join(' ')} />}
      <polyline className={classes.after} points={line(curves.afterDbm).join(' ')} />
      <ChartKey hasBefore={curves.beforeDbm !== null} start={LEFT} />
      <text className={classes.label} x={WIDTH - RIGHT} y={12} textAnchor="end">
        dBm
      </text>
    </svg>
  )
}

/** Which line is which, by dashes as well as by colour. */
export function ChartKey({ hasBefore, start }: { hasBefore: boolean; start: number }) {
  const after = hasBefore ? start + 72 : start
  return (
    <>
      {hasBefore && (
        <>
          <line className={classes.before} x1={start} x2={start + 22} y1={8} y2={8} />
          <text className={classes.label} x={start + 27} y={12}>
            before
          </text>
        </>
      )}
      <line className={classes.after} x1={after} x2={after + 22} y1={8} y2={8} />
      <text className={classes.label} x={after + 27} y={12}>
        after
      </text>
    </>
  )
}
