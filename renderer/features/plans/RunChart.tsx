import { weightText } from '#core/words/weightText'
import classes from './RunChart.module.css'

export interface RunSample {
  elapsedMs: number
  value: number
  upperBound: number | null
}

interface RunChartProps {
  samples: readonly RunSample[]
  unit: string
}

const WIDTH = 300
const HEIGHT = 90
const PAD = { left: 4, right: 4, top: 14, bottom: 14 }

/** The value climbing and the bound falling towards it, over the time so far. */
export function RunChart({ samples, unit }: RunChartProps) {
  const last = samples.at(-1)
  if (!last) return null
  const bounds = samples.flatMap(({ upperBound }) => upperBound ?? [])
  const top = Math.max(last.value, ...bounds.slice(-1), 1e-9)
  const low = Math.min(...samples.map(({ value }) => value))
  const high = Math.min(Math.max(...bounds, last.value), top + (top - low) * 1.5)
  const start = samples[0]?.elapsedMs ?? 0
  const span = Math.max(1, last.elapsedMs - start)
  const x = (elapsedMs: number) => PAD.left + ((elapsedMs - start) / span) * (WIDTH - PAD.left - PAD.right)
  const y = (value: number) =>
    HEIGHT - PAD.bottom - ((Math.min(value, high) - low) / Math.max(1e-9, high - low)) * (HEIGHT - PAD.top - PAD.bottom)
  const values = samples.map(({ elapsedMs, value }) => `${x(elapsedMs)},${y(value)}`).join(' ')
  const bound = samples.flatMap(({ elapsedMs, upperBound }) => (upperBound === null ? [] : `${x(elapsedMs)},${y(upperBound)}`))
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.chart}
      role="img"
      aria-label={`Found so far ${weightText(last.value, unit)}${last.upperBound === null ? '' : `, at most ${weightText(last.upperBound, unit)}`}`}
    >
      {bound.length > 0 && <polyline className={classes.bound} points={bound.join(' ')} />}
      <polyline className={classes.value} points={values} />
      <text className={classes.label} x={PAD.left} y={10}>
        most possible
      </text>
      <text className={classes.label} x={WIDTH - PAD.right} y={HEIGHT - 2} textAnchor="end">
        found after {(last.elapsedMs / 1_000).toFixed(1)} s
      </text>
    </svg>
  )
}
