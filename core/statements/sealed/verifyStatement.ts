/**
 * Works a sealed statement out again from nothing but itself, and names what does not hold; notes say what only the split itself
 * can show. SPEC.md, rules [ST36] to [ST40]. Never throws.
 */
import { contentDigest } from '../../model/contentDigest'
import { type Finding, schemaFindings } from '../../model/finding'
import { Problem } from '../../model/problem'
import { type SealedPeriod, type SealedStatement, sealedStatementSchema } from './sealedStatement'
import { verifyEvaluations } from './verifyEvaluations'
import { verifyPayment } from './verifyPayment'
import { verifySettlement } from './verifySettlement'

export interface StatementFinding extends Finding {
  /** True for what the file alone cannot show, although it holds. */
  isNote?: true
}

export type AddFinding = (where: string, message: string) => void

export interface StatementChecks {
  /** Digests of splits against which the file was checked: nothing of them is left to be said. */
  checkedSplits?: ReadonlySet<string>
}

/** @returns in the order of the file; no more than notes when all of it holds. */
export async function verifyStatement(
  file: unknown,
  { checkedSplits = new Set() }: StatementChecks = {},
): Promise<StatementFinding[]> {
  const parsed = sealedStatementSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const statement = parsed.data
  const findings: StatementFinding[] = []
  for (const [at, period] of statement.periods.entries()) {
    const where = placeOf(period, at)
    const add: AddFinding = (place, message) => findings.push({ where: `${where} ${place}`.trim(), message })
    attempt(add, 'agreements', () => verifyEvaluations(statement, period, add))
    attempt(add, 'settlement', () => verifySettlement(statement, period, add))
    if (at > 0) verifyContinues(statement.periods[at - 1], period, add)
    await verifyPayment(statement, period, add)
  }
  const add: AddFinding = (place, message) => findings.push({ where: place, message })
  attempt(add, 'contentSha256', () => {
    const digest = contentDigest(file as object)
    if (digest !== statement.contentSha256) {
      add('contentSha256', `reads ${statement.contentSha256}, but the contents give ${digest}: the file was changed`)
    }
  })
  return [...findings, ...notesOn(statement, checkedSplits)]
}

/** "periods[0] January" */
export function placeOf({ period }: SealedPeriod, at: number): string {
  return `periods[${at}] ${period.name}`
}

/** Runs a check; what it throws becomes a finding at this place. */
function attempt(add: AddFinding, where: string, check: () => void): void {
  try {
    check()
  } catch (thrown) {
    add(where, Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message)
  }
}

function verifyContinues(before: SealedPeriod | undefined, { split, opening }: SealedPeriod, add: AddFinding): void {
  if (!before) return
  const [previous] = split.previous
  if (split.previous.length !== 1 || previous?.contentSha256 !== before.split.contentSha256) {
    add(
      'split.previous',
      `names ${previous?.contentSha256 ?? 'nothing'}, but the period before has ${before.split.contentSha256}`,
    )
  }
  for (const account of ['held', 'carried', 'prepaid'] as const) {
    if (opening[account] === before.closing[account]) continue
    add(`opening.${account}`, `reads ${opening[account]}, but the period before closed with ${before.closing[account]}`)
  }
}

function receiptsText(receipts: NonNullable<SealedPeriod['receipts']>): string {
  const places = receipts.map(
    ({ receivedBaseUnits, transaction, chain }) => `${receivedBaseUnits} base units in ${transaction} on chain ${chain}`,
  )
  return `The cooperative has compared the payment with the chain: ${places.join(', ')}. Look it up there.`
}

function notesOn({ periods }: SealedStatement, checkedSplits: ReadonlySet<string>): StatementFinding[] {
  const notes: StatementFinding[] = []
  periods.forEach((period, at) => {
    const where = placeOf(period, at)
    const { split, payment, settlement } = period
    const note = (message: string) => notes.push({ where, message, isNote: true })
    if (!checkedSplits.has(split.contentSha256)) {
      note(
        `The member's name, address and standing, what came into each agreement, its terms, weights and prices, the least amount that is paid, and what stood in the books before are as the split with digest ${split.contentSha256} says: give that split to check them.`,
      )
    }
    if (period.receipts) note(receiptsText(period.receipts))
    else if (payment?.signature.simulated) note('TRAINING: the payout was signed with a simulated Ledger only.')
    else if (payment) {
      note(`The transaction ${payment.signature.transactionHash} was signed; whether the chain took it is to be looked up there.`)
    } else if (settlement && settlement.paidBaseUnits !== '0') {
      note('The payment is in no signed payout: that it was made is the word of the cooperative.')
    }
  })
  return notes
}
