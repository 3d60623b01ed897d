import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADA, BO, CY, SAFE, TOKEN } from '../exampleSafe'
import type { MoveFact, PayoutMove } from '../model/payoutMove'
import { allowedMoves } from './allowedMoves'
import {
  ACCOUNT_PAYOUT,
  broadcastOf,
  confirmationOf,
  confirmed,
  exampleHash,
  minedOf,
  moveOf,
  RECEIPT,
  RECONCILED,
  SAFE_PAYOUT,
  unminedOf,
} from './examplePayoutMoves'
import { isWholeMove } from './makeMove'
import { payoutState } from './payoutState'
import { PAYOUT_STAGES, type SignedParts } from './payoutStateModel'

const PROPOSED: MoveFact = { kind: 'proposed', by: 'Ada' }
const VOIDED: MoveFact = { kind: 'voided', reason: 'wrong nonce', burns: ['12'] }
const SIGNED = [PROPOSED, ...[0, 1].flatMap((at) => [confirmed(ADA, at), confirmed(BO, at)])]
const SENT = [...SIGNED, broadcastOf(0), broadcastOf(1)]
const MINED = [...SENT, minedOf(0), minedOf(1)]

function stateOf(facts: readonly MoveFact[], payout: SignedParts = SAFE_PAYOUT) {
  return payoutState(
    payout,
    facts.map((fact) => moveOf(fact, { payout })),
  )
}
const codesOf = (facts: readonly MoveFact[]) => [...new Set(stateOf(facts).problems.map(({ code }) => code))]

describe('stages', () => {
  it.each([
    ['drafted', []],
    ['drafted', [{ kind: 'drafted' }]],
    ['proposed', [PROPOSED]],
    ['confirming', [PROPOSED, confirmed(ADA, 0)]],
    ['confirming', [PROPOSED, confirmed(ADA, 0), confirmed(BO, 0), confirmed(ADA, 1)]],
    ['signed', SIGNED],
    ['broadcast', [...SIGNED, broadcastOf(0)]],
    ['broadcast', [...SENT, minedOf(0)]],
    ['mined', MINED],
    ['reconciled', [...MINED, RECONCILED]],
    [
      'part-paid',
      [...MINED, { kind: 'part-paid', receipts: [RECEIPT], unpaid: [{ address: BO, missingBaseUnits: '20' }], nodes: 1 }],
    ],
    ['void', [...SIGNED, VOIDED]],
    ['replaced', [...SIGNED, VOIDED, { kind: 'replaced', by: 'ab'.repeat(32) }]],
  ] as [string, MoveFact[]][])('[PS1] %s', (stage, facts) => {
    expect(stateOf(facts)).toMatchObject({ stage, problems: [] })
  })

  it('[AD10] a payout with first payments is paid in part until another pays the rest', () => {
    const payout = { ...SAFE_PAYOUT, firstPayments: [{ address: BO, restBaseUnits: '990' }] }
    const reconciled = stateOf([...MINED, RECONCILED], payout)
    expect(reconciled).toMatchObject({ stage: 'part-paid', isPaid: false, onlyRestIsDue: true, problems: [] })
    expect(reconciled.unpaid).toEqual([{ address: BO, missingBaseUnits: '990' }])
    expect(allowedMoves(reconciled)).toMatchObject({ replace: true, void: false, sign: [] })
    const unpaid = [
      { address: BO, missingBaseUnits: '10' },
      { address: CY, missingBaseUnits: '3' },
    ]
    const part = stateOf([...MINED, { kind: 'part-paid', receipts: [RECEIPT], unpaid, nodes: 1 }], payout)
    expect(part).toMatchObject({ stage: 'part-paid', onlyRestIsDue: false })
    expect(part.unpaid).toEqual([
      { address: BO, missingBaseUnits: '1000' },
      { address: CY, missingBaseUnits: '3' },
    ])
    expect(allowedMoves(stateOf(MINED, payout)).replace).toBe(false)
  })

  it('[PS2] counts the signatures of each transaction by themselves', () => {
    const { transactions } = stateOf([PROPOSED, confirmed(ADA, 0), confirmed(BO, 0), confirmed(CY, 1)])
    expect(transactions.map(({ confirmations, needed, stage }) => [confirmations.length, needed, stage])).toEqual([
      [2, 2, 'signed'],
      [1, 2, 'confirming'],
    ])
  })

  it('[PS2] takes one signature for an account', () => {
    const fact = { kind: 'confirmed', confirmation: confirmationOf(ADA, 0, { payout: ACCOUNT_PAYOUT, simulated: true }) } as const
    expect(stateOf([PROPOSED, fact], ACCOUNT_PAYOUT)).toMatchObject({ stage: 'signed', problems: [] })
  })

  it('[PS3] a failed transaction of an account is at its end, one of a Safe is sent again', () => {
    const failed = { ...minedOf(0), outcome: 'failed' } as const
    const ofAccount = stateOf(
      [PROPOSED, { kind: 'confirmed', confirmation: confirmationOf(ADA, 0, { payout: ACCOUNT_PAYOUT }) }, broadcastOf(0), failed],
      ACCOUNT_PAYOUT,
    )
    expect(ofAccount.transactions[0]?.stage).toBe('failed')
    expect(allowedMoves(ofAccount)).toMatchObject({ broadcast: [], reconcile: true })
    const ofSafe = stateOf([...SENT, failed])
    expect(ofSafe.transactions[0]?.stage).toBe('broadcast')
    expect(allowedMoves(ofSafe).broadcast).toEqual([0, 1])
  })
})

