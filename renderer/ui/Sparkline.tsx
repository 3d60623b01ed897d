interface SparklineProps {
  /** Oldest first; fewer than two values draw nothing. */
  values: number[]
  /** What it shows, for those who cannot see it. */
  label: string
}

const WIDTH = 96
const HEIGHT = 24
const PAD = 2

/** A small line without axes: the direction of a figure, not its value. */
export function Sparkline({ values, label }: SparklineProps) {
  if (values.length < 2) return null
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const points = values.map((value, index) => {
    const x = PAD + (index / (values.length - 1)) * (WIDTH - 2 * PAD)
    const y = high === low ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD)
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <polyline points={points.join(' ')} fill="none" stroke="var(--accent-line)" strokeWidth={1.5} strokeLinejoin="round" />
    </svg>
  )
}
