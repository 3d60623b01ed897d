import { CellLegend } from '../../../map/CellLegend'
import type { CellLayer } from '../../../map/cellLayer'
import { DensityLegend } from '../../../map/DensityLegend'
import type { MapFrame } from '../../../map/mapContent'
import classes from '../MapScreen.module.css'
import { TerrainLegend } from '../terrain/TerrainLegend'

interface MapLegendsProps {
  frame: Pick<MapFrame, 'density' | 'cellLayers'> | null
  showsDensity: boolean
  cellLayers: readonly CellLayer[]
  notes: Record<string, string>
  /** Heights in view, where terrain is shown. */
  terrain: { minElevationM: number; maxElevationM: number } | null
}

/** What the colours on the map mean, topmost layer first. */
export function MapLegends({ frame, showsDensity, cellLayers, notes, terrain }: MapLegendsProps) {
  const visible = cellLayers.filter((layer) => layer.visible).toReversed()
  if (!frame || (visible.length === 0 && !showsDensity && !terrain)) return null
  return (
    <div className={classes.legends}>
      {visible.map((layer) => (
        <CellLegend
          key={layer.id}
          layer={layer}
          summary={frame.cellLayers.find(({ layerId }) => layerId === layer.id) ?? null}
          note={notes[layer.id]}
        />
      ))}
      {terrain && <TerrainLegend {...terrain} />}
      {showsDensity && frame.density && <DensityLegend density={frame.density} />}
    </div>
  )
}
