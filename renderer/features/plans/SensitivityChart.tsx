import type { PlanOutcome } from '#core/model/planStudy'
import { weightText } from '#core/words/weightText'
import classes from './SensitivityChart.module.css'

interface SensitivityChartProps {
  /** Ascending by offset. */
  rows: PlanOutcome['sensitivity']
  unit: string
}

const WIDTH = 320
const ROW = 22
const LEFT = 66
const RIGHT = 96

const offsetText = (offsetDb: number) => (offsetDb === 0 ? 'as planned' : `${offsetDb > 0 ? '+' : '−'}${Math.abs(offsetDb)} dB`)

/** What the same sites are worth if every link is that much better or worse. */
export function SensitivityChart({ rows, unit }: SensitivityChartProps) {
  const low = Math.min(0, ...rows.map(({ value }) => value))
  const high = Math.max(1e-9, ...rows.map(({ value }) => value))
  const x = (value: number) => LEFT + ((value - low) / (high - low)) * (WIDTH - LEFT - RIGHT)
  const height = rows.length * ROW + 4
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      className={classes.chart}
      role="img"
      aria-label={`Newly reached: ${rows.map(({ offsetDb, value }) => `${offsetText(offsetDb)} ${weightText(value, unit)}`).join(', ')}`}
    >
      {rows.map(({ offsetDb, value }, i) => {
        const y = 2 + i * ROW
        return (
          <g key={offsetDb}>
            <text className={classes.label} x={LEFT - 6} y={y + 15} textAnchor="end">
              {offsetText(offsetDb)}
            </text>
            <rect
              className={classes.bar}
              data-planned={offsetDb === 0 || undefined}
              x={Math.min(x(0), x(value))}
              y={y + 4}
              width={Math.max(1, Math.abs(x(value) - x(0)))}
              height={ROW - 8}
            />
            <text className={classes.label} x={Math.max(x(0), x(value)) + 6} y={y + 15}>
              {weightText(value, unit)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
