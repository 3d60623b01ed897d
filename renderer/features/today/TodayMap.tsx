import { latLngToCell } from 'h3-js'
import { useCallback, useMemo, useState } from 'react'
import type { Hotspot } from '#core/model/records'
import { countText } from '#core/words/countText'
import { FleetMap } from '../../map/FleetMap'
import { cellOfGroup, indexHotspots, narrowIndex } from '../../map/hotspotIndex'
import type { CellOverlay, MapFrame, MapHit } from '../../map/mapContent'
import { goTo } from '../../platform/hashRoute'
import { CHANGE_COLORS } from './changeColors'
import { type Changes, isNewSince } from './changesSince'

interface TodayMapProps {
  fleet: Hotspot[]
  changes: Changes
}

/** The fleet at a glance, with the cells where something is new. A click opens the place on the map's own screen. */
export function TodayMap({ fleet, changes }: TodayMapProps) {
  const { since, provisionedAt } = changes
  const index = useMemo(() => indexHotspots(fleet), [fleet])
  const added = useMemo(
    () => narrowIndex(index, (at) => isNewSince(fleet[at] ?? { createdAt: '' }, since)),
    [index, fleet, since],
  )
  const [resolution, setResolution] = useState<number | null>(null)
  const onFrame = useCallback((frame: MapFrame) => setResolution(frame.density?.resolution ?? null), [])
  const overlays = useMemo((): CellOverlay[] => {
    if (resolution === null) return []
    const groups = added.cells(resolution)
    const addedCells = Array.from({ length: groups.length }, (_, group) => cellOfGroup(groups, group))
    const provisionedCells = provisionedAt.map(({ lat, lng }) => latLngToCell(lat, lng, resolution))
    return [
      { id: 'added', cells: addedCells, color: CHANGE_COLORS.added, opacity: 0.9 },
      { id: 'provisioned', cells: [...new Set(provisionedCells)], color: CHANGE_COLORS.provisioned, opacity: 0.9 },
    ]
  }, [added, provisionedAt, resolution])

  const open = (hit: MapHit | null) => {
    if (hit?.kind === 'cell') goTo(`/map?cell=${hit.cell}`)
    if (hit?.kind !== 'hotspot') return
    const id = fleet[index.order[hit.member] ?? -1]?.id
    if (id !== undefined) goTo(`/map?hotspot=${encodeURIComponent(id)}`)
  }

  return (
    <FleetMap
      label={`Where we are: ${countText(index.count, 'hotspot')}`}
      index={index}
      overlays={overlays}
      onPick={open}
      onFrame={onFrame}
      describe={(hit) =>
        hit.kind === 'hotspot' ? <b>{fleet[index.order[hit.member] ?? -1]?.name}</b> : <b>{countText(hit.count, 'hotspot')}</b>
      }
    />
  )
}
