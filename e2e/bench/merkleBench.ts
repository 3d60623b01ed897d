/** Merkle root plus all proofs of 100,000 payees, against OpenZeppelin's own library on the same values, and against hashing alone. */
import { createHash } from 'node:crypto'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { getAddress } from 'viem/utils'
import { loadKeccak } from '#core/payout/keccak'
import { buildMerkleTree } from '#core/payout/merkleTree'
import { type BenchRow, benchRow, medianMs } from './benchRow'

const PAYEES = 100_000

/** @throws Error when the two roots or any compared proof differ: a fast wrong answer is no answer. */
export async function merkleBench(): Promise<BenchRow[]> {
  const payees = Array.from({ length: PAYEES }, (_, index) => {
    const digest = createHash('sha256').update(`payee ${index}`).digest('hex')
    return { address: getAddress(`0x${digest.slice(0, 40)}`), amountBaseUnits: BigInt(`0x${digest.slice(40, 56)}`) + 1n }
  })
  let root = ''
  let proofs: string[][] = []
  const measured = await medianMs(3, async () => {
    const tree = await buildMerkleTree(payees)
    root = tree.root
    proofs = tree.allProofs()
  })

  let referenceRoot = ''
  const referenceProofs: string[][] = []
  const values = payees.map((payee): [string, string] => [payee.address, payee.amountBaseUnits.toString()])
  const reference = await medianMs(1, () => {
    const tree = StandardMerkleTree.of(values, ['address', 'uint256'])
    referenceRoot = tree.root
    for (let index = 0; index < values.length; index++) referenceProofs.push(tree.getProof(index))
  })
  if (root !== referenceRoot) throw new Error(`The roots differ: ${root} and ${referenceRoot}`)
  for (let index = 0; index < PAYEES; index++) {
    if (proofs[index]?.join() !== referenceProofs[index]?.join()) throw new Error(`The proofs of payee ${index} differ`)
  }
  const hashing = await bareHashingMs()
  return [
    benchRow('merkle root and all proofs of 100k payees', '>=60', measured, reference, reference / measured),
    benchRow('merkle root and all proofs against the hashes alone', '<=3', measured, hashing, measured / hashing),
  ]
}

/** As many hashes as the tree takes: two for each leaf, one for each node above. */
async function bareHashingMs(): Promise<number> {
  const keccak = await loadKeccak()
  const bytes = new Uint8Array(64)
  const view = new DataView(bytes.buffer)
  return medianMs(3, () => {
    for (let hash = 0; hash < 3 * PAYEES - 1; hash++) {
      view.setUint32(0, hash)
      keccak(bytes)
    }
  })
}
