/** A closed period shared among many members, each with an address of their own. Synthetic. */
import type { Address } from 'viem'
import { getAddress, keccak256, slice, toHex } from 'viem/utils'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { termsOf } from '#core/rewards/termsOf'

const MICRO_PERCENT = 100_000_000

/** @param addresses of the first members; all others are generated. */
export function largeSplit(
  period: string,
  members: number,
  totalBaseUnits: bigint,
  addresses: readonly Address[] = [],
): SplitFileV3 {
  const { token } = exampleSplitInput()
  const idOf = (place: number) => `member-${place + 1}`
  return splitByTerms({
    ...exampleSplitInput(),
    period: { ...exampleSplitInput().period, id: period, name: period },
    token,
    rewards: [{ hotspotKey: 'mast', name: 'Mast', groups: [], amountBaseUnits: totalBaseUnits }],
    members: Array.from({ length: members }, (_, place) => ({
      id: idOf(place),
      name: `Member ${place + 1}`,
      address: addresses[place] ?? getAddress(slice(keccak256(toHex(`${period} ${place}`)), 12)),
    })),
    agreements: [
      termsOf({
        id: 'all',
        name: 'Everyone',
        scope: { kind: 'default' },
        shares: sharesOf(members).map((micro, place) => ({ memberId: idOf(place), percent: percentText(micro) })),
      }),
    ],
  })
}

/** Different ones, that make up the whole. */
function sharesOf(members: number): number[] {
  const each = Math.floor(MICRO_PERCENT / members)
  const shares = Array.from({ length: members }, (_, place) => each - (place % 7))
  const sum = shares.reduce((a, b) => a + b, 0)
  return shares.map((share, place) => (place === 0 ? share + MICRO_PERCENT - sum : share))
}

function percentText(micro: number): string {
  return `${Math.floor(micro / 1_000_000)}.${String(micro % 1_000_000).padStart(6, '0')}`
}
