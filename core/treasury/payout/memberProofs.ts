/** Proofs of a payout's running totals for its members, and what each claims. SPEC.md, rules [PF1] to [PF3]. */
import type { Address, Hex } from 'viem'
import { contentDigest, seal } from '../../model/contentDigest'
import { checkAddress } from '../../model/evmAddress'
import { type Finding, schemaFindings } from '../../model/finding'
import { Problem, validateArgument } from '../../model/problem'
import { foldProof, loadFoldPair } from '../../payout/merkleProof'
import { claimCall } from '../chain/distributorCalls'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { PROOF_FORMAT, type ProofFile, proofFileSchema } from '../model/proofFile'
import type { Call } from '../safeTransaction'
import { distributorTree } from './merkleTotals'

type StatedClaim = Pick<ProofFile, 'kind' | 'distributor' | 'account' | 'token' | 'cumulativeBaseUnits' | 'proof'>

/** The claim of a proof: it pays the account whoever sends it. @throws Problem `proof.no-token` for native coin */
function claimOf({ kind, distributor, account, token, cumulativeBaseUnits, proof }: StatedClaim): Call {
  validateArgument(
    token.address !== null,
    'proof.no-token',
    'Native coin is not claimed from a distributor: ask for the proof again.',
  )
  return claimCall(
    { kind, address: distributor as Address, token: token.address as Address },
    { account: account as Address, cumulativeBaseUnits: BigInt(cumulativeBaseUnits), proof: proof as Hex[] },
  )
}

/**
 * A proof for each member who has a running total; members who share an address have the same leaf.
 * @param memberIds only of these; all where it is missing
 * @throws Problem `proof.no-root`, or `proof.no-member` for one who has no total
 */
export async function memberProofs(payout: PayoutFileV4, memberIds?: readonly string[]): Promise<ProofFile[]> {
  const { merkle, token, treasury, split, contentSha256, periods } = payout
  validateArgument(merkle, 'proof.no-root', 'This payout sets no root, so there is nothing to claim: members get it sent.')
  const tree = await distributorTree(merkle, token)
  const placeOf = new Map(merkle.leaves.map(({ address }, place) => [address, place]))
  const members = split.members.filter(({ id, address }) => {
    const isWanted = memberIds === undefined || memberIds.includes(id)
    return isWanted && address !== null && placeOf.has(address)
  })
  const missing = memberIds?.find((id) => !members.some((member) => member.id === id))
  validateArgument(
    missing === undefined,
    'proof.no-member',
    `The payout has no running total for a member "${missing}": choose one that it pays.`,
  )
  return members.map(({ id, name, address }) => {
    const place = placeOf.get(address ?? '') ?? 0
    const account = address ?? ''
    const { kind, distributor, root, leaves } = merkle
    const cumulativeBaseUnits = leaves[place]?.cumulativeBaseUnits ?? '0'
    const proof = tree.proof(place)
    const { to, data } = claimOf({ kind, distributor, account, token, cumulativeBaseUnits, proof })
    return seal({
      format: PROOF_FORMAT as typeof PROOF_FORMAT,
      payoutSha256: contentSha256,
      period: periods.at(-1)?.name ?? '',
      member: { id, name },
      chain: treasury.chain,
      ...{ token, kind, distributor, account, cumulativeBaseUnits },
      ...{ leaf: tree.leafHash(place), proof, root, claim: { to, data } },
    })
  })
}

/** Checks a proof from nothing but itself. Never throws. */
export async function verifyProof(file: unknown): Promise<Finding[]> {
  const parsed = proofFileSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const proof = parsed.data
  const findings: Finding[] = []
  const add = (where: string, message: string) => findings.push({ where, message })
  try {
    for (const field of ['account', 'distributor'] as const) checkAddress(proof[field], `the ${field}`)
    const { kind, account, cumulativeBaseUnits, token } = proof
    const leaf = (await distributorTree({ kind, leaves: [{ address: account, cumulativeBaseUnits }] }, token)).root
    if (leaf !== proof.leaf) add('leaf', `reads ${proof.leaf}, but account and total give ${leaf}`)
    const root = foldProof(leaf, proof.proof, await loadFoldPair())
    if (root !== proof.root) add('proof', `leads to ${root}, not to the root ${proof.root}`)
    const { to, data } = claimOf(proof)
    if (to !== proof.claim.to) add('claim.to', `reads ${proof.claim.to}, but the distributor is ${to}`)
    if (data !== proof.claim.data) add('claim.data', `reads ${proof.claim.data}, but the proof gives ${data}`)
    if (proof.chain !== token.chain) add('chain', `reads ${proof.chain}, but the token is on ${token.chain}`)
    const digest = contentDigest(file as object)
    if (digest !== proof.contentSha256) {
      add('contentSha256', `reads ${proof.contentSha256}, but the contents give ${digest}: the file was changed`)
    }
  } catch (thrown) {
    add('file', Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message)
  }
  return findings
}
