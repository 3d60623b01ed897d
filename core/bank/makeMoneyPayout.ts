/** Makes a payout in money from a split. Believes nothing: the split is verified first. SPEC.md, rules [BK8] to [BK10]. */
import { compareUtf8 } from '../model/compareUtf8'
import { seal } from '../model/contentDigest'
import { sumBaseUnits } from '../model/money'
import { invariant, Problem, validateArgument } from '../model/problem'
import { isPaidInMoney, paidTo, type SplitFile } from '../rewards/splitFile'
import { type SplitFileV3, splitFileV3Schema } from '../rewards/splitFileV3'
import { verifySplit } from '../rewards/verifySplit'
import { LONGEST_NAME, normalIban } from './checkPaymentDetails'
import { currencyTotals, type MemberPayment, moneyDue, moneyMembers } from './moneyDue'
import {
  type Debtor,
  MONEY_PAYOUT_FORMAT,
  type MoneyPayoutFile,
  type MoneyPayoutRow,
  type WaitingMember,
} from './moneyPayoutFile'
import { sepaText } from './sepaText'

export interface MoneyPayoutInput {
  split: SplitFile
  /** On record now; those whom the split does not pay in money do not matter. */
  members: readonly MemberPayment[]
  debtor: Debtor
  createdAt: string
  /** Payouts of this split in money before: whom they pay is not paid again. */
  before?: MoneyPayoutFile['before'] | undefined
  /** Of these, members whose payment came back. */
  again?: readonly string[] | undefined
}

/**
 * @throws Problem `bank.split-version`, `bank.split-does-not-hold`, `bank.nobody`, `bank.again-unknown`, and those of the
 * account that pays
 */
export function makeMoneyPayout(input: MoneyPayoutInput): MoneyPayoutFile {
  const split = splitWithMoney(input.split)
  const [finding] = verifySplit(split)
  if (finding) {
    throw new Problem(
      'bank.split-does-not-hold',
      `The split does not hold, so nothing can be paid from it: ${finding.where} ${finding.message}. Make the split again.`,
    )
  }
  return moneyPayoutOf({ ...input, split })
}

/** The same of a split that was verified. */
export function moneyPayoutOf(input: MoneyPayoutInput & { split: SplitFileV3 }): MoneyPayoutFile {
  const { split, members, createdAt } = input
  const before = (input.before ?? []).map(({ contentSha256, memberIds }) => ({ contentSha256, memberIds: [...memberIds] }))
  const again = [...new Set(input.again ?? [])].sort(compareUtf8)
  const paidBefore = new Set(before.flatMap(({ memberIds }) => memberIds))
  const unknown = again.find((id) => !paidBefore.has(id))
  validateArgument(
    unknown === undefined,
    'bank.again-unknown',
    `"${unknown}" is to be paid again and is in no payout before: leave that out.`,
  )
  const sequence = before.length + 1
  const payments = new Map(members.map(({ id, payment }) => [id, payment ?? null]))
  const rows: MoneyPayoutRow[] = []
  const waiting: WaitingMember[] = []
  let beforeBaseUnits = 0n
  for (const member of moneyMembers(split)) {
    if (paidBefore.has(member.id) && !again.includes(member.id)) {
      beforeBaseUnits += paidTo(member)
      continue
    }
    const due = moneyDue(split, member, payments.get(member.id) ?? null, sequence)
    if ('row' in due) rows.push(due.row)
    else waiting.push(due.waiting)
  }
  if (rows.length === 0) throw nobody(split, waiting, beforeBaseUnits > 0n)
  validateArgument(
    new Set(rows.map(({ reference }) => reference)).size === rows.length,
    'bank.reference-twice',
    'Two payments would have one reference: report it, and pay one of them by another payout.',
  )
  const paid = sumBaseUnits(split.members.map(paidTo))
  const inTokens = sumBaseUnits(split.members.filter((member) => !isPaidInMoney(member)).map(paidTo))
  const inMoney = sumBaseUnits(rows.map(({ baseUnits }) => BigInt(baseUnits)))
  const waits = sumBaseUnits(waiting.map(({ baseUnits }) => BigInt(baseUnits)))
  invariant(paid === inTokens + inMoney + beforeBaseUnits + waits, 'what a split pays is paid in tokens or in money, or waits')
  return seal({
    format: MONEY_PAYOUT_FORMAT,
    createdAt,
    split,
    sequence,
    debtor: checkDebtor(input.debtor),
    before,
    again,
    rows,
    waiting,
    totals: {
      paidBaseUnits: paid.toString(),
      inTokensBaseUnits: inTokens.toString(),
      inMoneyBaseUnits: inMoney.toString(),
      beforeBaseUnits: beforeBaseUnits.toString(),
      waitingBaseUnits: waits.toString(),
      currencies: currencyTotals(rows),
    },
  })
}

/** The account that pays, in its normal form. @throws Problem `iban.*`, `bank.not-latin` or `bank.text-too-long` */
export function checkDebtor({ name, iban, bic }: Debtor): Debtor {
  sepaText(name, 'The name of the account that pays', LONGEST_NAME)
  return { iban: normalIban(iban), ...(bic && { bic }), name: name.trim() }
}

/** @throws Problem `bank.split-version` */
function splitWithMoney(split: SplitFile): SplitFileV3 {
  const parsed = splitFileV3Schema.safeParse(split)
  if (parsed.success) return split as SplitFileV3
  throw new Problem(
    'bank.split-version',
    'A split of an earlier version knows nobody who is paid in money: split a period again, and close it with that.',
    { cause: parsed.error },
  )
}

function nobody(split: SplitFileV3, waiting: readonly WaitingMember[], hasBefore: boolean): Problem {
  const [first] = waiting
  if (first) {
    return new Problem('bank.nobody', `Nobody can be paid: ${first.name || first.memberId}: ${waitingText(first, split)}`)
  }
  return hasBefore
    ? new Problem('bank.nobody', 'Everybody whom this split pays in money is in a payout before: there is nothing left to pay.')
    : new Problem('bank.nobody', 'The split pays nobody in money: say so at the members, and split the period again.')
}

/** Why a member waits and what to do, as a sentence. */
export function waitingText({ reason, payment }: WaitingMember, { token }: Pick<SplitFileV3, 'token'>): string {
  switch (reason) {
    case 'no-details':
      return 'no payment details: enter them at the member.'
    case 'wrong-details':
      return 'the payment details are not right: look at them at the member.'
    case 'no-price':
      return `the split states no price of ${token.symbol} in ${payment?.currency}: state it at the period, and split it again.`
    case 'rounds-to-nothing':
      return `it is worth less than the smallest amount in ${payment?.currency}: the tokens stay with the cooperative.`
  }
}
