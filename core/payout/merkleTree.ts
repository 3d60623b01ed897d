/**
 * A Merkle tree with the shape of OpenZeppelin's StandardMerkleTree: a complete binary tree in one array, root first,
 * leaves in ascending order of hash filled in from the end; a node is keccak256 of its children, the smaller first.
 * Hashes live in one typed array; text appears only when asked for.
 */
import type { Hex } from 'viem'
import { invariant, validateArgument } from '../model/problem'
import { hexAt } from './hexBytes'
import { type Keccak, loadKeccak } from './keccak'
import { type AddressAmountLeaf, HASH_BYTES, hashAddressAmountLeaves, hashEncodedLeaves } from './merkleLeaves'

export interface MerkleTree {
  readonly root: Hex
  readonly leafCount: number
  /** Hash of the leaf given at this position. */
  leafHash(at: number): Hex
  /** Where that leaf stands in the tree's array. */
  treeIndex(at: number): number
  /** Sibling hashes from the leaf up to the root. */
  proof(at: number): Hex[]
  /** The proofs of all leaves, in the order given. */
  allProofs(): Hex[][]
  /** Hash at an index of the tree's array, 0 being the root. */
  node(index: number): Hex
}

/**
 * A tree over `[address, uint256]` leaves, or with a reward token over `[address, address, uint256]`: the fast way, for payouts.
 * @throws Problem `merkle.empty`, `merkle.bad-leaf`.
 */
export async function buildMerkleTree(
  leaves: readonly AddressAmountLeaf[],
  rewardToken: string | null = null,
): Promise<MerkleTree> {
  const keccak = await loadKeccak()
  return treeOverHashes(hashAddressAmountLeaves(leaves, keccak, rewardToken), keccak)
}

/** A tree over leaves of any ABI types. @throws Problem `merkle.empty`, `merkle.bad-leaf`. */
export async function buildEncodedMerkleTree(
  leafEncoding: readonly string[],
  values: readonly (readonly unknown[])[],
): Promise<MerkleTree> {
  const keccak = await loadKeccak()
  return treeOverHashes(hashEncodedLeaves(leafEncoding, values, keccak), keccak)
}

function treeOverHashes(hashes: Uint8Array, keccak: Keccak): MerkleTree {
  const leafCount = hashes.length / HASH_BYTES
  validateArgument(leafCount > 0, 'merkle.empty', 'A Merkle tree needs at least one leaf: there is nobody to pay.')
  const nodeCount = 2 * leafCount - 1
  const nodes = new Uint8Array(nodeCount * HASH_BYTES)
  const indexOfLeaf = new Uint32Array(leafCount)
  ascendingByHash(hashes, leafCount).forEach((leaf, rank) => {
    const index = nodeCount - 1 - rank
    nodes.set(hashes.subarray(leaf * HASH_BYTES, (leaf + 1) * HASH_BYTES), index * HASH_BYTES)
    indexOfLeaf[leaf] = index
  })
  const pair = new Uint8Array(2 * HASH_BYTES)
  for (let index = leafCount - 2; index >= 0; index--) {
    const left = (2 * index + 1) * HASH_BYTES
    const right = left + HASH_BYTES
    if (compareHashes(nodes, left, right) <= 0) {
      pair.set(nodes.subarray(left, right + HASH_BYTES))
    } else {
      pair.set(nodes.subarray(right, right + HASH_BYTES))
      pair.set(nodes.subarray(left, right), HASH_BYTES)
    }
    nodes.set(keccak(pair), index * HASH_BYTES)
  }

  const texts = new Array<Hex | undefined>(nodeCount)
  function node(index: number): Hex {
    invariant(index >= 0 && index < nodeCount, 'an index inside the tree')
    const text = texts[index] ?? hexAt(nodes, index * HASH_BYTES, HASH_BYTES)
    texts[index] = text
    return text
  }
  function treeIndex(at: number): number {
    const index = indexOfLeaf[at]
    invariant(index !== undefined, 'a leaf of the tree')
    return index
  }
  function proof(at: number): Hex[] {
    const siblings: Hex[] = []
    for (let index = treeIndex(at); index > 0; index = (index - 1) >> 1) siblings.push(node(siblingOf(index)))
    return siblings
  }
  return {
    root: node(0),
    leafCount,
    leafHash: (at) => node(treeIndex(at)),
    treeIndex,
    proof,
    allProofs: () => Array.from({ length: leafCount }, (_, at) => proof(at)),
    node,
  }
}

/** Left children have odd indices, right children even ones. */
export function siblingOf(index: number): number {
  return index % 2 === 1 ? index + 1 : index - 1
}

/** Leaf positions in ascending order of hash, equal hashes in the order given. The first 4 bytes settle nearly all. */
function ascendingByHash(hashes: Uint8Array, leafCount: number): Uint32Array {
  const view = new DataView(hashes.buffer, hashes.byteOffset)
  const heads = Uint32Array.from({ length: leafCount }, (_, at) => view.getUint32(at * HASH_BYTES))
  return Uint32Array.from({ length: leafCount }, (_, at) => at).sort((a, b) => {
    const byHead = (heads[a] ?? 0) - (heads[b] ?? 0)
    return byHead || compareHashes(hashes, a * HASH_BYTES, b * HASH_BYTES) || a - b
  })
}

function compareHashes(bytes: Uint8Array, left: number, right: number): number {
  for (let at = 0; at < HASH_BYTES; at++) {
    const difference = (bytes[left + at] ?? 0) - (bytes[right + at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
