/** What a signed payout says of one member: their leaf, its proof, and the transaction that sets the root. */
import type { PayoutFile } from '../../payout/payoutFile'
import { isPaidInMoney } from '../../rewards/splitFile'
import type { SplitMemberV3 } from '../../rewards/splitFileV3'
import type { StatedPeriod } from '../statementSource'
import type { StatedPayment } from './sealedStatement'

/** Null as long as nothing is signed, and for a member who is paid in money. @param member their line in the split */
export function statedPayment({ payout }: StatedPeriod, member: SplitMemberV3 | null): StatedPayment | null {
  if (!payout?.signature || (member && isPaidInMoney(member))) return null
  const { contentSha256, merkle, transaction, signature } = payout
  return { contentSha256, merkle, transaction, signature, payee: payeeOf(payout, member) }
}

function payeeOf({ payees }: PayoutFile, member: SplitMemberV3 | null): StatedPayment['payee'] {
  const payee = payees.find(({ address }) => address === member?.address)
  if (!payee || !member) return null
  const fromHeldBaseUnits = 'fromHeldBaseUnits' in payee ? String(payee.fromHeldBaseUnits) : '0'
  const ofOthers = BigInt(payee.periodBaseUnits) - BigInt(fromHeldBaseUnits) - BigInt(member.paidBaseUnits)
  return { ...payee, fromHeldBaseUnits, otherMembersBaseUnits: ofOthers.toString() }
}
