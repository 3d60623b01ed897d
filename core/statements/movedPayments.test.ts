import { describe, expect, it } from 'vitest'
import type { PayoutFileV4 } from '../treasury/model/payoutFileV4'
import type { MoveFact } from '../treasury/model/payoutMove'
import { payoutOf, SAFE_TREASURY, TOKEN_FACTS } from '../treasury/payout/examplePayoutV4'
import { treasuryOwners } from '../treasury/payout/treasuryOwners'
import { confirmationOf, exampleHash, minedOf, moveOf } from '../treasury/state/examplePayoutMoves'
import { hasTransaction, type MovedPayout, paymentState } from './paymentState'
import { createSealedStatements } from './sealed/makeSealedStatement'
import { verifyStatement } from './sealed/verifyStatement'
import { entriesOfMember } from './splitEntries'
import { findMember, readStatementSource } from './statementSource'
import { exampleSplits } from './testing/exampleSplits'

const [january] = exampleSplits()
if (!january) throw new Error('There are periods')

function january8453(chain = 'eip155:8453'): Promise<PayoutFileV4> {
  const treasury = { ...SAFE_TREASURY, chain }
  return payoutOf({ split: january, treasury, token: { ...TOKEN_FACTS, chain } })
}

function signatures(payout: PayoutFileV4, simulated = false): MoveFact[] {
  const [transaction] = payout.transactions
  const signedHash = transaction?.kind === 'safe' ? transaction.safeTxHash : ''
  return treasuryOwners(payout.treasury)
    .slice(0, 2)
    .map((signer) => ({ kind: 'confirmed', confirmation: confirmationOf(signer, 0, { payout, signedHash, simulated }) }))
}

function receiptsOf(payout: PayoutFileV4) {
  return payout.payees.map(({ address, amountBaseUnits }, at) => ({
    ...{ address, receivedBaseUnits: amountBaseUnits, transaction: exampleHash('sent 0'), block: '100', logIndexes: [at] },
  }))
}

function moved(payout: PayoutFileV4, facts: readonly MoveFact[]): MovedPayout {
  const movedAt = '2026-02-04T10:00:00.000Z'
  return { payout, moves: facts.map((fact) => moveOf(fact, { payout, movedAt })) }
}

describe('how far a payment of version 4 has come', () => {
  it('[ST41] is signed, then paid once the chain shows every payment, and not while it is void', async () => {
    const payout = await january8453()
    const signed = signatures(payout)
    const voided: MoveFact = { kind: 'voided', reason: 'wrong nonce', burns: ['7'] }
    const reconciled: MoveFact = { kind: 'reconciled', receipts: receiptsOf(payout), nodes: 1 }
    const kindOf = (facts: readonly MoveFact[]) => paymentState(null, [moved(payout, facts)]).kind
    expect(kindOf([])).toBe('not-signed')
    expect(kindOf(signed)).toBe('signed')
    expect(kindOf([...signed, voided])).toBe('not-signed')
    expect(kindOf([...signed, minedOf(0), reconciled])).toBe('paid')
    const part: MoveFact = { kind: 'part-paid', receipts: [], unpaid: [{ address: '0x1', missingBaseUnits: '1' }], nodes: 1 }
    expect(kindOf([...signed, minedOf(0), part])).toBe('part-paid')
    expect(hasTransaction(paymentState(null, [moved(payout, signed)]))).toBe(false)
  })

  it('[ST41] is only practised on a chain of one’s own machine', async () => {
    const practice = await january8453('eip155:31337')
    expect(paymentState(null, [moved(practice, signatures(practice, true))]).kind).toBe('practised')
    const real = await january8453()
    const both = [moved(practice, signatures(practice, true)), moved(real, signatures(real))]
    expect(paymentState(null, both).kind).toBe('signed')
  })

  it('[ST41] a member’s entry and statement have the very log in which the chain shows it', async () => {
    const payout = await january8453()
    const reconciled: MoveFact = { kind: 'reconciled', receipts: receiptsOf(payout), nodes: 1 }
    const movedPayouts = [moved(payout, [...signatures(payout), minedOf(0), reconciled])]
    const source = readStatementSource({ cooperative: 'Coop', zone: 'UTC', splits: [january], movedPayouts })
    const ada = findMember(source, 'ada')
    const payment = entriesOfMember(source, ada).book.entries.find(({ kind }) => kind === 'payment')
    const own = receiptsOf(payout).find(({ address }) => address === ada.address)
    expect(payment).toMatchObject({
      at: '2026-02-04T10:00:00.000Z',
      chain: { name: '8453', transactionHash: exampleHash('sent 0'), logIndex: own?.logIndexes[0] },
    })
    const statement = createSealedStatements(source)(ada)
    expect(statement.periods[0]?.receipts).toEqual([{ ...own, chain: '8453' }])
    const findings = await verifyStatement(statement)
    expect(findings.filter(({ isNote }) => !isNote)).toEqual([])
    expect(findings.map(({ message }) => message).join()).toContain('compared the payment with the chain')
  })
})
