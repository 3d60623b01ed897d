/**
 * What members who are paid in money get of a split: the worth of their tokens at the price that the split froze, exact, and
 * rounded once to the currency's minor units, half to even. SPEC.md, rules [BK3] and [BK4].
 */
import { currencyDecimals, isCurrency } from '../model/currency'
import type { PaymentDetails } from '../model/paymentDetails'
import { Problem } from '../model/problem'
import { add, fractionText, parseDecimal, type Rational, rational, roundHalfEven, ZERO } from '../model/rational'
import { isPaidInMoney, paidTo } from '../rewards/splitFile'
import type { SplitFileV3, SplitMemberV3 } from '../rewards/splitFileV3'
import { exactValue } from '../volatility/convertAmounts'
import { checkPaymentDetails } from './checkPaymentDetails'
import type { MoneyPayoutFile, MoneyPayoutRow, WaitingMember, WaitingReason } from './moneyPayoutFile'
import { paymentReference } from './paymentReference'

/** What is on record of a member. */
export interface MemberPayment {
  id: string
  payment?: PaymentDetails | null | undefined
}

/** Members whom the split pays in money, in its order. */
export function moneyMembers(split: SplitFileV3): SplitMemberV3[] {
  return split.members.filter((member) => isPaidInMoney(member) && paidTo(member) > 0n)
}

export type MoneyDue = { row: MoneyPayoutRow } | { waiting: WaitingMember }

/** What one member is paid, or why it has to wait. */
export function moneyDue(split: SplitFileV3, member: SplitMemberV3, payment: PaymentDetails | null, sequence: number): MoneyDue {
  const baseUnits = paidTo(member)
  const wait = (reason: WaitingReason): MoneyDue => ({
    waiting: { memberId: member.id, name: member.name, baseUnits: baseUnits.toString(), payment, reason },
  })
  if (!payment) return wait('no-details')
  if (!isPayable(payment)) return wait('wrong-details')
  const { currency } = payment
  const price = split.prices.find((each) => each.currency === currency)?.price
  if (price === undefined) return wait('no-price')
  const units = { tokenDecimals: split.token.decimals, currencyDecimals: currencyDecimals(currency) }
  const exact = exactValue(baseUnits, parseDecimal(price), units)
  const rounded = roundHalfEven(exact)
  if (rounded === 0n) return wait('rounds-to-nothing')
  return {
    row: {
      memberId: member.id,
      name: member.name,
      baseUnits: baseUnits.toString(),
      payment,
      currency,
      price,
      exactMinorUnits: fractionText(exact),
      amountMinorUnits: rounded.toString(),
      roundedOffMinorUnits: fractionText(subtract(exact, rounded)),
      reference: paymentReference({ splitSha256: split.contentSha256, sequence, memberId: member.id }),
    },
  }
}

/** By currency, in order: what the rows are worth, what is paid, and what rounding left off. */
export function currencyTotals(rows: readonly MoneyPayoutRow[]): MoneyPayoutFile['totals']['currencies'] {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort()
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency)
    const exact = own.reduce((sum, { exactMinorUnits }) => add(sum, fractionFrom(exactMinorUnits)), ZERO)
    const paid = own.reduce((sum, { amountMinorUnits }) => sum + BigInt(amountMinorUnits), 0n)
    return {
      currency,
      payments: own.length,
      exactMinorUnits: fractionText(exact),
      amountMinorUnits: paid.toString(),
      roundedOffMinorUnits: fractionText(subtract(exact, paid)),
    }
  })
}

/** @param text as `fractionText` writes it */
export function fractionFrom(text: string): Rational {
  const [numerator = '', denominator = '1'] = text.split('/')
  return rational(BigInt(numerator), BigInt(denominator))
}

function subtract(exact: Rational, whole: bigint): Rational {
  return add(exact, rational(-whole))
}

function isPayable(payment: PaymentDetails): boolean {
  if (!isCurrency(payment.currency)) return false
  try {
    const { kind, ...checked } = checkPaymentDetails(payment)
    // What would be written otherwise than it stands there was not entered through the check.
    return Object.entries(checked).every(([field, value]) => payment[field as keyof PaymentDetails] === value)
  } catch (thrown) {
    if (thrown instanceof Problem) return false
    throw thrown
  }
}
