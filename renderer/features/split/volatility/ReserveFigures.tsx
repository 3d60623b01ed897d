import { Group, Text } from '@mantine/core'
import { coursePoints, worstQuarterOf } from '#core/volatility/incomeCourses'
import type { VolatilityReport } from '#core/volatility/volatilityReport'
import { groupWhole } from '#core/words/amountText'
import { dateText } from '#core/words/dateText'

interface ReserveFiguresProps {
  report: VolatilityReport
  view: 'history' | 'shock'
  member: string | null
}

/** The worst period and quarter, with the reserve and without it, and what the reserve holds in the end. */
export function ReserveFigures({ report, view, member }: ReserveFiguresProps) {
  const { currency, token } = report
  const points = coursePoints(report, view, member)
  const least = (of: 'with' | 'without') => points.reduce((low, point) => (point[of] < low[of] ? point : low), points[0] ?? NONE)
  const quarter = worstQuarterOf(report, view, member)
  const held = report[view].periods.at(-1)?.reserveAfter ?? '0'
  return (
    <Group gap="xl">
      <Pair name="Worst period" without={least('without').withoutText} held={least('with').withText} currency={currency} />
      {quarter.without && quarter.with && (
        <Pair
          name={`Worst quarter, from ${dateText(quarter.without.start)}`}
          without={quarter.without.value}
          held={quarter.with.value}
          currency={currency}
        />
      )}
      <div>
        <Text fz="xs" c="dimmed">
          In the reserve at the end
        </Text>
        <Text fz="lg" fw={600} className="figures">
          {groupWhole(held)} {token.symbol}
        </Text>
      </div>
    </Group>
  )
}

const NONE = { with: 0, without: 0, withText: '0', withoutText: '0' }

function Pair({ name, without, held, currency }: { name: string; without: string; held: string; currency: string }) {
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {name}
      </Text>
      <Text fz="lg" fw={600} className="figures">
        {groupWhole(held)} {currency}
        <Text span fz="sm" c="dimmed" fw={400}>
          {' '}
          without it {groupWhole(without)}
        </Text>
      </Text>
    </div>
  )
}
