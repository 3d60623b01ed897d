import { useComputedColorScheme, VisuallyHidden } from '@mantine/core'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { DataLayer } from '#core/model/dataLayer'
import type { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Agreement, Hotspot, Plan, WorkOrder } from '#core/model/records'
import { countText } from '#core/words/countText'
import { CellValues } from '../../map/CellValues'
import type { CellLayer } from '../../map/cellLayer'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import type { HotspotIndex } from '../../map/hotspotIndex'
import { hotspotPosition } from '../../map/hotspotPosition'
import { MeasurementReadout } from '../../map/MeasurementReadout'
import type { MapFrame, MapHit, MapSelection } from '../../map/mapContent'
import { viewBounds } from '../../map/mapView'
import { TimeSlider } from '../../map/TimeSlider'
import { goTo, useHashSearch } from '../../platform/hashRoute'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { CalibrationPanel } from './calibration/CalibrationPanel'
import { CoverageControls } from './coverage/CoverageControls'
import { amountText } from './coverage/coverageLayers'
import { useDemand } from './coverage/useDemand'
import { useFleetCoverage } from './coverage/useFleetCoverage'
import { useMoveTrial } from './coverage/useMoveTrial'
import { LayerPanel } from './LayerPanel'
import { MapDetails } from './MapDetails'
import classes from './MapScreen.module.css'
import { changeMap, changeRewards, useMapSettings } from './mapSettings'
import { targetOf } from './mapTarget'
import { MapLegends } from './panels/MapLegends'
import { RewardsControls } from './rewards/RewardsControls'
import { useRewards } from './rewards/useRewards'
import { readSelection, selectionAddress } from './selection'
import { TerrainProfilePanel } from './terrain/TerrainProfilePanel'
import { useTerrainImage } from './terrain/useTerrainImage'
import { useTerrainProfileTool } from './terrain/useTerrainProfileTool'
import { MapToolbar } from './tools/MapToolbar'
import { mapExports } from './tools/mapExports'
import { useMapTools } from './tools/useMapTools'
import { useMapLayers } from './useMapLayers'
import { useTimeline } from './useTimeline'

interface MapWorkspaceProps {
  hotspots: Hotspot[]
  agreements: Agreement[]
  index: HotspotIndex
  profiles: RadioProfile[]
  dataLayers: DataLayer[]
  plans: Plan[]
  workOrders: WorkOrder[]
}

