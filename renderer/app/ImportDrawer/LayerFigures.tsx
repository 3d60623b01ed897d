import { capitalised } from '#core/words/capitalised'
import { numberText } from '#core/words/numberText'
import type { LayerPreview } from '../../data/layers/layerPreview'
import { FigureGrid } from './FigureGrid'

/** The figures that decide whether this is the right file. */
export function LayerFigures({ preview }: { preview: LayerPreview }) {
  const { demand, bounds } = preview
  const figures: [label: string, value: string][] = []
  if (demand) {
    figures.push([`Total ${demand.unit}`, numberText(demand.total, 1)])
    figures.push([`Cells at resolution ${demand.resolution}`, numberText(demand.cells)])
  }
  if (preview.rows > 0) figures.push([capitalised(preview.rowsNoun), numberText(preview.rows)])
  if (preview.kind !== 'demand') figures.push(['Size, MB', (preview.sizeBytes / 1e6).toFixed(1)])
  if (bounds) {
    const [west, south, east, north] = bounds.map((degrees) => degrees.toFixed(2))
    figures.push(['Latitude', `${south} to ${north}`], ['Longitude', `${west} to ${east}`])
  }
  if (preview.kind === 'demand') figures.push(['Problems', numberText(preview.problemCount)])
  return <FigureGrid figures={figures} />
}
