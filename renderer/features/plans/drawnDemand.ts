/** Demand drawn by hand: onto an imported layer, or as a layer of its own. */
import type { DemandLayer } from '#core/model/dataLayer'
import type { Ring } from '#core/model/position'
import { isoDay } from '#core/words/dateText'
import { writeLayer } from '../../data/layers/dataLayers'
import { newId, nowText } from '../../data/records/newId'
import { db } from '../../data/records/openRecords'
import { transact } from '../../data/records/transact'

type Drawn = DemandLayer['drawn'][number]

/** Adds a piece to a layer. @throws Problem `data.*`. */
export async function addDrawnDemand(layer: DemandLayer, piece: Pick<Drawn, 'ring' | 'kind' | 'value'>): Promise<void> {
  await changeDrawn(layer, (drawn) => {
    const count = drawn.filter(({ kind }) => kind === piece.kind).length + 1
    const name = piece.kind === 'weight' ? `Drawn demand ${count}` : `Boost ${count}`
    return { drawn: [...drawn, { id: newId(), name, ...piece }], title: `${name} added to ${layer.name}` }
  })
}

export async function removeDrawnDemand(layer: DemandLayer, drawnId: string): Promise<void> {
  await changeDrawn(layer, (drawn) => {
    const removed = drawn.find(({ id }) => id === drawnId)
    return {
      drawn: drawn.filter((piece) => piece !== removed),
      title: `${removed?.name ?? 'A piece'} removed from ${layer.name}`,
    }
  })
}

/** Another window may have drawn on the same layer meanwhile. */
async function changeDrawn({ id }: DemandLayer, change: (drawn: Drawn[]) => { drawn: Drawn[]; title: string }): Promise<void> {
  await transact(db, { kind: 'layer', title: 'Drawn demand changed' }, ['dataLayers'], async (records) => {
    const now = await records.get('dataLayers', id)
    const { drawn, title } = change(now?.kind === 'demand' ? now.drawn : [])
    records.nameAct(title)
    await records.patch('dataLayers', id, { drawn })
  })
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
