import { Text } from '@mantine/core'
import type { PlanCoverage } from '../../data/makePlan'
import { type Rgb, rgbText } from '../../map/palette'
import { REACHED_BY_HOTSPOTS, REACHED_BY_SITES } from './coverageOverlays'
import classes from './Plans.module.css'
import { countText } from './planFigures'

/** What the colours over a plan's map mean. They follow the fleet as it is, the plan's figures the fleet as it was. */
export function CoverageLegend({ coverage }: { coverage: PlanCoverage }) {
  return (
    <section className={classes.legend} aria-label="Legend of coverage">
      <Text fz="xs" fw={600}>
        With the fleet as it is now
      </Text>
      <dl className={classes.figure}>
        <LegendLine color={REACHED_BY_HOTSPOTS} label="Reached by hotspots" cells={coverage.reachedByHotspots.length} />
        <LegendLine color={REACHED_BY_SITES} label="Reached by the sites alone" cells={coverage.reachedBySites.length} />
        <LegendLine color={null} label="Not reached" cells={coverage.unreached.length} />
      </dl>
    </section>
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
