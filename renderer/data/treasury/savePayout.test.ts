import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { exampleSplit, exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact } from '#core/treasury/model/payoutMove'
import { ACCOUNT_SETTINGS, inputOf, SAFE_TREASURY, TOKEN_FACTS } from '#core/treasury/payout/examplePayoutV4'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { makeMove } from '#core/treasury/state/makeMove'
import { signedHashOf } from '#core/treasury/state/payoutSigners'
import { closingOf, readClosings } from '../money/closings'
import { saveDistribution } from '../money/distributions'
import { readDistributions } from '../money/readDistributions'
import { actOfRecord } from '../records/actOfRecord'
import { db } from '../records/openRecords'
import { openEmpty } from '../records/testing/seedRecords'
import { undoAct } from '../records/undoAct'
import { periodPayments } from './periodPayments'
import { readPayout } from './readPayouts'
import { saveKnownPayout, saveMoves, savePayout } from './savePayout'

const REAL = 'eip155:42161'
const split = exampleSplit()
const otherSplit = () => splitByTerms({ ...exampleSplitInput(), rewards: exampleSplitInput().rewards.slice(0, 2) })

beforeEach(() => openEmpty(db))

/** Of the split's period, by a Safe on a chain that is worth something unless told otherwise. */
function payoutOn(chain = REAL): Promise<PayoutFileV4> {
  const treasury = { ...SAFE_TREASURY, chain }
  return preparePayoutV4(inputOf({ split, treasury, token: { ...TOKEN_FACTS, chain } }))
}

function move(payout: PayoutFileV4, fact: MoveFact, movedAt = '2026-11-20T12:00:00.000Z') {
  return makeMove({ payoutId: payout.contentSha256, movedAt, installation: 'a1'.repeat(32), fact })
}

/** As main gives them; main has checked the signature. */
function confirmedBy(payout: PayoutFileV4, index = 0) {
  const [transaction] = payout.transactions
  if (!transaction) throw new Error('The payout has no transaction')
  return move(payout, {
    kind: 'confirmed',
    confirmation: {
      ...{ format: 'commonmast-confirmation-v1', payoutSha256: payout.contentSha256, at: 0 },
      ...{ signedHash: signedHashOf(transaction), signer: treasuryOwners(payout.treasury)[index] ?? '' },
      ...{ signature: `0x${`${index + 1}`.repeat(130)}`, simulated: false, device: 'test', derivationPath: "44'/60'/0'/0/0" },
      ...{ shown: [], signedAt: '2026-11-20T12:00:00.000Z' },
    },
  })
}

const proposed = (payout: PayoutFileV4) => move(payout, { kind: 'proposed', by: 'Ada' })
const reconciled = (payout: PayoutFileV4) => move(payout, { kind: 'reconciled', receipts: [], nodes: 1 })
const voided = (payout: PayoutFileV4) => move(payout, { kind: 'voided', reason: 'wrong nonce', burns: ['7'] })
const statuses = async () => (await readDistributions()).map(({ status }) => status)

describe('a payout in the records', () => {
  it('is kept once with its moves, whoever tells of them how often', async () => {
    const payout = await payoutOn()
    const moves = [proposed(payout), confirmedBy(payout)]
    await Promise.all([1, 2, 3].map(() => saveKnownPayout(payout, moves)))
    await saveMoves(payout.contentSha256, moves)
    expect(await db.payouts.count()).toBe(1)
    expect(await db.payoutMoves.count()).toBe(2)
    expect(await db.quarantine.count()).toBe(0)
    expect(await readPayout(payout.contentSha256)).toMatchObject({
      practice: false,
      state: { stage: 'confirming', problems: [] },
    })
  })

  it('takes no moves of a payout that is not here', async () => {
    const payout = await payoutOn()
    await expect(saveMoves(payout.contentSha256, [proposed(payout)])).rejects.toMatchObject({ code: 'payout.not-in-records' })
  })
})

describe('the period of a payout', () => {
  it('is signed with the first signature and paid only when it is reconciled', async () => {
    await saveDistribution(split)
    const payout = await payoutOn()
    await saveKnownPayout(payout, [proposed(payout)])
    expect(await statuses()).toEqual(['split'])
    await saveMoves(payout.contentSha256, [confirmedBy(payout)])
    expect(await statuses()).toEqual(['signed'])
    expect(await closingOf('period-1')).toBeDefined()
    await expect(saveDistribution(otherSplit())).rejects.toMatchObject({ code: 'split.already-signed' })
    await saveMoves(payout.contentSha256, [confirmedBy(payout, 1), reconciled(payout)])
    expect(await statuses()).toEqual(['paid'])
  })

  it('takes the very split that was signed, and brings back one that was removed', async () => {
    await saveDistribution(otherSplit())
    const payout = await payoutOn()
    await saveKnownPayout(payout, [proposed(payout), confirmedBy(payout)])
    expect(await db.distributions.toArray()).toMatchObject([{ file: { contentSha256: split.contentSha256 } }])
  })

  it('is free again once the payout is void, and stays so for what was carried out all the same', async () => {
    await saveDistribution(split)
    const payout = await payoutOn()
    await saveKnownPayout(payout, [proposed(payout), confirmedBy(payout), voided(payout)])
    expect(await statuses()).toEqual(['split'])
    await saveMoves(payout.contentSha256, [reconciled(payout)])
    expect(await statuses()).toEqual(['paid'])
  })

  it('is not touched by practice', async () => {
    await saveDistribution(split)
    const practice = await payoutOn('eip155:31337')
    await saveKnownPayout(practice, [proposed(practice), confirmedBy(practice), reconciled(practice)])
    expect(await readPayout(practice.contentSha256)).toMatchObject({ practice: true, state: { stage: 'reconciled' } })
    expect(await statuses()).toEqual(['split'])
    expect(await readClosings()).toEqual([])
    expect(await periodPayments()).toEqual(new Map())
    await saveDistribution(otherSplit())
  })

  it('keeps its split where taking back would part it from a signed payout', async () => {
    const { id } = await saveDistribution(split)
    const act = (await actOfRecord(db, 'distributions', id)) ?? ''
    const payout = await payoutOn()
    await saveKnownPayout(payout, [proposed(payout), confirmedBy(payout)])
    await expect(undoAct(db, act)).rejects.toMatchObject({ code: 'undo.nothing-left' })
    const moveAct = (await actOfRecord(db, 'payoutMoves', confirmedBy(payout).id)) ?? ''
    await expect(undoAct(db, moveAct)).rejects.toMatchObject({ code: 'undo.nothing-left' })
  })
})

it('an account’s payout is kept as well', async () => {
  const chain = REAL
  const treasury = { kind: 'account', chain, address: treasuryOwners(SAFE_TREASURY)[0] ?? '' } as const
  const settings = ACCOUNT_SETTINGS
  const payout = await preparePayoutV4(
    inputOf({ split, treasury, method: 'transfers', settings, token: { ...TOKEN_FACTS, chain } }),
  )
  await savePayout(payout)
  expect(await readPayout(payout.contentSha256)).toMatchObject({ periodId: 'period-1', state: { stage: 'drafted' } })
})
