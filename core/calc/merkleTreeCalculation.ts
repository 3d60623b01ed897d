/**
 * `evm_openzeppelin_standard_merkle_tree`: root, leaves and proofs of a tree over ABI values, the multiproof of its first
 * two leaves where there are more than two, any other `multiproof_I_J…` that is asked for by its name, and the array and
 * indices of a published dump.
 */
import { z } from 'zod'
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
    const rest = Object.fromEntries(Object.entries(given).filter(([field]) => !MULTIPROOF.test(field)))
    const tree = await buildEncodedMerkleTree(types, values)
    const leaves = values.map((each, index) => ({
      index,
      value: each,
      leaf_hash: tree.leafHash(index),
      proof: tree.proof(index),
    }))
    const multiproofs = multiproofFields(given, values.length).map((field) => [field, multiproofOf(field, tree, values)])
    return { ...rest, root: tree.root, leaves, ...Object.fromEntries(multiproofs) }
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

/** The field's name says which leaves are proved at once. */
const MULTIPROOF = /^multiproof(_\d+)+$/

/** What was given in such a field is ignored, so a name that asks for leaves that are not there yields nothing. */
function multiproofFields(given: object, leafCount: number): string[] {
  const asked = Object.keys(given).filter((field) => {
    const positions = MULTIPROOF.test(field) ? positionsIn(field) : []
    return positions.length > 0 && positions.every((at, index) => at < leafCount && positions.indexOf(at) === index)
  })
  return [...new Set([...(leafCount > 2 ? ['multiproof_0_1'] : []), ...asked])]
}

function positionsIn(field: string): number[] {
  return field.split('_').slice(1).map(Number)
}

function multiproofOf(field: string, tree: MerkleTree, values: readonly unknown[][]): Record<string, unknown> {
  const { leaves, proof, flags } = multiproof(tree, positionsIn(field))
  return { leaves: leaves.map((at) => values[at]), proof, flags }
}
