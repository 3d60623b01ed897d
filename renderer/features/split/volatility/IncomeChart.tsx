import { useElementSize } from '@mantine/hooks'
import { numberText } from '#core/words/numberText'
import classes from './IncomeChart.module.css'
import { HEIGHT, type IncomeAxis, incomeAxis, LEFT } from './incomeAxis'

/** What is drawn of one of the two: with the reserve or without it. */
export interface IncomeSeries {
  of: 'with' | 'without'
  line: number[]
  /** From low to high, the widest first. */
  bands: { low: number[]; high: number[] }[]
}

interface IncomeChartProps {
  /** Of the periods, in their order. */
  labels: string[]
  series: IncomeSeries[]
  /** What the picture shows, for those who cannot see it. */
  label: string
}

/** Income in money, period by period, with the reserve and without it. */
export function IncomeChart({ labels, series, label }: IncomeChartProps) {
  const highest = Math.max(0, ...series.flatMap(({ line, bands }) => [...line, ...bands.flatMap(({ high }) => high)]))
  const { ref, width } = useElementSize()
  const axis = incomeAxis(labels.length, highest, width)
  return (
    <div ref={ref} className={classes.root}>
      <svg
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        className={classes.chart}
        role="img"
        aria-label={label}
      >
        {axis.ticks.map((value) => (
          <g key={value}>
            <line className={classes.grid} x1={LEFT} x2={axis.x(labels.length - 1)} y1={axis.y(value)} y2={axis.y(value)} />
            <text className={classes.label} x={LEFT - 8} y={axis.y(value) + 4} textAnchor="end">
              {numberText(value)}
            </text>
          </g>
        ))}
        {axis.labelled.map((at) => (
          <text
            key={at}
            className={classes.label}
            x={axis.x(at)}
            y={HEIGHT - 8}
            textAnchor={at === 0 ? 'start' : at === labels.length - 1 ? 'end' : 'middle'}
          >
            {labels[at]}
          </text>
        ))}
        {series.flatMap(({ of, bands }) =>
          bands.map(({ low, high }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bands have no other name than their order
            <polygon key={`${of} ${at}`} className={classes.band} data-of={of} points={areaOf(low, high, axis)} />
          )),
        )}
        {series.map(({ of, line }) => (
          <polyline key={of} className={classes.line} data-of={of} points={pointsOf(line, axis)} />
        ))}
      </svg>
    </div>
  )
}

function pointsOf(values: readonly number[], { x, y }: IncomeAxis): string {
  return values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}

function areaOf(low: readonly number[], high: readonly number[], axis: IncomeAxis): string {
  const back = pointsOf(low, axis).split(' ').reverse()
  return [pointsOf(high, axis), ...back].join(' ')
}
