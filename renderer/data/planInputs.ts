/** What planning reads from the records: the fleet with positions, the profiles it may name, and the demand. */
import { standardProfiles } from '#core/coverage/profiles/standardProfiles'
import type { DemandLayer } from '#core/model/dataLayer'
import { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import type { PlanHotspot } from '#core/planning/planRequest'
import { CellAccumulator } from '#core/planning/weights/CellAccumulator'
import type { CellWeights } from '#core/planning/weights/cellWeights'
import { drawnWeights } from '#core/planning/weights/drawnWeights'
import { readChunks } from './dataLayers'
import { db } from './openDatabase'
import { readInPages } from './readInPages'

/** Hotspots without a position cover nothing that a plan could count. */
export async function readPlanHotspots(): Promise<PlanHotspot[]> {
  const hotspots = await readInPages(db.hotspots)
  return hotspots.flatMap(({ id, name, lat, lng, radio }) =>
    lat === null || lng === null ? [] : [{ id, name, lat, lng, radio }],
  )
}

/** The cooperative's own profiles and those that come with the program. */
export async function readPlanProfiles(): Promise<RadioProfile[]> {
  return [...(await db.radioProfiles.toArray()), ...standardProfiles]
}

/**
 * The demand of a layer: what its file held, with what was drawn on top.
 * @throws Problem `plan.demand-missing` when the layer or its bulk is not here.
 */
export async function readDemand(layerId: string): Promise<CellWeights> {
  const layer = await db.dataLayers.get(layerId)
  if (layer?.kind !== 'demand') {
    throw new Problem('plan.demand-missing', 'The demand of this plan is no longer here: import it again or choose another.')
  }
  const imported = await readImported(layer)
  return layer.drawn.length > 0 ? drawnWeights(layer.drawn, layer.resolution, imported) : imported
}

async function readImported({ id, name, unit, resolution, fileName, cellCount }: DemandLayer): Promise<CellWeights> {
  const sums = new CellAccumulator()
  for (const { cells, weights } of await readChunks(id)) {
    if (!(cells instanceof BigUint64Array && weights instanceof Float64Array)) continue
    cells.forEach((cell, at) => {
      sums.add(cell.toString(16), weights[at] ?? 0)
    })
  }
  if (sums.size === 0 && cellCount > 0 && fileName !== null) {
    throw new Problem('plan.demand-missing', `Only the name of "${name}" is here, not its cells: import ${fileName} again.`)
  }
  return { resolution, ...sums.finish(), unit, source: name, notes: [] }
}
