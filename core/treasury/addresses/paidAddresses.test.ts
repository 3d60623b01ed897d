import { describe, expect, it } from 'vitest'
import { ADA, BO, exampleSignedPayout, GONE } from '../../payout/examplePayout'
import type { MoveFact } from '../model/payoutMove'
import type { AddressConfirmationRecord, PayoutRecord } from '../model/treasuryRecords'
import { addressStanding, paidAddresses } from './paidAddresses'

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`
const ID = 'a'.repeat(64)
const OTHER = '0x2FDD074a9A146C205934F030E9f5A6cB471F88A7'

function payout(day: number, address: string, practice = false): PayoutRecord {
  const file = { format: 'commonmast-payout-v4', payees: [{ address, memberIds: ['ada', 'di'] }] }
  return { id: ID, periodId: 'p', file, practice, createdAt: at(day) }
}
const hash = `0x${'1'.repeat(64)}`
const broadcast: MoveFact = {
  kind: 'broadcast',
  at: 0,
  transaction: hash,
  raw: '0x',
  executor: OTHER,
  nonce: '1',
  maxFeePerGasWei: null,
}
const mined = (outcome: 'succeeded' | 'failed'): MoveFact => ({
  kind: 'mined',
  at: 0,
  transaction: hash,
  block: '1',
  blockHash: hash,
  outcome,
})
const paidBy = (facts: MoveFact[], records: PayoutRecord[] = [payout(2, OTHER)], practice = false) =>
  paidAddresses({
    signatures: [],
    payouts: records,
    moves: facts.map((fact) => ({ payoutId: ID, movedAt: at(3), fact })),
    practice,
  })

describe('paidAddresses', () => {
  it('[AD3] a root that was signed counts for those it gives something, and for nobody whose total only stays', async () => {
    const signatures = [{ file: await exampleSignedPayout(), simulated: false, createdAt: at(1) }]
    const paid = paidAddresses({ signatures, payouts: [], moves: [], practice: false })
    expect(Object.fromEntries(paid)).toEqual({ ada: [ADA], di: [ADA], bo: [BO] })
    expect([...paid.values()].flat()).not.toContain(GONE)
    expect(paidAddresses({ signatures, payouts: [], moves: [], practice: true }).size).toBe(0)
  })

  it('[AD3] a payout counts once it was sent, unless it failed or was voided', () => {
    const voided: MoveFact = { kind: 'voided', reason: 'wrong', burns: [] }
    expect(paidBy([{ kind: 'drafted' }, { kind: 'proposed', by: 'Bo' }]).size).toBe(0)
    expect(paidBy([broadcast]).get('di')).toEqual([OTHER])
    expect(paidBy([broadcast, mined('failed')]).size).toBe(0)
    expect(paidBy([broadcast, voided]).size).toBe(0)
    expect(paidBy([broadcast, mined('succeeded'), voided]).get('ada')).toEqual([OTHER])
    expect(paidBy([{ kind: 'reconciled', receipts: [], nodes: 1 }]).get('ada')).toEqual([OTHER])
  })

  it('[AD3] who is named as unpaid was not paid, and practice is a world of its own', () => {
    const partPaid: MoveFact = { kind: 'part-paid', receipts: [], unpaid: [{ address: OTHER, missingBaseUnits: '1' }], nodes: 1 }
    expect(paidBy([broadcast, partPaid]).size).toBe(0)
    expect(paidBy([broadcast], [payout(2, OTHER, true)]).size).toBe(0)
    expect(paidBy([broadcast], [payout(2, OTHER, true)], true).get('ada')).toEqual([OTHER])
  })

  it('[AD3] the latest address stands last, also one that was paid before', () => {
    const records = [payout(3, BO), payout(1, OTHER), payout(5, OTHER)]
    expect(paidBy([broadcast], records).get('ada')).toEqual([BO, OTHER])
  })
})

describe('addressStanding', () => {
  const confirmation = (previousAddress: string, address: string): Pick<AddressConfirmationRecord, 'memberId' | 'file'> => ({
    memberId: 'ada',
    file: {
      format: 'commonmast-address-confirmation-v1',
      facts: { memberId: 'ada', memberName: 'Ada', previousAddress, address, confirmedAt: at(9) },
      signedBy: { kind: 'installation', publicKey: ID, signature: 'b'.repeat(128) },
    },
  })
  const standing = (address: string | null, paidAt: string[], confirmations = [confirmation(BO, OTHER)]) =>
    addressStanding({ id: 'ada', address }, paidAt, confirmations)

  it('[AD4] another address than was paid last is unconfirmed until exactly this change is confirmed', () => {
    expect(standing(ADA, [BO])).toEqual({ kind: 'unconfirmed', previousAddress: BO })
    expect(standing(OTHER, [BO], [])).toEqual({ kind: 'unconfirmed', previousAddress: BO })
    expect(standing(OTHER, [BO])).toEqual({ kind: 'confirmed', previousAddress: BO, confirmedAt: at(9) })
    expect(standing(OTHER, [BO, ADA])).toEqual({ kind: 'unconfirmed', previousAddress: ADA })
    expect(addressStanding({ id: 'bo', address: OTHER }, [BO], [confirmation(BO, OTHER)]).kind).toBe('unconfirmed')
  })

  it('[AD4] who was never paid, or is paid where they were, needs no confirmation', () => {
    expect(standing(null, [BO])).toEqual({ kind: 'none' })
    expect(standing(ADA, [])).toEqual({ kind: 'never-paid' })
    expect(standing(BO, [OTHER, BO])).toEqual({ kind: 'paid' })
  })
})