describe('what does not go together', () => {
  it.each([
    ['void-sent', [...SENT, VOIDED]],
    ['void-mined', [...SENT, VOIDED, minedOf(0)]],
    ['replaced-twice', [VOIDED, { kind: 'replaced', by: '1'.repeat(64) }, { kind: 'replaced', by: '2'.repeat(64) }]],
    ['replaced-mined', [...MINED, { kind: 'replaced', by: '1'.repeat(64) }]],
    ['not-proposed', [confirmed(ADA, 0)]],
    ['signed-twice', [...SIGNED, confirmed(ADA, 0, { signature: `0x${'1'.repeat(130)}` })]],
    ['stranger', [PROPOSED, confirmed(TOKEN, 0)]],
    ['other-bytes', [PROPOSED, confirmed(ADA, 0, { signedHash: exampleHash('other') })]],
    ['training-signature', [PROPOSED, confirmed(ADA, 0, { simulated: true })]],
    ['unmined', [...MINED, unminedOf(minedOf(0))]],
    ['mined-twice', [...MINED, minedOf(0, { transaction: exampleHash('other') })]],
    [
      'reconciled-differently',
      [...MINED, RECONCILED, { kind: 'reconciled', receipts: [{ ...RECEIPT, receivedBaseUnits: '79' }], nodes: 1 }],
    ],
    ['no-such-transaction', [broadcastOf(2)]],
  ] as [string, MoveFact[]][])('[PS4] %s is named', (code, facts) => {
    expect(codesOf(facts)).toContain(code)
  })

  it('[PS4] a payment that two comparisons in part and in whole do not both know is named', () => {
    const part: MoveFact = { kind: 'part-paid', receipts: [{ ...RECEIPT, address: BO }], unpaid: [], nodes: 1 }
    expect(codesOf([...MINED, RECONCILED, part])).toContain('reconciled-differently')
  })

  it('[PS4] two comparisons that say the same, by one node and by two, are one', () => {
    expect(stateOf([...MINED, RECONCILED, { kind: 'reconciled', receipts: [RECEIPT], nodes: 1 }]).problems).toEqual([])
  })

  it('[PS5] a signature by nobody who may, for training or over other bytes counts for nothing', () => {
    const facts = [
      PROPOSED,
      confirmed(SAFE.address, 0),
      confirmed(BO, 0, { simulated: true }),
      confirmed(CY, 0, { signedHash: exampleHash('other') }),
    ]
    expect(stateOf(facts)).toMatchObject({ stage: 'proposed', transactions: [{ confirmations: [] }, {}] })
  })

  it('[PS5] moves of another payout change nothing', () => {
    const others = MINED.map((fact) => moveOf(fact, { payout: ACCOUNT_PAYOUT }))
    expect(payoutState(SAFE_PAYOUT, others)).toEqual(stateOf([]))
  })
})

