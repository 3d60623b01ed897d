import { numberText } from '#core/words/numberText'
import type { CellLayer, CellLayerHit } from './cellLayer'

interface CellValuesProps {
  layers: readonly CellLayer[]
  values: readonly CellLayerHit[]
}

/** The values under the pointer in words, for a tooltip: "Received power: −97 dBm". */
export function CellValues({ layers, values }: CellValuesProps) {
  return values.map(({ layerId, value, count }) => {
    const layer = layers.find(({ id }) => id === layerId)
    if (!layer) return null
    return (
      <div key={layerId} className="figures">
        {layer.name}: <b>{valueText(layer, value)}</b>
        {count > 1 && ` (${COMBINED[layer.combine]} ${numberText(count)} cells)`}
      </div>
    )
  })
}

const COMBINED = { max: 'highest of', mean: 'mean of', sum: 'sum of', share: 'most of' }

/** "Unknown" where there is no value; the category's name where it has one. */
export function valueText(layer: CellLayer, value: number): string {
  if (Number.isNaN(value)) return 'Unknown'
  return layer.categories?.find((category) => category.value === value)?.label ?? layer.format(value)
}
