import 'fake-indexeddb/auto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { beforeEach, expect, test } from 'vitest'
import { DECLARATION_FORMAT, type Declaration, declarationBytes, type StatedDeclaration } from '#core/agreements/declaration'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import { db } from '../records/openRecords'
import { openEmpty, recordsIn, seedRecords } from '../records/testing/seedRecords'
import { closePeriod, closingOf, isClosed, readOpening } from './closings'
import { saveDistribution } from './distributions'
import { reopenPeriod } from './reopenPeriod'

const secret = new Uint8Array(32).fill(7)

beforeEach(() => openEmpty(db))

async function sign(said: StatedDeclaration): Promise<Declaration> {
  const facts = { id: `signed-${await db.reopenings.count()}`, said, signedAt: '2026-11-30T10:00:00.000Z' }
  const publicKey = bytesToHex(ed25519.getPublicKey(secret))
  const signature = bytesToHex(ed25519.sign(declarationBytes({ facts, publicKey }), secret))
  return { format: DECLARATION_FORMAT, facts, publicKey, signature }
}

async function splitNow(id: string, name = id) {
  const input = exampleSplitInput()
  const opening = await readOpening({ id, token: input.token })
  return splitByTerms({ ...input, ...opening, period: { ...input.period, id, name } })
}

test('[AC8] [DC5] an opened period can be split and closed again, also with the very split it had', async () => {
  const first = await splitNow('p1')
  await closePeriod(first)
  await reopenPeriod('p1', 'A wrong address', sign)
  expect(await closingOf('p1')).toBeUndefined()
  expect(await isClosed(first)).toBe(false)
  expect((await db.reopenings.toArray())[0]?.file.facts.said).toMatchObject({
    closedSplitSha256: first.contentSha256,
    period: { id: 'p1', name: 'p1' },
    reason: 'A wrong address',
  })
  const other = await splitNow('p1', 'June')
  expect(other.previous).toEqual([])
  await saveDistribution(other)

  await closePeriod(first)
  expect((await closingOf('p1'))?.id).toBe(`${first.contentSha256}:1`)
  await reopenPeriod('p1', 'Still wrong', sign)
  await closePeriod(other)
  expect(await isClosed(other)).toBe(true)
  // A payout that was prepared of the first split is not signed any more.
  await expect(isClosed(first)).rejects.toMatchObject({ code: 'period.closed-already' })
  expect(await recordsIn(db, 'closings')).toHaveLength(3)
  expect((await splitNow('p2')).previous).toEqual([expect.objectContaining({ contentSha256: other.contentSha256 })])
})

test('[AC8] what was paid, what others go on from, and what says no reason stays closed', async () => {
  const first = await splitNow('p1')
  await closePeriod(first)
  await expect(reopenPeriod('p1', '  ', sign)).rejects.toMatchObject({ code: 'reopening.no-reason' })
  await expect(reopenPeriod('p2', 'Why', sign)).rejects.toMatchObject({ code: 'period.not-closed' })

  const signature = {
    ...{ id: 's1', distributionId: 'p1', periodId: 'p1', file: {}, root: '0x', signer: '0x', createdAt: '2026-11-30T10:00:00Z' },
  }
  await seedRecords(db, 'signatures', [{ ...signature, id: 's0', simulated: true }])
  await seedRecords(db, 'signatures', [{ ...signature, simulated: false }])
  await expect(reopenPeriod('p1', 'Why', sign)).rejects.toMatchObject({ code: 'period.paid' })

  await closePeriod(await splitNow('p2'))
  await closePeriod(await splitNow('p3'))
  await expect(reopenPeriod('p2', 'Why', sign)).rejects.toMatchObject({ code: 'period.gone-on' })
  expect(await db.reopenings.count()).toBe(0)
})

test('[AC8] a signature that does not hold, or a payment while it was signed, opens nothing', async () => {
  await closePeriod(await splitNow('p1'))
  const forged = async (said: StatedDeclaration) => ({ ...(await sign(said)), signature: 'ab'.repeat(64) })
  await expect(reopenPeriod('p1', 'Why', forged)).rejects.toMatchObject({ code: 'declaration.does-not-hold' })
  const meanwhile = async (said: StatedDeclaration) => {
    const signature = { id: 's1', distributionId: 'p1', periodId: 'p1', file: {}, root: '0x', signer: '0x', simulated: false }
    await seedRecords(db, 'signatures', [{ ...signature, createdAt: '2026-11-30T10:00:00Z' }])
    return sign(said)
  }
  await expect(reopenPeriod('p1', 'Why', meanwhile)).rejects.toMatchObject({ code: 'period.paid' })
  expect(await db.reopenings.count()).toBe(0)
})