describe('blocks that go', () => {
  it('[PS6] what stood in a block that is gone is no longer mined, and not paid', () => {
    const state = stateOf([...MINED, RECONCILED, unminedOf(minedOf(0))])
    expect(state).toMatchObject({ stage: 'broadcast', isPaid: false })
    expect(state.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['unmined', 'reconciled-unmined']))
  })

  it('[PS6] another block may hold it, and it is compared anew', () => {
    const anew = minedOf(0, { block: '101' })
    const receipt = { ...RECEIPT, block: '101' }
    const facts: MoveFact[] = [
      ...MINED,
      RECONCILED,
      unminedOf(minedOf(0)),
      anew,
      { kind: 'reconciled', receipts: [receipt], nodes: 1 },
    ]
    expect(stateOf(facts)).toMatchObject({ stage: 'reconciled', isPaid: true, receipts: [receipt] })
  })

  it('[PS6] the chain may go back to a block: then the move says what it knows of', () => {
    const gone = moveOf(unminedOf(minedOf(0)))
    const before = MINED.map((fact) => moveOf(fact))
    const back = moveOf({ ...minedOf(0), again: [gone.id] })
    expect(payoutState(SAFE_PAYOUT, [...before, gone]).stage).toBe('broadcast')
    expect(payoutState(SAFE_PAYOUT, [...before, gone, back]).stage).toBe('mined')
    const goneAgain = moveOf(unminedOf(minedOf(0)), { movedAt: '2026-03-02T10:00:00.000Z' })
    expect(payoutState(SAFE_PAYOUT, [...before, gone, back, goneAgain]).stage).toBe('broadcast')
  })
})

const FACTS: MoveFact[] = [
  { kind: 'drafted' },
  ...MINED,
  VOIDED,
  { kind: 'replaced', by: '1'.repeat(64) },
  { kind: 'replaced', by: '2'.repeat(64) },
  confirmed(ADA, 0, { signature: `0x${'1'.repeat(130)}` }),
  confirmed(TOKEN, 1),
  confirmed(CY, 0),
  minedOf(0, { transaction: exampleHash('other') }),
  { ...minedOf(1), outcome: 'failed' },
  { ...broadcastOf(0, exampleHash('cancelling')), cancels: true },
  { kind: 'cancelling', at: 0, unsigned: null, confirmation: confirmationOf(ADA, 0, { signedHash: exampleHash('nothing') }) },
  { kind: 'cancelling', at: 0, unsigned: null, confirmation: confirmationOf(BO, 0, { signedHash: exampleHash('nothing') }) },
  RECONCILED,
  { kind: 'reconciled', receipts: [{ ...RECEIPT, receivedBaseUnits: '79' }], nodes: 1 },
  { kind: 'part-paid', receipts: [], unpaid: [{ address: BO, missingBaseUnits: '20' }], nodes: 1 },
]
/** As several machines with wrong clocks write them. */
const move = (facts: readonly MoveFact[]) =>
  fc.record({
    fact: fc.constantFrom(...facts),
    movedAt: fc.constantFrom('2026-03-01T10:00:00.000Z', '2019-01-01T00:00:00.000Z', '2099-12-31T23:59:59.000Z'),
    installation: fc.constantFrom('a1'.repeat(32), 'b2'.repeat(32), ''),
  })
const toMove = ({ fact, ...rest }: { fact: MoveFact; movedAt: string; installation: string }): PayoutMove => moveOf(fact, rest)

