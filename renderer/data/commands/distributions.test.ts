import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout } from '#core/payout/preparePayout'
import { exampleSplit, exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitExactly } from '#core/rewards/splitExactly'
import { db } from '../openDatabase'
import { saveDistribution, saveSignedPayout } from './distributions'

const split = exampleSplit()

beforeEach(async () => {
  await db.delete()
  await db.open()
})

async function signedPayout(of = split): Promise<PayoutFile> {
  const payout = await preparePayout({ split: of, previous: NO_PREVIOUS_TOTALS, transaction: null })
  const bytes32 = `0x${'1'.repeat(64)}`
  const address = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
  const made = { simulated: true, device: 'test', derivationPath: "44'/60'/0'/0/0", r: bytes32, s: bytes32, yParity: 0 as const }
  const result = { signer: address, recovered: address, signedTransaction: '0x02', transactionHash: bytes32 }
  return { ...payout, signature: { ...made, ...result, signedAt: '2026-11-01T00:00:00Z' } }
}

describe('saveDistribution', () => {
  it('keeps the whole split with its figures', async () => {
    const record = await saveDistribution(split)
    expect(await db.distributions.get(record.id)).toMatchObject({
      periodId: 'period-1',
      status: 'split',
      totalBaseUnits: split.totals.totalBaseUnits,
      file: { contentSha256: split.contentSha256 },
    })
  })

  it('replaces a split that was not signed, and keeps its identity', async () => {
    const first = await saveDistribution(split)
    const input = exampleSplitInput()
    const again = splitExactly({ ...input, rewards: input.rewards.slice(0, 2) })
    const second = await saveDistribution(again)
    expect(second.id).toBe(first.id)
    expect(await db.distributions.count()).toBe(1)
  })

  it('refuses to split a signed period again', async () => {
    const record = await saveDistribution(split)
    await saveSignedPayout(await signedPayout(), record.id)
    await expect(saveDistribution(split)).rejects.toMatchObject({ code: 'split.already-signed' })
  })
})

describe('saveSignedPayout', () => {
  it('writes the fact and the status together, with both in the outbox', async () => {
    const record = await saveDistribution(split)
    const signature = await saveSignedPayout(await signedPayout(), record.id)
    expect((await db.distributions.get(record.id))?.status).toBe('signed')
    expect((await db.signatures.get(signature.id))?.distributionId).toBe(record.id)
    const last = (await db.outbox.toArray()).at(-1)
    expect(last?.ops.map((op) => op.table).sort()).toEqual(['distributions', 'signatures'])
  })

  it('keeps a signature once, however often it is saved', async () => {
    const record = await saveDistribution(split)
    const payout = await signedPayout()
    const saved = [await saveSignedPayout(payout, record.id), await saveSignedPayout(payout, record.id)]
    expect(await db.signatures.toArray()).toEqual([saved[0]])
    expect(saved[0]?.id).toBe(payout.signature?.transactionHash)
  })

  it('keeps the split that was signed, not one made meanwhile', async () => {
    const record = await saveDistribution(split)
    const payout = await signedPayout()
    const input = exampleSplitInput()
    await saveDistribution(splitExactly({ ...input, rewards: input.rewards.slice(0, 2) }))
    await saveSignedPayout(payout, record.id)
    expect((await db.distributions.get(record.id))?.file).toMatchObject({ contentSha256: split.contentSha256 })
  })

  it('refuses a payout without a signature, and one whose split is gone', async () => {
    const record = await saveDistribution(split)
    const payout = await signedPayout()
    await expect(saveSignedPayout({ ...payout, signature: null }, record.id)).rejects.toMatchObject({ code: 'payout.not-signed' })
    await expect(saveSignedPayout(payout, 'elsewhere')).rejects.toMatchObject({ code: 'data.not-found' })
    expect(await db.signatures.count()).toBe(0)
  })
})
