/** Everything that lies over the basemap of the Map screen, from what is chosen in its panel. */
import { useMemo } from 'react'
import type { DataLayer } from '#core/model/dataLayer'
import type { Hotspot, Plan, WorkOrder } from '#core/model/records'
import type { CellLayer } from '../../map/cellLayer'
import type { MapPack, MapSite } from '../../map/mapContent'
import { RESIDUALS_NOTE } from './calibration/residualLayer'
import { amountText, type CoverageLayer, coverageLayer } from './coverage/coverageLayers'
import type { useDemand } from './coverage/useDemand'
import type { FleetCoverage } from './coverage/useFleetCoverage'
import type { MoveTrial } from './coverage/useMoveTrial'
import type { MapSettings } from './mapSettings'
import type { ShownRewards } from './rewards/useRewards'

interface MapLayersInput {
  hotspots: readonly Hotspot[]
  settings: MapSettings
  fleet: FleetCoverage | null
  trial: MoveTrial | null
  demand: ReturnType<typeof useDemand>['found']
  rewards: ShownRewards | null
  dataLayers: readonly DataLayer[]
  plans: readonly Plan[]
  workOrders: readonly WorkOrder[]
  /** Of a calibration, above all others. */
  residuals: CellLayer | null
}

export interface MapLayers {
  cellLayers: CellLayer[]
  /** Notes of their legends, by layer id. */
  notes: Record<string, string>
  sites: MapSite[]
  mapPacks: MapPack[]
}

export function useMapLayers({
  hotspots,
  settings,
  fleet,
  trial,
  demand,
  rewards,
  dataLayers,
  plans,
  workOrders,
  residuals,
}: MapLayersInput): MapLayers {
  const { coverage, demand: demandSetting, rewards: rewardsSetting, streets, planIds, workOrders: showsOrders } = settings
  const shown = useMemo(() => fleet && (trial ? { ...fleet, cells: trial.cells } : fleet), [fleet, trial])
  const covered = useMemo(() => {
    if (!shown) return null
    const names = new Map(hotspots.map(({ id, name }) => [id, name]))
    return coverageLayer(coverage.view, shown, demand?.uncovered ?? null, (id) => names.get(id) ?? id)
  }, [coverage.view, shown, demand, hotspots])
  const demandBase = useMemo(() => demand && demandLayer(demand.demand), [demand])
  const changed = useMemo(() => trial && changeLayer(trial), [trial])

  const cellLayers = useMemo(() => {
    const layers: CellLayer[] = []
    // The gaps are demand too: one on top of the other would show neither.
    const showsGaps = coverage.visible && coverage.view === 'gaps' && covered !== null
    if (demandBase) layers.push({ ...demandBase, ...demandSetting, visible: demandSetting.visible && !showsGaps })
    if (covered) layers.push({ ...covered.layer, visible: coverage.visible, opacity: coverage.opacity })
    if (changed) layers.push(changed)
    if (rewards) layers.push({ ...rewards.layer, visible: rewardsSetting.visible, opacity: rewardsSetting.opacity })
    if (residuals) layers.push(residuals)
    return layers
  }, [
    demandBase,
    demandSetting,
    covered,
    coverage.visible,
    coverage.view,
    coverage.opacity,
    changed,
    residuals,
    rewards,
    rewardsSetting.visible,
    rewardsSetting.opacity,
  ])

  const sites = useMemo(
    () => [
      ...plans.filter(({ id }) => planIds.includes(id)).flatMap(planSites),
      ...(showsOrders ? workOrders.map(orderSite) : []),
    ],
    [plans, planIds, showsOrders, workOrders],
  )
  const mapPacks = useMemo(
    () =>
      dataLayers.flatMap((layer): MapPack[] =>
        layer.kind === 'map-pack' ? [{ layerId: layer.id, attribution: layer.attribution, ...streets }] : [],
      ),
    [dataLayers, streets],
  )
  return { cellLayers, notes: notesOf(covered, demand, rewards), sites, mapPacks }
}

function notesOf(
  covered: CoverageLayer | null,
  demand: MapLayersInput['demand'],
  rewards: ShownRewards | null,
): Record<string, string> {
  return {
    residuals: RESIDUALS_NOTE,
    ...(covered ? { coverage: covered.note } : {}),
    ...(rewards ? { rewards: rewards.note } : {}),
    ...(demand
      ? { demand: [`${amountText(demand.demand.total)} ${demand.demand.unit} in all.`, ...demand.demand.notes].join(' ') }
      : {}),
  }
}

type Base = Omit<CellLayer, 'opacity' | 'visible'>

function demandLayer(demand: NonNullable<MapLayersInput['demand']>['demand']): Base {
  const values = Float32Array.from(demand.weights)
  const sorted = values.slice().sort()
  return {
    id: 'demand',
    name: 'Demand',
    resolution: demand.resolution,
    cells: demand.cells,
    values,
    combine: 'sum',
    ramp: 'sequential',
    domain: [0, sorted[Math.floor(0.98 * (sorted.length - 1))] || 1],
    unit: demand.unit,
    format: (value) => `${amountText(value)} ${demand.unit}`,
  }
}

function changeLayer({ change }: MoveTrial): CellLayer {
  return {
    id: 'change',
    name: 'Change by the trial',
    resolution: change.resolution,
    cells: change.cells,
    values: change.values,
    combine: 'share',
    ramp: 'category',
    domain: [-1, 1],
    unit: '',
    opacity: 0.9,
    visible: true,
    format: (value) => (value > 0 ? 'newly covered' : 'no longer covered'),
    categories: [
      { value: 1, label: 'Newly covered', color: [230, 159, 0] },
      { value: -1, label: 'No longer covered', color: [0, 114, 178] },
    ],
  }
}

function planSites(plan: Plan): MapSite[] {
  return plan.sites.map(({ id, order, lat, lng }) => ({
    id: `${plan.id}:${id}`,
    order,
    lat,
    lng,
    label: `Site ${order} of ${plan.name}`,
  }))
}

function orderSite({ id, title, lat, lng, status }: WorkOrder, at: number): MapSite {
  return { id: `order:${id}`, order: at + 1, lat, lng, label: `Work order: ${title}, ${status}` }
}