/** The map itself with its layers on the left and the chosen thing on the right. What is chosen is in the address. */
export function MapWorkspace({ hotspots, agreements, index, profiles, dataLayers, plans, workOrders }: MapWorkspaceProps) {
  const map = useRef<FleetMapHandle>(null)
  const scheme = useComputedColorScheme('light')
  const settings = useMapSettings()
  const [legends, setLegends] = useState<Pick<MapFrame, 'density' | 'cellLayers'> | null>(null)
  const [selected, setSelected] = useState<Hotspot[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isCalibrating, setCalibrating] = useState(false)
  const [residuals, setResiduals] = useState<CellLayer | null>(null)
  const zoom = useRef<number | null>(null)
  const search = useHashSearch()
  const selection = useMemo(() => readSelection(search), [search])
  const opening = useRef(selection)
  const position = useMemo(() => {
    const hotspot = selection?.kind === 'hotspot' ? hotspots.find(({ id }) => id === selection.id) : undefined
    return hotspot ? hotspotPosition(hotspot) : null
  }, [selection, hotspots])

  const timeline = useTimeline(hotspots, index, settings.timeline)
  const coverage = useFleetCoverage(timeline.hotspots, profiles, settings.coverage)
  const trial = useMoveTrial(coverage.fleet)
  const demandId = dataLayers.some(({ id }) => id === settings.demandId) ? settings.demandId : null
  const demand = useDemand(demandId, trial.trial?.cells ?? coverage.fleet?.cells ?? null)
  const rewards = useRewards(settings.rewards, hotspots)
  const terrain = useTerrainImage(settings.terrain)
  const images = useMemo(() => (terrain.image ? [terrain.image] : []), [terrain.image])
  const layers = useMapLayers({
    hotspots,
    settings,
    fleet: coverage.fleet,
    trial: trial.trial,
    demand: demand.found,
    rewards: rewards.shown,
    dataLayers,
    plans,
    workOrders,
    residuals,
  })

  const choose = useCallback((next: MapSelection | null) => {
    setSelected(null)
    goTo(selectionAddress(next), { replace: true })
  }, [])
  const select = useCallback(
    (places: number[]) => {
      choose(null)
      setSelected(places.flatMap((at) => hotspots[at] ?? []))
    },
    [choose, hotspots],
  )
  const tools = useMapTools(timeline.index, select)
  const profile = useTerrainProfileTool(tools)
  const flyTo = (next: MapSelection) => {
    const target = targetOf(next, hotspots)
    if (target) map.current?.goTo(target)
    choose(next)
  }
  const onTerrainView = terrain.onView
  // Panning must not render the panels: of each frame only what legends show, which changes seldom, is kept.
  const onFrame = useCallback(
    ({ view, size, density, cellLayers }: MapFrame) => {
      // An address that names something shows it: when the screen opens, never against the person's own panning.
      const target = zoom.current === null && opening.current && targetOf(opening.current, hotspots)
      zoom.current = view.zoom
      if (target) map.current?.goTo(target)
      onTerrainView(viewBounds(view, size), size.width)
      setLegends((before) => (before?.density === density && before.cellLayers === cellLayers ? before : { density, cellLayers }))
    },
    [hotspots, onTerrainView],
  )

  const nameOf = (member: number) => hotspots[timeline.index.order[member] ?? -1]
  const pick = (hit: MapHit | null) => {
    if (hit?.kind === 'cell') choose({ kind: 'cell', cell: hit.cell })
    else {
      const picked = hit && nameOf(hit.member)
      choose(picked ? { kind: 'hotspot', id: picked.id } : null)
    }
  }
  const uncovered = demand.found?.uncovered
  const demandText = uncovered
    ? `${amountText(uncovered.coveredWeight)} of ${amountText(uncovered.totalWeight)} ${uncovered.gaps.unit} within it`
    : null
  const shown = {
    map,
    hotspots: timeline.hotspots,
    cellLayers: layers.cellLayers,
    summaries: legends?.cellLayers ?? [],
    notes: layers.notes,
    scheme,
    rewards: settings.rewards.visible ? rewards.shown : null,
  }
  const failure = problem ?? demand.problem ?? terrain.problem

  return (
    <section className={classes.screen} aria-labelledby="screen-title">
      <VisuallyHidden component="h1" id="screen-title">
        Map
      </VisuallyHidden>
      <LayerPanel
        settings={settings}
        located={timeline.index.count}
        withoutLocation={index.withoutLocation}
        hotspots={hotspots}
        dataLayers={dataLayers}
        plans={plans}
        workOrderCount={workOrders.length}
        coverage={<CoverageControls settings={settings.coverage} profiles={profiles} state={coverage} demandText={demandText} />}
        rewards={<RewardsControls settings={settings.rewards} state={rewards} onChange={changeRewards} />}
        onFind={flyTo}
        onPosition={(lat, lng) => map.current?.goTo({ latitude: lat, longitude: lng, zoom: Math.max(12, zoom.current ?? 0) })}
      />
      <div className={classes.stage}>
        <div className={classes.mapPane}>
          <FleetMap
            handle={map}
            label={`Map of ${countText(timeline.index.count, 'hotspot')}`}
            index={timeline.index}
            layers={settings.layers}
            cellLayers={layers.cellLayers}
            images={images}
            mapPacks={layers.mapPacks}
            sites={layers.sites}
            drawing={tools.drawing}
            lasso={tools.lasso}
            measurement={tools.measurement}
            selectedCell={selection?.kind === 'cell' ? selection.cell : null}
            selectedPosition={position}
            onPick={pick}
            onFrame={onFrame}
            describe={(hit) =>
              hit.kind === 'cell' ? (
                <CellLine hit={hit} layers={layers.cellLayers} />
              ) : (
                <HotspotLine hotspot={nameOf(hit.member)} />
              )
            }
          />
          <MapToolbar
            active={profile.isOpen ? 'profile' : tools.active}
            onTool={(tool) => {
              profile.close()
              if (tool === 'profile') profile.open()
              else tools.choose(tool)
            }}
            timeline={settings.timeline}
            onTimeline={(isShown) => changeMap({ timeline: isShown })}
            calibrating={isCalibrating}
            onCalibrating={(isShown) => {
              choose(null)
              setCalibrating(isShown)
            }}
            exports={mapExports(shown, (thrown) => setProblem(asProblem(thrown)))}
          />
          {failure && (
            <div className={classes.problem}>
              <ProblemAlert problem={failure} onClose={problem ? () => setProblem(null) : undefined} />
            </div>
          )}
          {tools.measurement && (
            <div className={classes.readout}>
              <MeasurementReadout measurement={tools.measurement} />
            </div>
          )}
          <MapLegends
            frame={legends}
            showsDensity={settings.layers.density.visible}
            cellLayers={layers.cellLayers}
            notes={layers.notes}
            terrain={terrain.range}
          />
        </div>
        {settings.timeline && <TimeSlider days={timeline.days} range={timeline.range} onRange={timeline.setRange} />}
        {profile.isOpen && (
          <TerrainProfilePanel
            from={profile.from}
            to={profile.to}
            onEnds={profile.setEnds}
            hotspots={hotspots}
            profiles={profiles}
            picking={profile.picking}
            onPick={profile.pick}
            onClose={profile.close}
          />
        )}
      </div>
      {isCalibrating && (
        <CalibrationPanel
          profiles={profiles}
          dataLayers={dataLayers}
          onResiduals={setResiduals}
          onShow={(corners) => map.current?.fit(corners)}
          onClose={() => setCalibrating(false)}
          hidden={selection !== null || selected !== null}
        />
      )}
      <MapDetails
        selection={selection}
        selected={selected}
        hotspots={hotspots}
        agreements={agreements}
        index={timeline.index}
        fleet={coverage.fleet}
        rewards={settings.rewards.visible ? rewards.shown : null}
        trial={trial}
        tools={tools}
        onChooseHotspot={(id) => flyTo({ kind: 'hotspot', id })}
        onClose={() => choose(null)}
      />
    </section>
  )
}

function CellLine({ hit, layers }: { hit: Extract<MapHit, { kind: 'cell' }>; layers: readonly CellLayer[] }) {
  const { count, values } = hit
  return (
    <>
      <b>{countText(count, 'hotspot')}</b> in this cell
      {values && <CellValues layers={layers} values={values} />}
    </>
  )
}

function HotspotLine({ hotspot }: { hotspot: Hotspot | undefined }) {
  return (
    <>
      <b>{hotspot?.name}</b>
      <br />
      {[hotspot?.network, hotspot?.place].filter(Boolean).join(' · ')}
    </>
  )
}
