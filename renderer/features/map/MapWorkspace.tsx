import { VisuallyHidden } from '@mantine/core'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Agreement, Hotspot } from '#core/model/records'
import type { DensitySummary } from '../../map/densityClasses'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import { type HotspotIndex, hotspotsInCell } from '../../map/hotspotIndex'
import { hotspotPosition } from '../../map/hotspotPosition'
import type { MapFrame, MapHit, MapSelection } from '../../map/mapContent'
import { goTo, useHashSearch } from '../../platform/hashRoute'
import { CellPanel } from './CellPanel'
import { HotspotPanel } from './HotspotPanel'
import { LayerPanel } from './LayerPanel'
import { DEFAULT_LAYERS, type Layers } from './layers'
import classes from './MapScreen.module.css'
import { targetOf } from './mapTarget'
import { readSelection, selectionAddress } from './selection'

interface MapWorkspaceProps {
  hotspots: Hotspot[]
  agreements: Agreement[]
  index: HotspotIndex
}

/** The map itself with its layers on the left and the chosen thing on the right. What is chosen is in the address. */
export function MapWorkspace({ hotspots, agreements, index }: MapWorkspaceProps) {
  const map = useRef<FleetMapHandle>(null)
  const [layers, setLayers] = useState<Layers>(DEFAULT_LAYERS)
  const [density, setDensity] = useState<DensitySummary | null>(null)
  const zoom = useRef<number | null>(null)
  const search = useHashSearch()
  const selection = useMemo(() => readSelection(search), [search])
  const hotspot = selection?.kind === 'hotspot' ? hotspots.find(({ id }) => id === selection.id) : undefined
  const opening = useRef(selection)
  const position = useMemo(() => (hotspot ? hotspotPosition(hotspot) : null), [hotspot])

  const choose = useCallback((next: MapSelection | null) => goTo(selectionAddress(next), { replace: true }), [])
  const flyTo = (next: MapSelection) => {
    const target = targetOf(next, hotspots)
    if (target) map.current?.goTo(target)
    choose(next)
  }
  // Panning must not render the panels: of each frame only the density, which changes seldom, is kept.
  const onFrame = useCallback(
    (frame: MapFrame) => {
      // An address that names something shows it: when the screen opens, never against the person's own panning.
      const target = zoom.current === null && opening.current && targetOf(opening.current, hotspots)
      zoom.current = frame.view.zoom
      if (target) map.current?.goTo(target)
      setDensity(frame.density)
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

  return (
    <section className={classes.screen} aria-labelledby="screen-title">
      <VisuallyHidden component="h1" id="screen-title">
        Map
      </VisuallyHidden>
      <LayerPanel
        layers={layers}
        onLayers={setLayers}
        density={density}
        located={index.count}
        withoutLocation={index.withoutLocation}
        hotspots={hotspots}
        onFind={flyTo}
        onPosition={(lat, lng) => map.current?.goTo({ latitude: lat, longitude: lng, zoom: Math.max(12, zoom.current ?? 0) })}
      />
      <FleetMap
        handle={map}
        label={`Map of ${index.count.toLocaleString('en')} hotspots`}
        index={index}
        layers={layers}
        selectedCell={selection?.kind === 'cell' ? selection.cell : null}
        selectedPosition={position}
        onPick={pick}
        onFrame={onFrame}
        describe={(hit) => (hit.kind === 'cell' ? <CellLine {...hit} /> : <HotspotLine hotspot={nameOf(hit.member)} />)}
      />
      {selection?.kind === 'cell' && (
        <CellPanel
          cell={selection.cell}
          hotspots={hotspotsInCell(index, selection.cell).flatMap((at) => hotspots[at] ?? [])}
          onChoose={(id) => flyTo({ kind: 'hotspot', id })}
          onClose={() => choose(null)}
        />
      )}
      {hotspot && <HotspotPanel hotspot={hotspot} agreements={agreements} onClose={() => choose(null)} />}
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
