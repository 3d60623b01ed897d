/** Rewards as a layer of the map. Its values are floats for colours alone; amounts are read from what was placed. */
import { h3Number } from '#core/geo/h3Index'
import { formatAmount, type Token } from '#core/model/money'
import { numberText } from '#core/words/numberText'
import type { CellLayer } from '../../../map/cellLayer'
import { type PlacedRewards, REWARDS_RESOLUTION } from './placeRewards'

/** The few largest would leave all others in one colour. */
const DOMAIN_SHARE = 0.98

/** @param isChange whether amounts may be below zero: then colours diverge from nothing */
export function rewardsLayer(
  name: string,
  { byCell }: PlacedRewards,
  token: Token,
  isChange: boolean,
): Omit<CellLayer, 'opacity' | 'visible'> {
  const ordered = [...byCell].map(([cell, baseUnits]) => ({ cell: h3Number(cell), value: floatOf(baseUnits, token) }))
  ordered.sort((one, other) => (one.cell < other.cell ? -1 : 1))
  const values = Float32Array.from(ordered, ({ value }) => value)
  const sizes = values.map(Math.abs).sort()
  const most = sizes[Math.ceil(DOMAIN_SHARE * (sizes.length - 1))] || 1
  return {
    id: 'rewards',
    name,
    resolution: REWARDS_RESOLUTION,
    cells: BigUint64Array.from(ordered, ({ cell }) => cell),
    values,
    combine: 'sum',
    ramp: isChange ? 'diverging' : 'sequential',
    domain: isChange ? [-most, most] : [0, most],
    unit: token.symbol,
    // Rounded: the chosen cell has the exact amount.
    format: (value) => `≈ ${isChange && value > 0 ? '+' : ''}${numberText(value, decimalsFor(value))} ${token.symbol}`,
  }
}

function floatOf(baseUnits: bigint, { decimals }: Token): number {
  return Number(formatAmount(baseUnits, decimals))
}

function decimalsFor(value: number): number {
  const size = Math.abs(value)
  if (size >= 100) return 0
  return size >= 1 ? 2 : 6
}
