/**
 * `evm_openzeppelin_standard_merkle_tree`: root, leaves and proofs of a tree over ABI values, the multiproof of its first
 * two leaves where there are more than two, and the array and indices of a published dump.
 */
import { z } from 'zod'
import { invariant } from '../model/problem'
import { multiproof } from '../payout/merkleProof'
import { buildEncodedMerkleTree, type MerkleTree } from '../payout/merkleTree'
import { type Calculation, readInputs } from './calculation'

const leafEncoding = z.array(z.string().min(1)).min(1)
const value = z.array(z.unknown())
const caseInputs = z.object({ leafEncoding, values: z.array(value).min(1) })
const dumpInputs = z.object({ leafEncoding, values: z.array(z.object({ value })).min(1) })
/** Only the dump needs anything outside the cases. */
const fileInputs = z.object({ published_dump: z.object({ dump: z.unknown() }).optional() })

export const merkleTreeCalculation: Calculation = {
  async computeCase(given) {
    const { leafEncoding: types, values } = readInputs(caseInputs, given)
    const { multiproof_0_1: givenMultiproof, ...rest } = given
    const tree = await buildEncodedMerkleTree(types, values)
    const leaves = values.map((each, index) => ({
      index,
      value: each,
      leaf_hash: tree.leafHash(index),
      proof: tree.proof(index),
    }))
    const withMultiproof = values.length > 2 || (givenMultiproof !== undefined && values.length === 2)
    return { ...rest, root: tree.root, leaves, ...(withMultiproof ? { multiproof_0_1: firstTwo(tree, values) } : {}) }
  },

  async computeFile(file) {
    const { published_dump: published } = readInputs(fileInputs, file)
    if (published === undefined) return file
    const dump = published.dump as Record<string, unknown>
    const { leafEncoding: types, values } = readInputs(dumpInputs, dump)
    const tree = await buildEncodedMerkleTree(
      types,
      values.map((each) => each.value),
    )
    const recomputed = {
      ...dump,
      tree: Array.from({ length: 2 * tree.leafCount - 1 }, (_, index) => tree.node(index)),
      values: values.map((each, index) => ({ value: each.value, treeIndex: tree.treeIndex(index) })),
    }
    return { ...file, published_dump: { ...(file.published_dump as object), dump: recomputed } }
  },
}

function firstTwo(tree: MerkleTree, values: readonly unknown[][]): Record<string, unknown> {
  invariant(values.length >= 2, 'two leaves to prove')
  const { leaves, proof, flags } = multiproof(tree, [0, 1])
  return { leaves: leaves.map((at) => values[at]), proof, flags }
}
