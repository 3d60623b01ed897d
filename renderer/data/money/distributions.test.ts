import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PayoutFile } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, preparePayout } from '#core/payout/preparePayout'
import { exampleSplit, exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { actOfRecord } from '../records/actOfRecord'
import { db } from '../records/openRecords'
import { openEmpty, operationsInLog, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { saveDistribution, saveSignedPayout } from './distributions'
import { readDistributions } from './readDistributions'

const split = exampleSplit()

beforeEach(() => openEmpty(db))

const otherSplit = () => {
  const input = exampleSplitInput()
  return splitByTerms({ ...input, rewards: input.rewards.slice(0, 2) })
}

async function signedPayout(of = split, simulated = false): Promise<PayoutFile> {
  const payout = await preparePayout({ split: of, previous: NO_PREVIOUS_TOTALS, transaction: null })
  const bytes32 = `0x${'1'.repeat(64)}`
  const address = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
  const made = { simulated, device: 'test', derivationPath: "44'/60'/0'/0/0", r: bytes32, s: bytes32, yParity: 0 as const }
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
    const second = await saveDistribution(otherSplit())
    expect(second.id).toBe(first.id)
    expect(await db.distributions.count()).toBe(1)
  })

  it('refuses to split a signed period again', async () => {
    await saveDistribution(split)
    await saveSignedPayout(await signedPayout())
    await expect(saveDistribution(otherSplit())).rejects.toMatchObject({ code: 'split.already-signed' })
  })

  it('refuses a period with a signature also where the status says it is not signed', async () => {
    const signature = await saveSignedPayout(await signedPayout())
    // As another installation may write it that has not heard of the signature yet.
    await overwriteStatus('split')
    await expect(saveDistribution(otherSplit())).rejects.toMatchObject({ code: 'split.already-signed' })
    expect(await readDistributions()).toMatchObject([{ id: signature.distributionId, status: 'signed' }])
  })
})

async function overwriteStatus(status: 'split' | 'signed'): Promise<void> {
  const [distribution] = await db.distributions.toArray()
  if (distribution) await seedRecords(db, 'distributions', [{ ...distribution, status }])
}

describe('saveSignedPayout', () => {
  it('writes the fact, the status and the closing together', async () => {
    const record = await saveDistribution(split)
    const signature = await saveSignedPayout(await signedPayout())
    expect(await db.distributions.get(record.id)).toMatchObject({ status: 'signed' })
    expect(await db.signatures.get(signature.id)).toMatchObject({ distributionId: record.id, periodId: 'period-1' })
    const written = (await operationsInLog(db)).slice(-3)
    expect(written.map(({ table }) => table).sort()).toEqual(['closings', 'distributions', 'signatures'])
    expect(new Set(written.map(({ t }) => t)).size).toBe(1)
  })

  it('closes nothing where signing was only practised', async () => {
    await saveDistribution(split)
    await saveSignedPayout(await signedPayout(split, true))
    expect(await db.closings.count()).toBe(0)
  })

  it('keeps a signature once, however often it is saved', async () => {
    await saveDistribution(split)
    const payout = await signedPayout()
    const saved = [await saveSignedPayout(payout), await saveSignedPayout(payout)]
    expect(await recordsIn(db, 'signatures')).toEqual([saved[0]])
    expect(saved[0]?.id).toBe(payout.signature?.transactionHash)
  })

  it('keeps the split that was signed, not one made meanwhile', async () => {
    const record = await saveDistribution(split)
    const payout = await signedPayout()
    await saveDistribution(otherSplit())
    await saveSignedPayout(payout)
    expect((await db.distributions.get(record.id))?.file).toMatchObject({ contentSha256: split.contentSha256 })
  })

  it('is one row by its transaction, however often and from however many windows it is saved', async () => {
    await saveDistribution(split)
    const payout = await signedPayout()
    await Promise.all([1, 2, 3].map(() => saveSignedPayout(payout)))
    // The same transaction, signed again on the device a minute later.
    const again = payout.signature && { ...payout, signature: { ...payout.signature, signedAt: '2026-11-01T00:01:00Z' } }
    if (again) await saveSignedPayout(again)
    expect((await db.signatures.toArray()).map(({ id }) => id)).toEqual([payout.signature?.transactionHash])
    expect(await db.quarantine.count()).toBe(0)
    expect((await operationsInLog(db)).filter(({ table }) => table === 'signatures')).toHaveLength(1)
  })

  it('keeps a signed payout whose split was removed meanwhile, and brings that back', async () => {
    const payout = await signedPayout()
    await saveSignedPayout(payout)
    expect(await readDistributions()).toMatchObject([{ id: 'period-1', status: 'signed' }])
  })

  it('leaves a period as it is where signing was only practised, also one that an earlier version called signed', async () => {
    const { id } = await saveDistribution(split)
    await saveSignedPayout(await signedPayout(split, true))
    expect(await readDistributions()).toMatchObject([{ status: 'split' }])
    await overwriteStatus('signed')
    expect(await readDistributions()).toMatchObject([{ id, status: 'split' }])
    await saveDistribution(otherSplit())
  })

  it('refuses a payout without a signature', async () => {
    const payout = await signedPayout()
    await expect(saveSignedPayout({ ...payout, signature: null })).rejects.toMatchObject({ code: 'payout.not-signed' })
    expect(await db.signatures.count()).toBe(0)
  })
})

describe('a split and a signature at once', () => {
  it('never leave a signature beside a split that is not signed', async () => {
    const payout = await signedPayout()
    for (let round = 0; round < 20; round++) {
      await openEmpty(db)
      await saveDistribution(split)
      const splitAgain = () => saveDistribution(otherSplit())
      const sign = () => saveSignedPayout(payout)
      const work = round % 2 === 0 ? [splitAgain, sign, splitAgain] : [sign, splitAgain, sign]
      const outcomes = await Promise.allSettled(work.map((each) => each()))
      expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
      expect(await db.signatures.count()).toBe(1)
      expect(await db.distributions.toArray()).toMatchObject([{ status: 'signed', file: { contentSha256: split.contentSha256 } }])
    }
  })

  it('cannot be parted by taking either back', async () => {
    const { id } = await saveDistribution(split)
    const splitAct = await actOfRecord(db, 'distributions', id)
    await saveDistribution(otherSplit())
    const signature = await saveSignedPayout(await signedPayout())
    const signAct = await actOfRecord(db, 'signatures', signature.id)
    for (const act of [splitAct, signAct]) {
      await expect(undoAct(db, act ?? '')).rejects.toMatchObject({ code: 'undo.nothing-left' })
    }
    expect(await db.distributions.toArray()).toMatchObject([{ status: 'signed' }])
    expect(await db.signatures.count()).toBe(1)
  })

  it('goes with a signature that was only practised', async () => {
    await saveDistribution(split)
    const signature = await saveSignedPayout(await signedPayout(split, true))
    await undoAct(db, (await actOfRecord(db, 'signatures', signature.id)) ?? '')
    expect(await db.signatures.count()).toBe(0)
    expect(await readDistributions()).toMatchObject([{ status: 'split' }])
  })
})
