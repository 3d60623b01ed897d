import { describe, expect, it } from 'vitest'
import { ADA, BO } from '../exampleSafe'
import type { MoveFact } from '../model/payoutMove'
import {
  broadcastOf,
  confirmationOf,
  confirmed,
  exampleHash,
  minedOf,
  moveOf,
  RECONCILED,
  SAFE_PAYOUT,
} from './examplePayoutMoves'
import { payoutStanding } from './payoutStanding'
import { payoutState } from './payoutState'
import { countsForPeriod, periodPayment } from './periodPayment'

const stateOf = (facts: readonly MoveFact[]) =>
  payoutState(
    SAFE_PAYOUT,
    facts.map((fact) => moveOf(fact)),
  )
const standingOf = (facts: readonly MoveFact[]) => payoutStanding(SAFE_PAYOUT, stateOf(facts))
const paymentOf = (...each: (readonly MoveFact[])[]) =>
  periodPayment(each.map((facts) => ({ payout: SAFE_PAYOUT, state: stateOf(facts) })))

const SIGNED = [confirmed(ADA, 0), confirmed(BO, 0)]
const VOIDED: MoveFact = { kind: 'voided', reason: 'wrong nonce', burns: ['12'] }
const MINED = [...SIGNED, broadcastOf(0), minedOf(0)]

describe('what a payout is to others', () => {
  it('[PS10] one signature of one transaction is enough', () => {
    expect(standingOf([])).toMatchObject({ isSigned: false, isVoid: false, isPaid: false, usedNonces: [] })
    expect(standingOf([confirmed(ADA, 1)])).toMatchObject({ isSigned: true })
  })

  it('[PS10] void is what nothing was carried out of', () => {
    expect(standingOf([...SIGNED, VOIDED])).toMatchObject({ isVoid: true, usedNonces: [] })
    expect(standingOf([...MINED, VOIDED])).toMatchObject({ isVoid: false, usedNonces: ['12'] })
  })

  it('[PS10] a nonce that a cancelling transaction used is used', () => {
    const cancelling: MoveFact = {
      ...{ kind: 'cancelling', at: 0, unsigned: null },
      confirmation: confirmationOf(ADA, 0, { signedHash: exampleHash('nothing') }),
    }
    const mined: MoveFact = { ...minedOf(0, { transaction: exampleHash('cancels') }), cancels: true }
    expect(standingOf([...SIGNED, VOIDED, cancelling, mined])).toMatchObject({ isVoid: true, usedNonces: ['12'] })
  })
})

describe('the payment of a period', () => {
  it('[PS13] follows from its payouts', () => {
    expect(paymentOf()).toBeNull()
    expect(paymentOf([])).toBeNull()
    expect(paymentOf(SIGNED)).toBe('signed')
    expect(paymentOf([...SIGNED, VOIDED])).toBeNull()
    expect(paymentOf([...SIGNED, VOIDED], SIGNED)).toBe('signed')
    expect(paymentOf([...SIGNED, VOIDED], [...MINED, RECONCILED])).toBe('paid')
  })

  it('[PS13] practice counts for the demo alone', () => {
    expect([countsForPeriod('october', true), countsForPeriod('october', false), countsForPeriod('demo-october', true)]).toEqual([
      false,
      true,
      true,
    ])
  })
})
