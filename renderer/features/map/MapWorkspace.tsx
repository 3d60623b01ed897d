import { VisuallyHidden } from '@mantine/core'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { DataLayer } from '#core/model/dataLayer'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Agreement, Hotspot, Plan, WorkOrder } from '#core/model/records'
import { CellValues } from '../../map/CellValues'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import { type HotspotIndex, hotspotsInCell } from '../../map/hotspotIndex'
import { hotspotPosition } from '../../map/hotspotPosition'
import { MeasurementReadout } from '../../map/MeasurementReadout'
import type { MapFrame, MapHit, MapSelection } from '../../map/mapContent'
import { goTo, useHashSearch } from '../../platform/hashRoute'
import { CellPanel } from './CellPanel'
import { CellCoverage } from './coverage/CellCoverage'
import { CoverageControls } from './coverage/CoverageControls'
import { amountText } from './coverage/coverageLayers'
import { useDemand } from './coverage/useDemand'
import { useFleetCoverage } from './coverage/useFleetCoverage'
import { useMoveTrial } from './coverage/useMoveTrial'
import { HotspotPanel } from './HotspotPanel'
import { LayerPanel } from './LayerPanel'
import classes from './MapScreen.module.css'
import { changeMap, useMapSettings } from './mapSettings'
import { targetOf } from './mapTarget'
import { MapLegends } from './panels/MapLegends'
import { MoveTrialSection } from './panels/MoveTrialSection'
import { SelectionPanel } from './panels/SelectionPanel'
import { readSelection, selectionAddress } from './selection'
import { MapToolbar } from './tools/MapToolbar'
import { useMapTools } from './tools/useMapTools'
import { useMapLayers } from './useMapLayers'

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
  const settings = useMapSettings()
  const [legends, setLegends] = useState<Pick<MapFrame, 'density' | 'cellLayers'> | null>(null)
  const [selected, setSelected] = useState<Hotspot[] | null>(null)
  const zoom = useRef<number | null>(null)
  const search = useHashSearch()
  const selection = useMemo(() => readSelection(search), [search])
  const hotspot = selection?.kind === 'hotspot' ? hotspots.find(({ id }) => id === selection.id) : undefined
  const opening = useRef(selection)
  const position = useMemo(() => (hotspot ? hotspotPosition(hotspot) : null), [hotspot])

  const coverage = useFleetCoverage(hotspots, profiles, settings.coverage)
  const trial = useMoveTrial(coverage.fleet)
  const demandId = dataLayers.some(({ id }) => id === settings.demandId) ? settings.demandId : null
  const demand = useDemand(demandId, trial.trial?.cells ?? coverage.fleet?.cells ?? null)
  const layers = useMapLayers({
    settings,
    fleet: coverage.fleet,
    trial: trial.trial,
    demand: demand.found,
    dataLayers,
    plans,
    workOrders,
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
  const tools = useMapTools(index, select)
  const flyTo = (next: MapSelection) => {
    const target = targetOf(next, hotspots)
    if (target) map.current?.goTo(target)
    choose(next)
  }
  // Panning must not render the panels: of each frame only what legends show, which changes seldom, is kept.
  const onFrame = useCallback(
    ({ view, density, cellLayers }: MapFrame) => {
      // An address that names something shows it: when the screen opens, never against the person's own panning.
      const target = zoom.current === null && opening.current && targetOf(opening.current, hotspots)
      zoom.current = view.zoom
      if (target) map.current?.goTo(target)
      setLegends((before) => (before?.density === density && before.cellLayers === cellLayers ? before : { density, cellLayers }))
    },
    [hotspots],
  )

  const nameOf = (member: number) => hotspots[index.order[member] ?? -1]
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

  return (
    <section className={classes.screen} aria-labelledby="screen-title">
      <VisuallyHidden component="h1" id="screen-title">
        Map
      </VisuallyHidden>
      <LayerPanel
        settings={settings}
        located={index.count}
        withoutLocation={index.withoutLocation}
        hotspots={hotspots}
        dataLayers={dataLayers}
        plans={plans}
        workOrderCount={workOrders.length}
        coverage={<CoverageControls settings={settings.coverage} profiles={profiles} state={coverage} demandText={demandText} />}
        onFind={flyTo}
        onPosition={(lat, lng) => map.current?.goTo({ latitude: lat, longitude: lng, zoom: Math.max(12, zoom.current ?? 0) })}
      />
      <div className={classes.stage}>
        <div className={classes.mapPane}>
          <FleetMap
            handle={map}
            label={`Map of ${index.count.toLocaleString('en')} hotspots`}
            index={index}
            layers={settings.layers}
            cellLayers={layers.cellLayers}
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
                <>
                  <CellLine {...hit} />
                  {hit.values && <CellValues layers={layers.cellLayers} values={hit.values} />}
                </>
              ) : (
                <HotspotLine hotspot={nameOf(hit.member)} />
              )
            }
          />
          <MapToolbar
            active={tools.active}
            onTool={(tool) => tools.choose(tool === 'profile' ? null : tool)}
            timeline={settings.timeline}
            onTimeline={(timeline) => changeMap({ timeline })}
            exports={[]}
          />
          {tools.measurement && <MeasurementReadout measurement={tools.measurement} />}
          <MapLegends
            frame={legends}
            showsDensity={settings.layers.density.visible}
            cellLayers={layers.cellLayers}
            notes={layers.notes}
          />
        </div>
      </div>
      {selected && (
        <SelectionPanel
          hotspots={selected}
          groups={[...new Set(hotspots.flatMap(({ groups }) => groups))]}
          onChoose={(id) => flyTo({ kind: 'hotspot', id })}
          onClose={() => setSelected(null)}
        />
      )}
      {selection?.kind === 'cell' && (
        <CellPanel
          cell={selection.cell}
          hotspots={hotspotsInCell(index, selection.cell).flatMap((at) => hotspots[at] ?? [])}
          coverage={
            coverage.fleet && (
              <CellCoverage
                cell={selection.cell}
                fleet={coverage.fleet}
                hotspots={hotspots}
                onChoose={(id) => flyTo({ kind: 'hotspot', id })}
              />
            )
          }
          onChoose={(id) => flyTo({ kind: 'hotspot', id })}
          onClose={() => choose(null)}
        />
      )}
      {hotspot && (
        <HotspotPanel
          hotspot={hotspot}
          agreements={agreements}
          trial={
            coverage.fleet &&
            position && (
              <MoveTrialSection
                state={trial}
                hotspotId={hotspot.id}
                isChoosing={tools.isTakingPoint}
                onChoose={(choosing) => tools.takePoint(choosing ? ([lng, lat]) => void trial.place(hotspot.id, lat, lng) : null)}
              />
            )
          }
          onClose={() => choose(null)}
        />
      )}
    </section>
  )
}

function CellLine({ count }: { count: number }) {
  return (
    <>
      <b>{count === 1 ? '1 hotspot' : `${count.toLocaleString('en')} hotspots`}</b> in this cell
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
