/** A small split for tests in which members are paid in money: by bank in EUR and JPY, by a payment service, and not yet. Synthetic. */
import { exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import type { SplitFileV3 } from '../rewards/splitFileV3'
import { makeMoneyPayout } from './makeMoneyPayout'
import type { MemberPayment } from './moneyDue'
import type { MoneyPayoutFile } from './moneyPayoutFile'

export const EXAMPLE_DEBTOR = { name: 'Genossenschaft Übermut eG', iban: 'DE89370400440532013000' }
export const CREATED_AT = '2026-02-01T09:00:00.000Z'

/** Ada and Cy are paid in money, Bo and Di in tokens. */
export function exampleMoneySplit(): SplitFileV3 {
  const input = exampleSplitInput()
  const price = (currency: string, text: string) => ({
    currency,
    price: text,
    source: 'a price table',
    at: '2026-01-31T00:00:00.000Z',
  })
  return splitByTerms({
    ...input,
    members: input.members.map((member) => (['ada', 'cy'].includes(member.id) ? { ...member, paidBy: 'money' } : member)),
    // The hotspots of the example bring 1,418 tokens, of which Ada and Cy get a small part.
    rewards: input.rewards.map((reward) => (reward.hotspotKey === 'h1' ? { ...reward, amountBaseUnits: 900_000_001n } : reward)),
    prices: [price('EUR', '0.0347'), price('JPY', '5.5'), price('USD', '0.0401')],
  })
}

export const EXAMPLE_PAYMENTS: MemberPayment[] = [
  { id: 'ada', payment: { kind: 'bank', holder: 'Ada Łąkowska', iban: 'PL61109010140000071219812874', currency: 'EUR' } },
  { id: 'cy', payment: { kind: 'service', holder: 'Cy', service: 'Wise', account: 'cy@example.org', currency: 'USD' } },
]

export function exampleMoneyPayout(): MoneyPayoutFile {
  return makeMoneyPayout({
    split: exampleMoneySplit(),
    members: EXAMPLE_PAYMENTS,
    debtor: EXAMPLE_DEBTOR,
    createdAt: CREATED_AT,
  })
}
