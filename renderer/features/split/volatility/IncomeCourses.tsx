import { Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { bandPoints, type CoursePoint, coursePoints } from '#core/volatility/incomeCourses'
import type { VolatilityReport } from '#core/volatility/volatilityReport'
import { ChartFigure } from '../../../ui/ChartFigure'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { IncomeChart, type IncomeSeries } from './IncomeChart'
import { ReserveFigures } from './ReserveFigures'

interface IncomeCoursesProps {
  report: VolatilityReport
  /** Null for all members together. */
  member: string | null
}

type View = 'history' | 'shock' | 'drawn'

const VIEWS: { value: View; label: string; title: string }[] = [
  { value: 'history', label: 'Along the prices', title: 'Income along the prices' },
  { value: 'shock', label: 'A 40 % fall in a week', title: 'Income when the price falls by 40 % in a week' },
  { value: 'drawn', label: 'Simulated prices', title: 'Income over simulated prices' },
]

/** Income in money along one of three courses of the price, with the reserve and without it. */
export function IncomeCourses({ report, member }: IncomeCoursesProps) {
  const [view, setView] = useState<View>('history')
  const [problem, setProblem] = useState<Problem | null>(null)
  const { title } = VIEWS.find(({ value }) => value === view) ?? { title: '' }
  const { labels, series, table } = view === 'drawn' ? drawnPicture(report, member) : coursePicture(report, view, member)
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <SegmentedControl
          aria-label="Course of the price"
          data={VIEWS.map(({ value, label }) => ({ value, label }))}
          value={view}
          onChange={(value) => setView(value as View)}
        />
        <Group gap="md">
          <Text fz="sm">
            <Swatch of="with" /> with the reserve
          </Text>
          <Text fz="sm">
            <Swatch of="without" /> without it
          </Text>
        </Group>
      </Group>
      {view !== 'drawn' && <ReserveFigures report={report} view={view} member={member} />}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {series.length === 0 ? (
        <Text fz="sm">Courses are drawn from the steps of the price: two periods are needed.</Text>
      ) : (
        <ChartFigure
          title={`${title}, ${report.currency}`}
          fileName={`price-swings-${view}`}
          table={() => table}
          onProblem={setProblem}
        >
          <IncomeChart labels={labels} series={series} label={`${title}, period by period, with the reserve and without it`} />
        </ChartFigure>
      )}
      {view !== 'drawn' && isOneLine(series) && (
        <Text fz="sm" c="dimmed">
          Nothing moves in the reserve here, so both lines are one: it begins when there are as many periods before as its average
          is made of, and when one is off by more than it asks for.
        </Text>
      )}
      {view === 'drawn' && series.length > 0 && (
        <Text fz="xs" c="dimmed">
          {report.drawn?.draws} courses of the price, made of the steps that it took. Lines: half of the courses are below. Bands:
          50 % and 90 % of them.
        </Text>
      )}
    </Stack>
  )
}

function isOneLine([one, other]: IncomeSeries[]): boolean {
  return one?.line.every((value, at) => value === other?.line[at]) ?? false
}

function Swatch({ of }: { of: 'with' | 'without' }) {
  const color =
    of === 'with' ? 'light-dark(var(--mantine-color-teal-8), var(--mantine-color-teal-4))' : 'var(--mantine-color-dimmed)'
  return (
    <svg width={22} height={8} aria-hidden="true" style={{ verticalAlign: 'middle' }}>
      <line
        x1={0}
        x2={22}
        y1={4}
        y2={4}
        style={{ stroke: color }}
        strokeWidth={2}
        strokeDasharray={of === 'with' ? undefined : '5 4'}
      />
    </svg>
  )
}

interface Picture {
  labels: string[]
  series: IncomeSeries[]
  table: (string | number)[][]
}

const monthOf = (start: string) => start.slice(0, 7)

function coursePicture(report: VolatilityReport, view: 'history' | 'shock', member: string | null): Picture {
  const points: CoursePoint[] = coursePoints(report, view, member)
  const line = (of: 'with' | 'without'): IncomeSeries => ({ of, line: points.map((point) => point[of]), bands: [] })
  return {
    labels: points.map(({ start }) => monthOf(start)),
    series: [line('without'), line('with')],
    table: [
      ['start', 'end', `without the reserve, ${report.currency}`, `with the reserve, ${report.currency}`],
      ...points.map((point) => [point.start, point.end, point.without, point.with]),
    ],
  }
}

function drawnPicture(report: VolatilityReport, member: string | null): Picture {
  const points = bandPoints(report, member) ?? []
  const of = (one: 'with' | 'without'): IncomeSeries => ({
    of: one,
    line: points.map((point) => point[one][50]),
    bands: [
      { low: points.map((point) => point[one][5]), high: points.map((point) => point[one][95]) },
      { low: points.map((point) => point[one][25]), high: points.map((point) => point[one][75]) },
    ],
  })
  const percents = [5, 25, 50, 75, 95] as const
  return {
    labels: points.map(({ start }) => monthOf(start)),
    series: points.length === 0 ? [] : [of('without'), of('with')],
    table: [
      ['start', ...percents.map((percent) => `without, ${percent} %`), ...percents.map((percent) => `with, ${percent} %`)],
      ...points.map((point) => [
        point.start,
        ...percents.map((percent) => point.without[percent]),
        ...percents.map((percent) => point.with[percent]),
      ]),
    ],
  }
}