describe('properties', () => {
  it('[PS7] the state is the same in any order of arrival, however often a move arrives', () => {
    const moves = fc.array(move([...FACTS, unminedOf(minedOf(0)), unminedOf(minedOf(1))]), { maxLength: 12 })
    fc.assert(
      fc.property(moves, fc.infiniteStream(fc.nat()), (stated, draws) => {
        const arrived = stated.map(toMove)
        const doubled = arrived.flatMap((one) => (one.id < '8' ? [one, one] : [one]))
        const shuffled = doubled
          .map((one) => ({ one, key: draws.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        expect(payoutState(SAFE_PAYOUT, shuffled)).toEqual(payoutState(SAFE_PAYOUT, arrived))
      }),
    )
  })

  it('[PS8] one more move never takes the payout back, but where a block is gone; and hides no problem', () => {
    fc.assert(
      fc.property(fc.array(move(FACTS), { maxLength: 12 }), move(FACTS), (stated, next) => {
        const before = payoutState(SAFE_PAYOUT, stated.map(toMove))
        const after = payoutState(SAFE_PAYOUT, [...stated, next].map(toMove))
        const rank = (stage: (typeof PAYOUT_STAGES)[number]) => PAYOUT_STAGES.indexOf(stage)
        expect(rank(after.stage)).toBeGreaterThanOrEqual(rank(before.stage))
        const settles = ['not-proposed', 'void-sent', 'replaced-twice']
        const lasting = before.problems.filter(({ code }) => !settles.includes(code)).map(({ code, at }) => `${code} ${at}`)
        expect(after.problems.map(({ code, at }) => `${code} ${at}`)).toEqual(expect.arrayContaining(lasting))
      }),
    )
  })

  it('[PS7] a move that was changed is no whole move', () => {
    const one = moveOf(PROPOSED)
    expect(isWholeMove(one)).toBe(true)
    expect(isWholeMove({ ...one, movedAt: '2026-03-01T10:00:00.001Z' })).toBe(false)
  })
})

describe('what may come next', () => {
  it.each([
    ['of a draft', [], { propose: true, sign: [], void: true, replace: false }],
    ['of one that is proposed', [PROPOSED], { propose: false, sign: [0, 1], broadcast: [] }],
    ['of one that is half signed', [PROPOSED, confirmed(ADA, 0), confirmed(BO, 0)], { sign: [1], broadcast: [0], void: true }],
    ['of one that is void', [...SIGNED, VOIDED], { sign: [], broadcast: [], cancel: [0, 1], void: false, replace: true }],
    ['of one that is paid', [...MINED, RECONCILED], { sign: [], broadcast: [], cancel: [], void: false, replace: false }],
  ] as [string, MoveFact[], object][])('[PS9] %s', (_what, facts, allowed) => {
    expect(allowedMoves(stateOf(facts))).toMatchObject(allowed)
  })

  it('[PS9] a nonce that was signed is used up once its cancelling transaction stands in the chain', () => {
    const cancelling = [ADA, BO].map((signer) => ({
      kind: 'cancelling' as const,
      ...{ at: 0, unsigned: null, confirmation: confirmationOf(signer, 0, { signedHash: exampleHash('nothing') }) },
    }))
    const signed = [...SIGNED, VOIDED, ...cancelling]
    expect(allowedMoves(stateOf(signed))).toMatchObject({ cancel: [1], broadcastCancelling: [0] })
    const transaction = exampleHash('cancelling')
    const mined = [
      ...signed,
      { ...broadcastOf(0, transaction), cancels: true as const },
      { ...minedOf(0, { transaction }), cancels: true as const },
    ]
    expect(allowedMoves(stateOf(mined))).toMatchObject({ cancel: [1], broadcastCancelling: [] })
    expect(stateOf(mined)).toMatchObject({ stage: 'void', transactions: [{ stage: 'signed', mined: null }, {}] })
  })
})
