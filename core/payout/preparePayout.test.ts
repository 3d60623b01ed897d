import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { describe, expect, it } from 'vitest'
import { exampleSplit, exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import { ADA, BO, examplePayout, GONE } from './examplePayout'
import { payoutFileSchema } from './payoutFile'
import { NO_PREVIOUS_TOTALS, type PreviousTotals, preparePayout, rootOf, totalsAfter } from './preparePayout'
import { verifyPayout } from './verifyPayout'

const FIRST = NO_PREVIOUS_TOTALS
const refused = (code: string, words = /./) => expect.objectContaining({ code, message: expect.stringMatching(words) })

describe('preparePayout', () => {
  it('[PO1] joins members with one address, keeps earlier totals, lists what is held', async () => {
    const payout = await examplePayout()
    expect(payoutFileSchema.parse(payout)).toEqual(payout)
    const none = { fromHeldBaseUnits: '0' }
    expect(payout.payees.map(({ leafHash: _leaf, proof: _proof, ...payee }) => payee)).toEqual([
      { ...none, address: GONE, memberIds: [], periodBaseUnits: '0', previousBaseUnits: '11', cumulativeBaseUnits: '11' },
      {
        ...none,
        address: BO,
        memberIds: ['bo'],
        periodBaseUnits: '177182386',
        previousBaseUnits: '5',
        cumulativeBaseUnits: '177182391',
      },
      {
        ...none,
        address: ADA,
        memberIds: ['ada', 'di'],
        periodBaseUnits: '1240776505',
        previousBaseUnits: '0',
        cumulativeBaseUnits: '1240776505',
      },
    ])
    expect(payout.held).toEqual([
      { memberId: 'cy', name: 'Cy', amountBaseUnits: '500038', reason: expect.stringContaining('no address') },
    ])
    expect(payout.totals).toEqual({
      periodBaseUnits: '1417958891',
      heldBaseUnits: '500038',
      dustBaseUnits: '0',
      previousBaseUnits: '16',
      cumulativeBaseUnits: '1417958907',
    })
  })

  it('[PO2] proves every payee against the root', async () => {
    const { payees, merkle } = await examplePayout()
    for (const { address, cumulativeBaseUnits, proof } of payees) {
      expect(StandardMerkleTree.verify(merkle.root, merkle.leafEncoding, [address, cumulativeBaseUnits], proof)).toBe(true)
    }
  })

  it('[PO3] carries totals from period to period without a fall, and leaves out who is due nothing', async () => {
    const first = await preparePayout({ split: exampleSplit(), previous: FIRST, transaction: null })
    expect(first.payees.map((payee) => payee.address)).toEqual([BO, ADA])
    const input = exampleSplitInput()
    const rewards = input.rewards.filter(({ hotspotKey }) => hotspotKey === 'h5')
    const next = splitByTerms({ ...input, period: { ...input.period, id: 'period-2' }, rewards })
    const second = await preparePayout({ split: next, previous: totalsAfter(first), transaction: null })
    expect(second.previousRoot).toBe(first.merkle.root)
    for (const { address, cumulativeBaseUnits } of first.payees) {
      const after = second.payees.find((payee) => payee.address === address)
      expect(BigInt(after?.cumulativeBaseUnits ?? -1)).toBeGreaterThanOrEqual(BigInt(cumulativeBaseUnits))
    }
    expect(await verifyPayout(second)).toEqual([])
  })

  it('[PO4] refuses a split that does not hold, naming the first finding', async () => {
    const split = exampleSplit()
    const [row] = split.rows
    if (!row) throw new Error('the example has rows')
    row.amountBaseUnits = '101'
    const refusal = refused('payout.split-does-not-hold', /rows\[0\] hotspot h1 .*more\)/)
    await expect(preparePayout({ split, previous: FIRST, transaction: null })).rejects.toThrow(refusal)
  })

  it('[PO5] refuses totals from before that do not give the root from before', async () => {
    const split = exampleSplit()
    const totals = [{ address: BO, cumulativeBaseUnits: '5' }]
    const attempt = (previous: Omit<PreviousTotals, 'periods' | 'held'>) =>
      preparePayout({ split, previous: { ...previous, periods: [], held: [] }, transaction: null })
    const root = await rootOf(new Map([[BO, 6n]]))
    await expect(attempt({ root, totals })).rejects.toThrow(refused('payout.previous-root', /signed/))
    await expect(attempt({ root: null, totals })).rejects.toThrow(refused('payout.previous-root', /without the root/))
    await expect(attempt({ root, totals: [] })).rejects.toThrow(refused('payout.previous-root'))
    await expect(attempt({ root, totals: [...totals, ...totals] })).rejects.toThrow(refused('payout.previous-twice'))
    const none = [{ address: BO, cumulativeBaseUnits: '0' }]
    await expect(attempt({ root, totals: none })).rejects.toThrow(refused('payout.previous-amount'))
    const lowercase = [{ address: BO.toLowerCase(), cumulativeBaseUnits: '5' }]
    await expect(attempt({ root, totals: lowercase })).rejects.toThrow(refused('address.no-checksum'))
  })

  it('[PO6] refuses a payout to nobody', async () => {
    const input = exampleSplitInput()
    const split = splitByTerms({ ...input, members: input.members.map((member) => ({ ...member, address: null })) })
    await expect(preparePayout({ split, previous: FIRST, transaction: null })).rejects.toThrow(refused('payout.nobody'))
  })
})
