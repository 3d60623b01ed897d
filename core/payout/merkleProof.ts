/**
 * Checking Merkle proofs without the tree, as a contract does: fold the siblings into the leaf, smaller hash first,
 * and compare with the root. Hashes are 32 bytes as lower-case hex with 0x.
 */
import type { Hex } from 'viem'
import { invariant, validateArgument } from '../model/problem'
import { hexAt, writeHex } from './hexBytes'
import { loadKeccak } from './keccak'
import { HASH_BYTES } from './merkleLeaves'
import { type MerkleTree, siblingOf } from './merkleTree'

/** Folds two hashes into their parent. */
export type FoldPair = (left: string, right: string) => Hex

/** Loads the hash function once; the fold itself is synchronous. */
export async function loadFoldPair(): Promise<FoldPair> {
  const keccak = await loadKeccak()
  const pair = new Uint8Array(2 * HASH_BYTES)
  return (left, right) => {
    const [first, second] = left <= right ? [left, right] : [right, left]
    writeHex(first, pair, 0)
    writeHex(second, pair, HASH_BYTES)
    return hexAt(keccak(pair), 0, HASH_BYTES)
  }
}

/** The root that a leaf and its proof lead to. */
export function foldProof(leafHash: string, proof: readonly string[], fold: FoldPair): string {
  return proof.reduce<string>((hash, sibling) => fold(hash, sibling), leafHash)
}

export interface Multiproof {
  /** Positions of the proved leaves, in the order in which the check consumes them. */
  leaves: number[]
  proof: Hex[]
  /** True where a step folds two known hashes, false where it takes one from the proof. */
  flags: boolean[]
}

/** One proof for several leaves at once. @throws Problem `merkle.duplicate-leaf` when a position is named twice. */
export function multiproof(tree: MerkleTree, positions: readonly number[]): Multiproof {
  validateArgument(
    new Set(positions).size === positions.length,
    'merkle.duplicate-leaf',
    'A multiproof names a leaf twice: name it once.',
  )
  const leaves = [...positions].sort((a, b) => tree.treeIndex(b) - tree.treeIndex(a))
  const known = leaves.map((at) => tree.treeIndex(at))
  const result: Multiproof = { leaves, proof: [], flags: [] }
  if (known.length === 0) result.proof.push(tree.root)
  // Indices only ever fall along the queue, so a known sibling can only be the very next entry.
  for (let at = 0; at < known.length; at++) {
    const index = known[at]
    invariant(index !== undefined, 'an entry of the queue')
    if (index === 0) break
    const sibling = siblingOf(index)
    const both = known[at + 1] === sibling
    result.flags.push(both)
    if (both) at++
    else result.proof.push(tree.node(sibling))
    known.push((index - 1) >> 1)
  }
  return result
}
