import { SegmentedControl, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Plan } from '#core/model/records'
import { costText } from '#core/words/costText'
import { countText } from '#core/words/countText'
import { shareText } from '#core/words/shareText'
import { weightText } from '#core/words/weightText'
import { ChartFigure } from '../../ui/ChartFigure'
import { GainCurve } from '../../ui/GainCurve'
import { BoundBar } from './BoundBar'
import { perUnitText } from './ComparisonTable'
import { fileNameOf } from './fileNameOf'
import classes from './Plans.module.css'
import { gainPoints, planMeasures } from './planMeasures'
import { SearchOn } from './SearchOn'
import { SensitivityChart } from './SensitivityChart'

interface PlanFiguresProps {
  plan: Plan
  chosenOrder: number | null
  onProblem: (problem: Problem) => void
}

/** What the plan reaches, before and after, how good it is, how it grows site by site, and how sure that is. */
export function PlanFigures({ plan, chosenOrder, onProblem }: PlanFiguresProps) {
  const [axis, setAxis] = useState('sites')
  const { before, after, total, value, lost, cost, currency, unit, outcome } = planMeasures(plan)
  const points = gainPoints(plan)
  const { limit } = plan.study?.settings ?? { limit: null }
  const isShort = plan.sites.length < plan.requestedSites && limit?.count !== null
  // What was planned stands among what may come of it.
  const planned = outcome ? [{ offsetDb: 0, value: outcome.value }] : []
  const sensitivity = [...(outcome?.sensitivity ?? []).filter(({ offsetDb }) => offsetDb !== 0), ...planned].sort(
    (a, b) => a.offsetDb - b.offsetDb,
  )
  const fileName = fileNameOf(`${plan.name} ${plan.study?.scenario ?? ''}`)
  const costs = {
    cumulative: points.map((point) => point.cost),
    format: (amount: number) => costText(amount, currency),
  }
  return (
    <>
      {outcome && <BoundBar outcome={outcome} unit={unit} />}
      <SearchOn plan={plan} onProblem={onProblem} />
      <Title order={2} mb={8}>
        Coverage of the area
      </Title>
      <dl className={classes.figure}>
        <Figure label="Before" text={`${shareText(before, total)} · ${weightText(before, unit)}`} />
        <Figure
          label={`After ${countText(plan.sites.length, 'site')}`}
          text={`${shareText(after, total)} · ${weightText(after, unit)}`}
        />
        <Figure label="Newly reached" text={weightText(value, unit)} />
        {lost > 0 && <Figure label="Given up by moving" text={weightText(lost, unit)} />}
        <Figure
          label="Area"
          text={unit === 'cells' ? weightText(total, unit) : `${weightText(total, unit)} in ${countText(plan.areaCells, 'cell')}`}
        />
        {cost > 0 && <Figure label="Cost" text={costText(cost, currency)} />}
        {cost > 0 && <Figure label="Each newly reached" text={perUnitText(plan)} />}
      </dl>
      {isShort && (
        <Text fz="sm" mb={8}>
          {countText(plan.sites.length, 'site')} instead of {plan.requestedSites}: another would have added nothing or broken a
          limit.
        </Text>
      )}
      {outcome?.warnings?.map((warning) => (
        <Text key={warning} fz="xs" mb={8}>
          {warning}
        </Text>
      ))}
      <ChartFigure
        title="Reached, site by site"
        fileName={`${fileName}-gain`}
        onProblem={onProblem}
        table={() => [
          ['sites', `reached_${unit}`, 'share', `cost_${currency || 'none'}`],
          ...points.map((point) => [point.sites, point.reached, point.share, point.cost]),
        ]}
      >
        {cost > 0 && (
          <SegmentedControl
            size="xs"
            aria-label="What the curve is over"
            data={[
              { value: 'sites', label: 'By site' },
              { value: 'cost', label: 'By cost' },
            ]}
            value={axis}
            onChange={setAxis}
          />
        )}
        <GainCurve
          shares={points.map(({ share }) => share)}
          marked={chosenOrder}
          of={unit === 'cells' ? 'the area' : unit}
          costs={axis === 'cost' && cost > 0 ? costs : null}
        />
      </ChartFigure>
      {sensitivity.length > 1 && (
        <ChartFigure
          title="If every link were better or worse"
          fileName={`${fileName}-sensitivity`}
          onProblem={onProblem}
          table={() => [['offset_db', `newly_reached_${unit}`], ...sensitivity.map((row) => [row.offsetDb, row.value])]}
        >
          <SensitivityChart rows={sensitivity} unit={unit} />
        </ChartFigure>
      )}
    </>
  )
}

function Figure({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  )
}
