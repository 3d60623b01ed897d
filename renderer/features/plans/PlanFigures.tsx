import { Text, Title } from '@mantine/core'
import type { Plan } from '#core/model/records'
import { GainCurve } from '../../ui/GainCurve'
import classes from './Plans.module.css'
import { countText, coveredAfterCells, formatShare, reachedShares } from './planFigures'

interface PlanFiguresProps {
  plan: Plan
  chosenOrder: number | null
}

/** What the plan reaches, before and after, and how it grows site by site. */
export function PlanFigures({ plan, chosenOrder }: PlanFiguresProps) {
  const after = coveredAfterCells(plan)
  return (
    <>
      <Title order={2} mb={8}>
        Coverage of the area
      </Title>
      <dl className={classes.figure}>
        <dt>Before</dt>
        <dd>
          {formatShare(plan.coveredBeforeCells, plan.areaCells)} · {countText(plan.coveredBeforeCells, 'cell')}
        </dd>
        <dt>After {countText(plan.sites.length, 'site')}</dt>
        <dd>
          {formatShare(after, plan.areaCells)} · {countText(after, 'cell')}
        </dd>
        <dt>Area</dt>
        <dd>{countText(plan.areaCells, 'cell')}</dd>
      </dl>
      {plan.sites.length < plan.requestedSites && (
        <Text fz="sm" mb={8}>
          {countText(plan.sites.length, 'site')} instead of {plan.requestedSites}: another would have added no cell.
        </Text>
      )}
      <Title order={2} mb={4}>
        Reached, site by site
      </Title>
      <GainCurve shares={reachedShares(plan)} marked={chosenOrder} />
    </>
  )
}
