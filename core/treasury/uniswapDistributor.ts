/**
 * The tree of Uniswap's MerkleDistributor: claims in the order of their addresses as text with checksum, the position as index;
 * a leaf is keccak256 over index, address and amount packed (84 bytes, once); an odd node goes up unchanged.
 */
import type { Address, Hex } from 'viem'
import { encodePacked, keccak256 } from 'viem/utils'
import { invariant, validateArgument } from '../model/problem'
import { type FoldPair, loadFoldPair } from '../payout/merkleProof'
import type { Payee } from './payeeCalls'
import { checkUint256 } from './uint256'

export interface DistributorClaim extends Payee {
  index: number
  leaf: Hex
  proof: Hex[]
}

export interface UniswapDistributor {
  root: Hex
  totalBaseUnits: bigint
  /** In the order of their index. */
  claims: DistributorClaim[]
}

/**
 * @param payees addresses with their checksum.
 * @throws Problem `distributor.empty`, `distributor.twice`, `distributor.no-amount` or `uint256.out-of-range`.
 */
export async function buildUniswapDistributor(payees: readonly Payee[]): Promise<UniswapDistributor> {
  checkClaims(payees)
  const fold = await loadFoldPair()
  const inOrder = [...payees].sort((a, b) => (a.address < b.address ? -1 : 1))
  const leaves = inOrder.map(({ address, amountBaseUnits }, index) => uniswapLeaf(index, address, amountBaseUnits))
  const layers = layersOver([...leaves].sort(), fold)
  const places = new Map(layers[0]?.map((leaf, place) => [leaf, place]))
  const root = layers.at(-1)?.[0]
  invariant(root, 'a tree over at least one leaf')
  const claims = inOrder.map((payee, index) => {
    const leaf = leaves[index]
    invariant(leaf, 'a leaf for each claim')
    return { ...payee, index, leaf, proof: proofAt(places.get(leaf) ?? 0, layers) }
  })
  return { root, totalBaseUnits: payees.reduce((sum, { amountBaseUnits }) => sum + amountBaseUnits, 0n), claims }
}

function uniswapLeaf(index: number, account: Address, amountBaseUnits: bigint): Hex {
  return keccak256(encodePacked(['uint256', 'address', 'uint256'], [BigInt(index), account, amountBaseUnits]))
}

/** From the leaves up to the layer that holds the root alone. */
function layersOver(leaves: readonly Hex[], fold: FoldPair): (readonly Hex[])[] {
  const layers: (readonly Hex[])[] = [leaves]
  for (let layer = leaves; layer.length > 1; ) {
    const above: Hex[] = []
    for (let at = 0; at < layer.length; at += 2) {
      const [left, right] = [layer[at], layer[at + 1]]
      invariant(left, 'a node of the layer')
      above.push(right === undefined ? left : fold(left, right))
    }
    layers.push(above)
    layer = above
  }
  return layers
}

function proofAt(place: number, layers: readonly (readonly Hex[])[]): Hex[] {
  const siblings = layers.map((layer, height) => {
    const at = Math.floor(place / 2 ** height)
    return layer[at % 2 === 0 ? at + 1 : at - 1]
  })
  return siblings.filter((sibling) => sibling !== undefined)
}

function checkClaims(payees: readonly Payee[]): void {
  validateArgument(payees.length > 0, 'distributor.empty', 'A distribution needs at least one claim: there is nobody to pay.')
  const seen = new Set<string>()
  for (const { address, amountBaseUnits } of payees) {
    validateArgument(!seen.has(address), 'distributor.twice', `${address} has two claims: put its amounts together.`)
    seen.add(address)
    validateArgument(
      amountBaseUnits > 0n,
      'distributor.no-amount',
      `${address} has a claim of ${amountBaseUnits}: leave it out, or give an amount above 0.`,
    )
    checkUint256(amountBaseUnits, `The claim of ${address}`)
  }
}
