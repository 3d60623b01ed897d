import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { BO, examplePayout, exampleSignedPayout } from './examplePayout'
import type { PayoutFile } from './payoutFile'
import { verifyPayout } from './verifyPayout'

/** Every amount in a payout outside its split, with what a finding must name; the split's own are tested with the split. */
function amountPlaces(payout: PayoutFile): { where: string; holder: Record<string, unknown>; field: string }[] {
  const places: { where: string; holder: Record<string, unknown>; field: string }[] = []
  payout.payees.forEach((payee, at) => {
    for (const field of ['periodBaseUnits', 'previousBaseUnits', 'cumulativeBaseUnits']) {
      places.push({ where: `payees[${at}] ${payee.address}`, holder: payee, field })
    }
  })
  payout.held.forEach((held, at) => {
    places.push({ where: `held[${at}] member ${held.memberId}`, holder: held, field: 'amountBaseUnits' })
  })
  for (const field of Object.keys(payout.totals)) places.push({ where: `totals.${field}`, holder: payout.totals, field })
  const { transaction, split } = payout
  for (const field of ['chainId', 'nonce', 'gasLimit', 'maxFeePerGasWei', 'maxPriorityFeePerGasWei']) {
    if (transaction) places.push({ where: `transaction.${field}`, holder: transaction, field })
  }
  split.members.forEach((member, at) => {
    places.push({ where: `split.members[${at}] member ${member.id}`, holder: member, field: 'amountBaseUnits' })
  })
  split.rows.forEach((row, at) => {
    const where = `split.rows[${at}] hotspot ${row.hotspotKey}`
    places.push({ where, holder: row, field: 'amountBaseUnits' })
    for (const share of row.shares)
      places.push({ where: `${where} member ${share.memberId}`, holder: share, field: 'amountBaseUnits' })
  })
  return places
}

describe('verifyPayout', () => {
  it('[VP1] finds nothing in a file as it was made, also after a trip through JSON', async () => {
    expect(await verifyPayout(JSON.parse(JSON.stringify(await exampleSignedPayout())))).toEqual([])
    expect(await verifyPayout(await examplePayout(null))).toEqual([])
  })

  it('[VP2] names the place of one unit changed anywhere, even when the digest is made to fit', async () => {
    const original = await exampleSignedPayout()
    const count = amountPlaces(original).length
    await fc.assert(
      fc.asyncProperty(fc.nat(count - 1), fc.constantFrom(1n, -1n), fc.boolean(), async (at, step, resealed) => {
        const payout = structuredClone(original)
        const place = amountPlaces(payout)[at]
        if (!place) throw new Error('the place exists')
        const before = place.holder[place.field]
        const after = BigInt(before as string | number) + step
        fc.pre(after >= 0n)
        place.holder[place.field] = typeof before === 'number' ? Number(after) : after.toString()
        const findings = await verifyPayout(resealed ? seal(payout) : payout)
        expect(findings.some(({ where }) => where.startsWith(place.where))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('[VP3] names leaves, proofs, roots, signers and bytes that are not what they should be', async () => {
    const original = await exampleSignedPayout()
    const hash = `0x${'ab'.repeat(32)}`
    async function wheresAfter(change: (payout: PayoutFile) => void): Promise<string[]> {
      const payout = structuredClone(original)
      change(payout)
      return (await verifyPayout(seal(payout))).map(({ where }) => where)
    }
    const payee = (payout: PayoutFile) => payout.payees[1] as PayoutFile['payees'][number]
    const named = `payees[1] ${BO} member bo`
    expect(await wheresAfter((payout) => Object.assign(payee(payout), { leafHash: hash }))).toEqual([named])
    expect(await wheresAfter((payout) => Object.assign(payee(payout), { proof: [hash] }))).toEqual([named])
    expect(await wheresAfter((payout) => Object.assign(payee(payout), { memberIds: ['di'] }))).toEqual([
      `payees[1] ${BO} member di`,
    ])
    expect(await wheresAfter((payout) => payout.payees.splice(1, 1))).toContain(`payees ${BO} member bo`)
    expect(await wheresAfter((payout) => (payout.payees as unknown[]).push(payee(payout)))).toContain(`payees[3] ${BO} member bo`)
    expect(await wheresAfter((payout) => payout.held.pop())).toEqual(['held member cy'])
    expect(await wheresAfter((payout) => Object.assign(payout, { previousRoot: hash }))).toEqual(['previousRoot'])
    expect(await wheresAfter((payout) => Object.assign(payout.merkle, { root: hash }))).toContain('merkle.root')
    expect(await wheresAfter((payout) => Object.assign(payout.transaction ?? {}, { signingHash: hash }))).toEqual([
      'transaction.signingHash',
    ])
    expect(await wheresAfter((payout) => Object.assign(payout.signature ?? {}, { signer: BO }))).toEqual(['signature.signer'])
    expect(await wheresAfter((payout) => Object.assign(payout.signature ?? {}, { transactionHash: hash }))).toEqual([
      'signature.transactionHash',
    ])
    expect(await wheresAfter((payout) => Object.assign(payout.signature ?? {}, { r: hash }))).toContain('signature.signer')
    expect(await wheresAfter((payout) => Object.assign(payout, { transaction: null }))).toEqual(['signature'])
  })

  it('[VP4] reports any other value as not having the form, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (value) => {
        expect((await verifyPayout(value)).length).toBeGreaterThan(0)
      }),
    )
  })
})
