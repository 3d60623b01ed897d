/** Rewards laid on H3 cells: each hotspot's amount in the cell where it stood, exactly; those without a place apart. Base units. */
import { cellToCenterChild, cellToParent, getResolution } from 'h3-js'
import type { Hotspot } from '#core/model/records'
import { hotspotId } from '#core/networks/deviceKey/hotspotId'
import { keyInSplit } from '#core/rewards/explain/sharedIn'
import { periodOf, type SplitFile } from '#core/rewards/splitFile'

/** Of the layer's own cells: about 0.1 km². */
export const REWARDS_RESOLUTION = 9

export interface PlacedReward {
  hotspotKey: string
  name: string
  /** Where it stood at the split, or where the fleet has it now. */
  cell: string
  baseUnits: bigint
  /** Of a change: in the earlier period. */
  beforeBaseUnits: bigint | null
}

export interface PlacedRewards {
  placed: PlacedReward[]
  /** By cell of `REWARDS_RESOLUTION`. */
  byCell: Map<string, bigint>
  /** Hotspots without a place, and what they have together. */
  unplaced: { hotspots: number; baseUnits: bigint }
}

interface RewardsToPlace {
  splits: readonly SplitFile[]
  hotspots: readonly Pick<Hotspot, 'id' | 'name' | 'h3'>[]
  /** By hotspot key; of a change the differences. */
  amounts: ReadonlyMap<string, bigint>
  /** Of a change: what was before. */
  before: ReadonlyMap<string, bigint> | null
}

/** @param splits the one that is shown first, then the one that it is compared with */
export function placeRewards({ splits, hotspots, amounts, before }: RewardsToPlace): PlacedRewards {
  const facts = factsOf(splits)
  const fleet = new Map(hotspots.map((hotspot) => [hotspot.id, hotspot]))
  const network = splits[0] ? periodOf(splits[0]).network : ''
  const placed: PlacedReward[] = []
  const byCell = new Map<string, bigint>()
  const unplaced = { hotspots: 0, baseUnits: 0n }
  for (const [hotspotKey, baseUnits] of amounts) {
    const known = fleet.get(hotspotId(network, hotspotKey))
    const cell = facts.get(hotspotKey)?.cell ?? known?.h3 ?? null
    if (cell === null) {
      unplaced.hotspots += 1
      unplaced.baseUnits += baseUnits
      continue
    }
    const name = facts.get(hotspotKey)?.name || known?.name || hotspotKey
    placed.push({ hotspotKey, name, cell, baseUnits, beforeBaseUnits: before && (before.get(hotspotKey) ?? 0n) })
    const own = cellAt(cell, REWARDS_RESOLUTION)
    byCell.set(own, (byCell.get(own) ?? 0n) + baseUnits)
  }
  return { placed, byCell, unplaced }
}

/** The rewards of hotspots in a cell of any resolution, the largest first, whatever their sign. */
export function rewardsIn({ placed }: PlacedRewards, cell: string): PlacedReward[] {
  const resolution = getResolution(cell)
  const size = ({ baseUnits }: PlacedReward) => (baseUnits < 0n ? -baseUnits : baseUnits)
  return placed
    .filter((reward) => getResolution(reward.cell) >= resolution && cellToParent(reward.cell, resolution) === cell)
    .sort((one, other) => (size(one) === size(other) ? 0 : size(one) > size(other) ? -1 : 1))
}

function factsOf(splits: readonly SplitFile[]): Map<string, { name: string; cell: string | null }> {
  const facts = new Map<string, { name: string; cell: string | null }>()
  for (const split of splits) {
    for (const row of split.rows) {
      const key = keyInSplit(split, row.hotspotKey)
      if (!facts.has(key)) facts.set(key, { name: row.name, cell: 'cell' in row ? row.cell : null })
    }
  }
  return facts
}

function cellAt(cell: string, resolution: number): string {
  return getResolution(cell) >= resolution ? cellToParent(cell, resolution) : cellToCenterChild(cell, resolution)
}
