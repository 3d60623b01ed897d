/**
 * Running totals of one chain, distributor and token as leaves, and the tree over them as that kind of distributor hashes it.
 * A leaf never falls. SPEC.md, rules [PY10] to [PY12]. Base units.
 */
import { compareUtf8 } from '../../model/compareUtf8'
import { sumBaseUnits } from '../../model/money'
import { validateArgument } from '../../model/problem'
import { MAX_UINT256 } from '../../payout/merkleLeaves'
import { buildMerkleTree, type MerkleTree } from '../../payout/merkleTree'
import type { MerkleTotals, PayoutPayee } from '../model/payoutFileV4'
import type { TokenFacts } from '../model/treasuryFacts'
import type { MerkleParts } from './payoutParts'

/** @throws Problem `payout.too-much` for a total that no uint256 holds, `payout.native-distributor` for native coin */
export async function merkleTotalsOf(
  { kind, distributor, previousByAddress, fund }: MerkleParts,
  payees: readonly PayoutPayee[],
  token: TokenFacts,
): Promise<MerkleTotals> {
  const now = new Map(payees.map(({ address, amountBaseUnits }) => [address, BigInt(amountBaseUnits)]))
  const addresses = [...new Set([...previousByAddress.keys(), ...now.keys()])]
  const leaves = addresses
    .sort((a, b) => compareUtf8(a.toLowerCase(), b.toLowerCase()))
    .map((address) => {
      const previous = previousByAddress.get(address) ?? 0n
      const cumulative = previous + (now.get(address) ?? 0n)
      validateArgument(cumulative <= MAX_UINT256, 'payout.too-much', `The running total of ${address} no longer fits a uint256.`)
      return { address, previousBaseUnits: previous.toString(), cumulativeBaseUnits: cumulative.toString() }
    })
  const tree = await distributorTree({ kind, leaves }, token)
  const before = [...previousByAddress].map(([address, amount]) => ({ address, cumulativeBaseUnits: amount.toString() }))
  return {
    kind,
    distributor,
    previousRoot: before.length === 0 ? null : (await distributorTree({ kind, leaves: before }, token)).root,
    root: tree.root,
    fundBaseUnits: (fund ?? sumBaseUnits(now.values())).toString(),
    leaves,
  }
}

/** The tree over the leaves, each at its place among them. */
export function distributorTree(
  { kind, leaves }: { kind: MerkleTotals['kind']; leaves: readonly { address: string; cumulativeBaseUnits: string }[] },
  token: Pick<TokenFacts, 'address'>,
): Promise<MerkleTree> {
  validateArgument(
    token.address !== null,
    'payout.native-distributor',
    'Distributors hold tokens of a contract, not the chain’s native coin: pay it with a Safe or by single transfers.',
  )
  const totals = leaves.map(({ address, cumulativeBaseUnits }) => ({ address, amountBaseUnits: BigInt(cumulativeBaseUnits) }))
  return buildMerkleTree(totals, kind === 'universal-rewards' ? token.address : null)
}
