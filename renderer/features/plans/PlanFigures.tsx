import { Text, Title } from '@mantine/core'
import type { Plan } from '#core/model/records'
import { type Rgb, rgbText } from '../../map/palette'
import { GainCurve } from '../../ui/GainCurve'
import type { PlanCoverage } from '../../workers/plan.worker'
import { REACHED_BY_HOTSPOTS, REACHED_BY_SITES } from './coverageOverlays'
import classes from './Plans.module.css'
import { countText, coveredAfterCells, formatShare, reachedShares } from './planFigures'

interface PlanFiguresProps {
  plan: Plan
  coverage: PlanCoverage | null
  chosenOrder: number | null
}

/** What the plan reaches, before and after, and how it grows site by site. */
export function PlanFigures({ plan, coverage, chosenOrder }: PlanFiguresProps) {
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
      {coverage && (
        <>
          <Title order={2} mt={8} mb={8}>
            On the map, with the fleet as it is now
          </Title>
          <dl className={classes.figure}>
            <LegendLine color={REACHED_BY_HOTSPOTS} label="Reached by hotspots" cells={coverage.reachedByHotspots.length} />
            <LegendLine color={REACHED_BY_SITES} label="Reached by the sites alone" cells={coverage.reachedBySites.length} />
            <LegendLine color={null} label="Not reached" cells={coverage.unreached.length} />
          </dl>
        </>
      )}
    </>
  )
}

function LegendLine({ color, label, cells }: { color: Rgb | null; label: string; cells: number }) {
  return (
    <>
      <dt>
        <span className={classes.swatch} style={color ? { background: rgbText(color) } : undefined} />
        {label}
      </dt>
      <dd>{countText(cells, 'cell')}</dd>
    </>
  )
}
