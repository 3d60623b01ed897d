import type { Agreement, Hotspot } from '#core/model/records'
import { type HotspotIndex, hotspotsInCell } from '../../map/hotspotIndex'
import type { MapSelection } from '../../map/mapContent'
import { CellPanel } from './CellPanel'
import { CellCoverage } from './coverage/CellCoverage'
import type { FleetCoverage } from './coverage/useFleetCoverage'
import type { useMoveTrial } from './coverage/useMoveTrial'
import { HotspotPanel } from './HotspotPanel'
import { MoveTrialSection } from './panels/MoveTrialSection'
import { SelectionPanel } from './panels/SelectionPanel'
import { CellRewards } from './rewards/CellRewards'
import type { ShownRewards } from './rewards/useRewards'
import type { useMapTools } from './tools/useMapTools'

interface MapDetailsProps {
  selection: MapSelection | null
  /** Hotspots within an outline, or null when none was drawn. */
  selected: Hotspot[] | null
  hotspots: Hotspot[]
  agreements: Agreement[]
  index: HotspotIndex
  fleet: FleetCoverage | null
  rewards: ShownRewards | null
  trial: ReturnType<typeof useMoveTrial>
  tools: ReturnType<typeof useMapTools>
  onChooseHotspot: (id: string) => void
  onClose: () => void
}

/** The chosen thing on the right of the map: an outline's hotspots, a cell, or one hotspot. */
export function MapDetails(props: MapDetailsProps) {
  const { selection, selected, hotspots, index, fleet, trial, tools, onChooseHotspot, onClose } = props
  if (!selection && selected) {
    const groups = [...new Set(hotspots.flatMap((each) => each.groups))]
    return <SelectionPanel hotspots={selected} groups={groups} onChoose={onChooseHotspot} onClose={onClose} />
  }
  if (selection?.kind === 'cell') {
    const { cell } = selection
    return (
      <CellPanel
        cell={cell}
        hotspots={hotspotsInCell(index, cell).flatMap((at) => hotspots[at] ?? [])}
        coverage={fleet && <CellCoverage cell={cell} fleet={fleet} hotspots={hotspots} onChoose={onChooseHotspot} />}
        rewards={props.rewards && <CellRewards cell={cell} rewards={props.rewards} />}
        onChoose={onChooseHotspot}
        onClose={onClose}
      />
    )
  }
  const hotspot = selection && hotspots.find(({ id }) => id === selection.id)
  if (!hotspot) return null
  const canBeTried = fleet?.sites.hotspotIds.includes(hotspot.id) ?? false
  return (
    <HotspotPanel
      hotspot={hotspot}
      agreements={props.agreements}
      trial={
        canBeTried && (
          <MoveTrialSection
            state={trial}
            hotspotId={hotspot.id}
            isChoosing={tools.isTakingPoint}
            onChoose={(choosing) => tools.takePoint(choosing ? ([lng, lat]) => void trial.place(hotspot.id, lat, lng) : null)}
          />
        )
      }
      onClose={onClose}
    />
  )
}
