import { cellToParent, latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import { sumBaseUnits } from '#core/model/money'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { hotspotRewards, rewardsChange } from '#core/rewards/explain/hotspotRewards'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { placeRewards, REWARDS_RESOLUTION, rewardsIn } from './placeRewards'
import { rewardsLayer } from './rewardsLayer'

const [HARBOUR, TOWER] = [latLngToCell(50.06, 19.94, 12), latLngToCell(50.4, 20.5, 12)]
const input = exampleSplitInput()
const split = splitByTerms({
  ...input,
  rewards: input.rewards.map((reward) => ({ ...reward, cell: reward.hotspotKey === 'h1' ? HARBOUR : null })),
})
const fleet = [
  { id: 'weatherxm:h1', name: 'Moved since', h3: TOWER },
  { id: 'weatherxm:h2', name: 'Two', h3: HARBOUR },
  { id: 'weatherxm:h5', name: 'Five', h3: TOWER },
  { id: 'helium:h4', name: 'Of another network', h3: TOWER },
]
const amounts = hotspotRewards(split, { kind: 'all' })

test('[EX10] every base unit is in a cell or counted as without a place', () => {
  const { byCell, placed, unplaced } = placeRewards({ splits: [split], hotspots: fleet, amounts, before: null })
  expect(byCell).toEqual(
    new Map([
      // h1 stood at the harbour when it was split.
      [cellToParent(HARBOUR, REWARDS_RESOLUTION), 100n + 1_417_458_821n],
      [cellToParent(TOWER, REWARDS_RESOLUTION), 1_000_001n],
    ]),
  )
  expect(placed).toHaveLength(3)
  expect(unplaced).toEqual({ hotspots: 2, baseUnits: 7n })
  expect(sumBaseUnits(byCell.values()) + unplaced.baseUnits).toBe(BigInt(split.totals.totalBaseUnits))
})

test('a chosen cell has its hotspots at any resolution, the largest first', () => {
  const rewards = placeRewards({ splits: [split], hotspots: fleet, amounts, before: null })
  const names = (cell: string) => rewardsIn(rewards, cell).map(({ name }) => name)
  expect(names(cellToParent(HARBOUR, 7))).toEqual(['Mast h2', 'Mast h1'])
  expect(names(HARBOUR)).toEqual(['Mast h2', 'Mast h1'])
  expect(names(latLngToCell(0, 0, 5))).toEqual([])
})

test('a change diverges from nothing, with colours in floats and amounts exact', () => {
  const before = new Map([
    ['h2', 1_417_458_821n],
    ['h5', 2_000_001n],
  ])
  const change = placeRewards({ splits: [split], hotspots: fleet, amounts: rewardsChange(before, amounts), before })
  expect(rewardsIn(change, TOWER)).toMatchObject([{ baseUnits: -1_000_000n, beforeBaseUnits: 2_000_001n }])
  const layer = rewardsLayer('Change', change, split.token, true)
  expect(layer).toMatchObject({ ramp: 'diverging', combine: 'sum', domain: [-1, 1] })
  expect([...layer.values].sort()).toEqual([-1, Math.fround(0.0001)])
  expect(layer.format(-1)).toBe('≈ −1 WXM')
  expect([...layer.cells]).toEqual([...layer.cells].sort())
})
