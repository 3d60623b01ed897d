/** Demand drawn by hand: onto an imported layer, or as a layer of its own. */
import type { DemandLayer } from '#core/model/dataLayer'
import type { Ring } from '#core/model/position'
import { isoDay } from '#core/words/dateText'
import { patchRecord } from '../../data/commands/putRecords'
import { writeLayer } from '../../data/dataLayers'
import { newId, nowText } from '../../data/newId'

type Drawn = DemandLayer['drawn'][number]

/** Adds a piece to a layer. @throws Problem `data.*`. */
export async function addDrawnDemand(layer: DemandLayer, piece: Pick<Drawn, 'ring' | 'kind' | 'value'>): Promise<void> {
  const count = layer.drawn.filter(({ kind }) => kind === piece.kind).length + 1
  const name = piece.kind === 'weight' ? `Drawn demand ${count}` : `Boost ${count}`
  await patchRecord('dataLayers', layer.id, { drawn: [...layer.drawn, { id: newId(), name, ...piece }] })
}

export async function removeDrawnDemand(layer: DemandLayer, drawnId: string): Promise<void> {
  await patchRecord('dataLayers', layer.id, { drawn: layer.drawn.filter(({ id }) => id !== drawnId) })
}

/** A layer that holds nothing but what is drawn. @throws Problem `data.*`. */
export async function newDrawnLayer(ring: Ring, value: number, resolution: number): Promise<DemandLayer> {
  const at = nowText()
  const layer: DemandLayer = {
    id: newId(),
    kind: 'demand',
    name: `Drawn demand of ${isoDay(at)}`,
    fileName: null,
    fileSha256: null,
    bounds: null,
    unit: 'units',
    resolution,
    cellCount: 0,
    totalWeight: 0,
    drawn: [{ id: newId(), name: 'Drawn demand 1', ring, kind: 'weight', value }],
    createdAt: at,
    updatedAt: at,
  }
  await writeLayer(layer, [])
  return layer
}
