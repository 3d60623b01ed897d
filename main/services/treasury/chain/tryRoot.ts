/** Tries a payout's root against its distributor, with the proofs of members, before it is set. */
import type { Address, Hex } from 'viem'
import { invariant } from '#core/model/problem'
import type { MerkleTotals, PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { distributorTree } from '#core/treasury/payout/merkleTotals'
import type { EvmChain } from '../../../chain/evmChain'
import { type RootSimulation, simulateRoot } from '../../../chain/simulateRoot'

/**
 * With one who is new at the distributor and one who was there before, as far as there are such.
 * @param fundBaseUnits what the treasury still has to send to the distributor
 * @throws Problem `node.*`
 */
export async function tryRoot(
  chain: EvmChain,
  { merkle, token, treasury }: PayoutFileV4,
  fundBaseUnits: bigint,
): Promise<RootSimulation> {
  invariant(merkle && token.address, 'a root is set with method merkle alone, for a token')
  const tree = await distributorTree(merkle, token)
  return simulateRoot(chain, {
    distributor: { kind: merkle.kind, address: merkle.distributor as Address, token: token.address as Address },
    owner: treasury.address as Address,
    treasury: treasury.address as Address,
    fundBaseUnits,
    root: merkle.root as Hex,
    claims: triedLeaves(merkle).map(({ place, address, cumulativeBaseUnits, previousBaseUnits }) => ({
      account: address as Address,
      cumulativeBaseUnits: BigInt(cumulativeBaseUnits),
      previousBaseUnits: BigInt(previousBaseUnits),
      proof: tree.proof(place),
    })),
  })
}

/** Who is due nothing now may have claimed all of it, so that a claim of theirs would prove nothing. */
function triedLeaves({ leaves }: MerkleTotals) {
  const due = leaves.flatMap((leaf, place) => (leaf.cumulativeBaseUnits === leaf.previousBaseUnits ? [] : [{ ...leaf, place }]))
  const first = due.find(({ previousBaseUnits }) => previousBaseUnits === '0')
  const again = due.find(({ previousBaseUnits }) => previousBaseUnits !== '0')
  return [first, again].filter((leaf) => leaf !== undefined)
}
