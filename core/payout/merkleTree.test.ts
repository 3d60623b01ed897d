import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldProof, loadFoldPair, multiproof } from './merkleProof'
import { buildEncodedMerkleTree, buildMerkleTree } from './merkleTree'

const TYPES = ['address', 'uint256']
const addressArbitrary = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`)
const leafArbitrary = fc.record({ address: addressArbitrary, amountBaseUnits: fc.bigInt(0n, 2n ** 256n - 1n) })
type Leaf = { address: string; amountBaseUnits: bigint }

const reference = (leaves: Leaf[]) =>
  StandardMerkleTree.of(
    leaves.map(({ address, amountBaseUnits }) => [address, amountBaseUnits.toString()]),
    TYPES,
  )

const leaf = (at: number, amountBaseUnits = BigInt(at)): Leaf => ({
  address: `0x${at.toString(16).padStart(40, '0')}`,
  amountBaseUnits,
})

async function expectSameTree(leaves: Leaf[]): Promise<void> {
  const ours = await buildMerkleTree(leaves)
  const theirs = reference(leaves)
  expect(ours.root).toBe(theirs.root)
  const { tree, values } = theirs.dump()
  expect(tree.map((_, index) => ours.node(index))).toEqual(tree)
  expect(leaves.map((_, at) => ours.treeIndex(at))).toEqual(values.map((value) => value.treeIndex))
  expect(ours.allProofs()).toEqual(leaves.map((_, at) => theirs.getProof(at)))
}

describe('buildMerkleTree', () => {
  it('[MT1] gives the tree of OpenZeppelin for any leaves', async () => {
    await fc.assert(fc.asyncProperty(fc.array(leafArbitrary, { minLength: 1, maxLength: 40 }), expectSameTree), { numRuns: 60 })
  })

  it('[MT2] gives the tree of OpenZeppelin for 1, 2 and odd counts, doubled leaves and the greatest amount', async () => {
    const greatest = 2n ** 256n - 1n
    for (const leaves of [
      [leaf(1)],
      [leaf(1), leaf(2)],
      [leaf(1), leaf(2), leaf(3)],
      Array.from({ length: 1001 }, (_, at) => leaf(at)),
      [leaf(1), leaf(2), leaf(1), leaf(1), leaf(2)],
      [leaf(1, greatest), leaf(2, greatest), leaf(1, 0n)],
    ]) {
      await expectSameTree(leaves)
    }
  })

  it('[MT3] hashes the same way through the general encoding, static or dynamic', async () => {
    const leaves = Array.from({ length: 7 }, (_, at) => leaf(at + 1))
    const values = leaves.map(({ address, amountBaseUnits }) => [address, amountBaseUnits.toString()])
    expect((await buildEncodedMerkleTree(TYPES, values)).root).toBe((await buildMerkleTree(leaves)).root)
    const dynamic = [
      ['a', ['1', '2']],
      ['Émile', []],
    ]
    expect((await buildEncodedMerkleTree(['string', 'uint256[]'], dynamic)).root).toBe(
      StandardMerkleTree.of(dynamic, ['string', 'uint256[]']).root,
    )
    const { address } = leaf(5)
    const tuples = [
      [[[address, '1'], 7], [[address, true]], [['1', '0x10']]],
      [[[address, '-3'], 8], [], []],
    ]
    const tupleTypes = ['((address,int256),uint8)', '(address,bool)[]', 'uint64[2][]']
    expect((await buildEncodedMerkleTree(tupleTypes, tuples)).root).toBe(StandardMerkleTree.of(tuples, tupleTypes).root)
  })

  it('[MT4] proofs hold for their own leaf and for no other amount', async () => {
    const fold = await loadFoldPair()
    await fc.assert(
      fc.asyncProperty(fc.array(leafArbitrary, { minLength: 1, maxLength: 20 }), fc.nat(), async (leaves, pick) => {
        const at = pick % leaves.length
        const tree = await buildMerkleTree(leaves)
        const { address, amountBaseUnits } = leaves[at] as Leaf
        const proof = tree.proof(at)
        const holds = (amount: bigint) => StandardMerkleTree.verify(tree.root, TYPES, [address, amount.toString()], proof)
        expect(holds(amountBaseUnits)).toBe(true)
        expect(holds(amountBaseUnits === 0n ? 1n : amountBaseUnits - 1n)).toBe(false)
        expect(foldProof(tree.leafHash(at), proof, fold)).toBe(tree.root)
      }),
      { numRuns: 50 },
    )
  })

  it('[MT5] multiproofs are those of OpenZeppelin and lead to the root', async () => {
    const picksArbitrary = fc.uniqueArray(fc.nat(24), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 25 }), picksArbitrary, async (count, picks) => {
        const leaves = Array.from({ length: count }, (_, at) => leaf(at + 1))
        const positions = picks.filter((at) => at < count)
        const tree = await buildMerkleTree(leaves)
        const ours = multiproof(tree, positions)
        const theirs = reference(leaves).getMultiProof([...positions])
        expect(ours.proof).toEqual(theirs.proof)
        expect(ours.flags).toEqual(theirs.proofFlags)
        expect(ours.leaves.map((at) => [leaves[at]?.address, leaves[at]?.amountBaseUnits.toString()])).toEqual(theirs.leaves)
        const proved = { leaves: theirs.leaves, proof: ours.proof, proofFlags: ours.flags }
        expect(StandardMerkleTree.verifyMultiProof(tree.root, TYPES, proved)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('[MT6] refuses an empty tree and leaves that no contract could read', async () => {
    const refused = (code: string) => expect.objectContaining({ code })
    await expect(buildMerkleTree([])).rejects.toThrow(refused('merkle.empty'))
    await expect(buildMerkleTree([leaf(1, -1n)])).rejects.toThrow(refused('merkle.bad-leaf'))
    await expect(buildMerkleTree([leaf(1, 2n ** 256n)])).rejects.toThrow(refused('merkle.bad-leaf'))
    await expect(buildMerkleTree([{ address: '0x12', amountBaseUnits: 1n }])).rejects.toThrow(refused('merkle.bad-leaf'))
    const malformed: [type: string, value: unknown][] = [
      ['uint8', '256'],
      ['uint7', '1'],
      ['uint256', ''],
      ['uint256', ' 5'],
      ['uint256', '0b11'],
      ['uint256', '1e3'],
      ['bytes', '0xabc'],
      ['bytes', 'ab'],
      ['bytes32', '0x01'],
      ['(uint8,bool)', [1]],
      ['(uint8,bool)', { 0: 1, 1: true }],
      ['money', '1'],
    ]
    for (const [type, value] of malformed) {
      await expect(buildEncodedMerkleTree([type], [[value]]), `${type} ${value}`).rejects.toThrow(refused('merkle.bad-leaf'))
    }
  })
})
