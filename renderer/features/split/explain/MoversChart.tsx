import { largerOf, type Token } from '#core/model/money'
import type { MemberChange } from '#core/rewards/explain/compareSplits'
import { amountText } from '#core/words/amountText'
import { clipText } from '#core/words/clipText'
import classes from './explain.module.css'

interface MoversChartProps {
  /** Those who gain, then those who lose; of each the largest change first. */
  movers: readonly MemberChange[]
  token: Token
  beforeName: string
}

const WIDTH = 760
const ROW = 24
const NAME_ROOM = 200
const AMOUNT_ROOM = 190
const HEADING = 20

/** Who gains and who loses most, as bars from a line in the middle. Floats here are pixels; amounts stay exact. */
export function MoversChart({ movers, token, beforeName }: MoversChartProps) {
  const most = movers.reduce((largest, { changeBaseUnits }) => largerOf(largest, size(changeBaseUnits)), 1n)
  const half = (WIDTH - NAME_ROOM - AMOUNT_ROOM) / 2
  const middle = NAME_ROOM + half
  const height = HEADING + movers.length * ROW
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`Who gains and who loses most against ${beforeName}; the table has the figures`}
    >
      <text x={middle - 8} y={13} textAnchor="end" data-muted="">
        less
      </text>
      <text x={middle + 8} y={13} data-muted="">
        more
      </text>
      <line x1={middle} x2={middle} y1={4} y2={height} />
      {movers.map(({ memberId, name, changeBaseUnits }, at) => {
        const width = (Number((size(changeBaseUnits) * 10_000n) / most) / 10_000) * half
        const y = HEADING + at * ROW
        const isMore = changeBaseUnits > 0n
        return (
          <g key={memberId}>
            <text x={0} y={y + 15}>
              {clipText(name, 28)}
            </text>
            <rect
              className={isMore ? classes.more : classes.less}
              x={isMore ? middle : middle - width}
              y={y + 4}
              width={Math.max(1, width)}
              height={ROW - 10}
              rx={1}
            />
            <text x={WIDTH} y={y + 15} textAnchor="end">
              {signedText(changeBaseUnits, token)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function size(change: bigint): bigint {
  return change < 0n ? -change : change
}

function signedText(change: bigint, token: Token): string {
  return `${change > 0n ? '+' : change < 0n ? '−' : ''}${amountText(size(change), token)}`
}
