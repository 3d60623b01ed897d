import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Hotspot } from '#core/model/records'
import { countText } from '#core/words/countText'
import { FleetMap, type FleetMapHandle } from '../../map/FleetMap'
import { hotspotsInCell, indexHotspots, narrowIndex } from '../../map/hotspotIndex'
import { hotspotPosition } from '../../map/hotspotPosition'
import type { MapFrame, MapHit } from '../../map/mapContent'
import type { ChosenCell } from './viewFleet'

interface FleetMapPaneProps {
  hotspots: Hotspot[]
  /** Those that fit the filters, whichever cell is chosen. */
  shown: Hotspot[]
  chosen: Hotspot | null
  /** The row under the pointer or with the focus. */
  pointed: Hotspot | null
  cell: ChosenCell | null
  onChoose: (id: string | null) => void
  onCell: (cell: ChosenCell | null) => void
}

/** Close enough to see a hotspot singly; a closer view is kept. */
const CHOSEN_ZOOM = 11.5

/** The hotspots of the table on the map. A row under the pointer is marked; only choosing one moves the map. */
export function FleetMapPane({ hotspots, shown, chosen, pointed, cell, onChoose, onCell }: FleetMapPaneProps) {
  const map = useRef<FleetMapHandle>(null)
  const zoom = useRef<number | null>(null)
  const chosenHere = useRef<string | null>(null)
  const whole = useMemo(() => indexHotspots(hotspots), [hotspots])
  const index = useMemo(() => {
    if (shown.length === hotspots.length) return whole
    const ids = new Set(shown.map(({ id }) => id))
    return narrowIndex(whole, (at) => ids.has(hotspots[at]?.id ?? ''))
  }, [whole, hotspots, shown])
  const marked = pointed ?? chosen
  const markedPosition = useMemo(() => marked && hotspotPosition(marked), [marked])

  const flyTo = useCallback((hotspot: Hotspot | null) => {
    const position = hotspot && hotspotPosition(hotspot)
    if (!position) return
    map.current?.goTo({ longitude: position[0], latitude: position[1], zoom: Math.max(CHOSEN_ZOOM, zoom.current ?? 0) })
  }, [])
  const latestChosen = useRef(chosen)
  useEffect(() => {
    const isOther = latestChosen.current?.id !== chosen?.id
    latestChosen.current = chosen
    if (isOther && chosen?.id !== chosenHere.current) flyTo(chosen)
    chosenHere.current = null
  }, [chosen, flyTo])
  const onFrame = useCallback(
    (frame: MapFrame) => {
      const isFirst = zoom.current === null
      zoom.current = frame.view.zoom
      if (isFirst) flyTo(latestChosen.current)
    },
    [flyTo],
  )

  const hotspotOf = (member: number) => hotspots[index.order[member] ?? -1]
  const pick = (hit: MapHit | null) => {
    if (hit?.kind === 'hotspot') {
      const picked = hotspotOf(hit.member)
      chosenHere.current = picked?.id ?? null
      onChoose(picked?.id ?? null)
    } else if (!hit || hit.cell === cell?.cell) onCell(null)
    else onCell({ cell: hit.cell, ids: new Set(hotspotsInCell(index, hit.cell).flatMap((at) => hotspots[at]?.id ?? [])) })
  }
  const describe = (hit: MapHit) => {
    if (hit.kind === 'hotspot') return <b>{hotspotOf(hit.member)?.name}</b>
    return (
      <>
        <b>{countText(hit.count, 'hotspot')}</b> in this cell; click to list only these
      </>
    )
  }

  return (
    <FleetMap
      handle={map}
      label={`Map of ${countText(index.count, 'hotspot')} shown`}
      index={index}
      selectedCell={cell?.cell ?? null}
      selectedPosition={markedPosition}
      onPick={pick}
      onFrame={onFrame}
      describe={describe}
    />
  )
}
