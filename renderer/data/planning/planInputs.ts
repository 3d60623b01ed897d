/** What planning reads from the records: the fleet with positions, the profiles it may name, and the demand. */
import { standardProfiles } from '#core/coverage/profiles/standardProfiles'
import type { TerrainBounds } from '#core/coverage/terrain/terrainImage'
import { CellAccumulator } from '#core/demand/CellAccumulator'
import type { CellWeights } from '#core/demand/cellWeights'
import { drawnWeights } from '#core/demand/drawnWeights'
import { ringCorners } from '#core/geo/areaRing'
import { METRES_PER_DEGREE } from '#core/geo/sphere'
import type { DemandLayer } from '#core/model/dataLayer'
import type { Ring } from '#core/model/position'
import { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import type { PlanHotspot, PowerOverTerrain } from '#core/planning/planRequest'
import { terrainPower } from '#core/planning/terrainPower'
import { recordOf } from '#core/records/recordState'
import { readChunks } from '../layers/dataLayers'
import { loadTerrain } from '../layers/terrainLoad'
import { db } from '../records/openRecords'
import { readInPages } from '../records/readInPages'

/** Hotspots without a position cover nothing that a plan could count. */
export async function readPlanHotspots(): Promise<PlanHotspot[]> {
  const hotspots = await readInPages(db.hotspots)
  return hotspots.flatMap(({ id, name, lat, lng, radio }) =>
    lat === null || lng === null ? [] : [{ id, name, lat, lng, radio }],
  )
}

/** The cooperative's own profiles and those that come with the program. */
export async function readPlanProfiles(): Promise<RadioProfile[]> {
  return [...(await db.radioProfiles.toArray()).map(recordOf), ...standardProfiles]
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

/** The plan's profile and those that hotspots name; none for plain circles. */
export function profilesInUse(
  base: RadioProfile | null,
  hotspots: readonly PlanHotspot[],
  profiles: readonly RadioProfile[],
): RadioProfile[] {
  if (base === null) return []
  const named = new Set(hotspots.map(({ radio }) => radio?.profileId))
  return [base, ...profiles.filter(({ id }) => named.has(id))]
}

/** Imported terrain around an area, or nothing where the plan's profiles need none. @throws Problem `terrain.missing`. */
export async function readTerrainPower(area: Ring, profiles: readonly RadioProfile[]): Promise<PowerOverTerrain | undefined> {
  const overTerrain = profiles.filter(({ model }) => model === 'itm-terrain')
  if (overTerrain.length === 0) return undefined
  const { mosaic } = await loadTerrain(boundsAround(area, Math.max(...overTerrain.map(({ maxDistanceM }) => maxDistanceM))))
  return mosaic.tiles.length > 0 ? terrainPower(mosaic) : undefined
}

/** A box that holds every path between the area and whatever may reach it. */
function boundsAround(area: Ring, marginM: number): TerrainBounds {
  const corners = ringCorners(area)
  const [lngs, lats] = [corners.map(([lng]) => lng), corners.map(([, lat]) => lat)]
  // A little more, because the Earth is no sphere.
  const marginLat = (marginM / METRES_PER_DEGREE) * 1.01
  const [south, north] = [Math.max(-90, Math.min(...lats) - marginLat), Math.min(90, Math.max(...lats) + marginLat)]
  const marginLng = Math.min(180, marginLat / Math.max(0.02, Math.cos((Math.max(-south, north) * Math.PI) / 180)))
  const [west, east] = [Math.min(...lngs) - marginLng, Math.max(...lngs) + marginLng]
  const turn = 360 * Math.floor((west + 180) / 360)
  return { west: west - turn, south, east: Math.min(west + 360, east) - turn, north }
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
