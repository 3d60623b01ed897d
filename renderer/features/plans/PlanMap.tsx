import { SegmentedControl } from '@mantine/core'
import { type Ref, useCallback, useMemo, useState } from 'react'
import type { Plan } from '#core/model/records'
import { scenarioOf } from '#core/planning/planFamily'
import { weightText } from '#core/words/weightText'
import { CellLegend } from '../../map/CellLegend'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import type { HotspotIndex } from '../../map/hotspotIndex'
import type { MapFrame, MapSite } from '../../map/mapContent'
import classes from './Plans.module.css'
import { coverageLayer, demandLayer, type PlanLayerName } from './planLayers'
import { gainOf, planMeasures } from './planMeasures'
import { usePlanCells } from './usePlanCells'

interface PlanMapProps {
  plan: Plan
  /** Beside it, behind the divider. */
  compared: Plan | null
  index: HotspotIndex
  chosen: string | null
  onChoose: (siteId: string) => void
  handle: Ref<FleetMapHandle>
}

/** The coverage is what counts here: the fleet shows as single hotspots only. */
const LAYERS = {
  density: { visible: false, opacity: 0.4 },
  hotspots: { visible: true, opacity: 0.9 },
  graticule: { visible: true, opacity: 1 },
}

/** A plan's sites over what is reached, what is worth reaching, or what is left; or two scenarios in two halves. */
export function PlanMap({ plan, compared, index, chosen, onChoose, handle }: PlanMapProps) {
  const [shown, setShown] = useState<PlanLayerName>('coverage')
  const [divider, setDivider] = useState(0.5)
  const [summaries, setSummaries] = useState<MapFrame['cellLayers']>([])
  const picture = usePlanCells(plan, index)
  const other = usePlanCells(compared, index)
  const { unit } = planMeasures(plan)
  // The earlier scenario is on the left, whichever of the two is open.
  const isFirst = compared === null || plan.createdAt <= compared.createdAt
  const [side, across] = isFirst ? (['left', 'right'] as const) : (['right', 'left'] as const)
  const hasDemand = picture?.demand != null && !compared
  const layers = useMemo(() => {
    if (!picture) return []
    if (compared) {
      const own = coverageLayer(picture.reach, `Scenario ${scenarioOf(plan)}`, side)
      const others = other ? [coverageLayer(other.reach, `Scenario ${scenarioOf(compared)}`, across)] : []
      return side === 'left' ? [own, ...others] : [...others, own]
    }
    const demand = shown === 'coverage' ? null : demandLayer(picture, unit, shown === 'gaps')
    return [demand ?? coverageLayer(picture.reach, 'Coverage')]
  }, [picture, other, compared, plan, shown, unit, side, across])
  const sites = useMemo(
    () => (compared ? [...markers(plan, side), ...markers(compared, across)] : markers(plan, null)),
    [plan, compared, side, across],
  )
  const onFrame = useCallback((frame: MapFrame) => setSummaries(frame.cellLayers), [])
  const names = [plan, ...(compared ? [compared] : [])].map((each) => `Scenario ${scenarioOf(each)}`)
  const [left = '', right = ''] = isFirst ? names : names.toReversed()
  const swipe = compared ? { at: divider, left, right, onMove: setDivider } : null

  return (
    <div className={classes.mapCell}>
      <FleetMap
        handle={handle}
        label={`Map of plan ${plan.name}`}
        index={index}
        layers={LAYERS}
        cellLayers={layers}
        area={plan.area}
        sites={sites}
        swipe={swipe}
        chosenSite={chosen}
        onChooseSite={onChoose}
        onFrame={onFrame}
        firstFit={plan.area}
      />
      <div className={classes.legend}>
        {hasDemand && (
          <SegmentedControl
            size="xs"
            aria-label="What the cells show"
            data={[
              { value: 'coverage', label: 'Coverage' },
              { value: 'demand', label: 'Demand' },
              { value: 'gaps', label: 'Gaps' },
            ]}
            value={shown}
            onChange={(value) => setShown(value as PlanLayerName)}
          />
        )}
        {layers.map((layer) => (
          <CellLegend
            key={layer.id}
            layer={layer}
            summary={summaries.find(({ layerId }) => layerId === layer.id) ?? null}
            note={compared ? undefined : 'With the fleet as it is now'}
          />
        ))}
      </div>
    </div>
  )
}

function markers(plan: Plan, side: MapSite['side'] | null): MapSite[] {
  const { unit } = planMeasures(plan)
  return plan.sites.map((site) => ({
    id: site.id,
    order: site.order,
    lat: site.lat,
    lng: site.lng,
    label: `Site ${site.order}${side ? ` of scenario ${scenarioOf(plan)}` : ''}, ${weightText(gainOf(site), unit)} more`,
    ...(side ? { side } : {}),
  }))
}
