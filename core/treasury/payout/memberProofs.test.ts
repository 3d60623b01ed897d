import { decodeFunctionData } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { seal } from '../../model/contentDigest'
import { BY_ROOT, DISTRIBUTOR, payoutOf, TOKEN_FACTS } from './examplePayoutV4'
import { CLAIM_ABI, claimCall, memberProofs, verifyProof } from './memberProofs'

const KINDS = ['cumulative', 'universal-rewards'] as const
const rootOf = (kind: (typeof KINDS)[number]) => payoutOf({ ...BY_ROOT, distributor: { kind, address: DISTRIBUTOR } })

describe('[PF1] each member has a proof that leads to the root, and the claim to send', () => {
  it.each(KINDS)('of a distributor of the kind %s', async (kind) => {
    const payout = await rootOf(kind)
    const proofs = await memberProofs(payout)
    expect(proofs.map(({ member }) => member.id)).toEqual(['ada', 'bo', 'di'])
    for (const proof of proofs) {
      expect(await verifyProof(JSON.parse(JSON.stringify(proof)))).toEqual([])
      expect(proof.root).toBe(payout.merkle?.root)
      expect(claimCall(proof)).toEqual({ ...proof.claim, value: 0n })
      const { args } = decodeFunctionData({ abi: CLAIM_ABI[kind], data: proof.claim.data as `0x${string}` })
      const token = kind === 'cumulative' ? [] : [TOKEN_FACTS.address]
      expect(args).toEqual([proof.account, ...token, BigInt(proof.cumulativeBaseUnits), proof.proof])
    }
    expect(await memberProofs(payout, ['bo'])).toEqual([proofs[1]])
  })
})

it('[PF2] one digit changed in a proof is found, also where the digest is made to fit', async () => {
  const [proof] = await memberProofs(await rootOf('cumulative'), ['bo'])
  if (!proof) throw new Error('Bo has a total')
  const other = `0x${'ab'.repeat(32)}`
  const changes = [
    { cumulativeBaseUnits: `${BigInt(proof.cumulativeBaseUnits) + 1n}` },
    { account: DISTRIBUTOR },
    { account: proof.account.toLowerCase() },
    { distributor: TOKEN_FACTS.address },
    { kind: 'universal-rewards' },
    { leaf: other },
    { root: other },
    { proof: [other, ...proof.proof.slice(1)] },
    { proof: proof.proof.slice(1) },
    { claim: { ...proof.claim, data: '0x' } },
    { claim: { ...proof.claim, to: TOKEN_FACTS.address } },
    { chain: 'eip155:1' },
    { token: { ...TOKEN_FACTS, address: null } },
    { proof: ['no hash'] },
  ]
  for (const change of changes) {
    expect(await verifyProof(seal({ ...proof, ...change })), JSON.stringify(change)).not.toEqual([])
  }
  expect(await verifyProof({ ...proof, period: 'Another' })).toMatchObject([{ where: 'contentSha256' }])
  expect(await verifyProof(null)).not.toEqual([])
})

it('[PF3] nobody without a running total has one, nor has a payout without a root', async () => {
  const refused = (code: string) => expect.objectContaining({ code })
  await expect(memberProofs(await rootOf('cumulative'), ['cy'])).rejects.toThrow(refused('proof.no-member'))
  await expect(memberProofs(await payoutOf())).rejects.toThrow(refused('proof.no-root'))
})
