/** Words of a statement, the same on paper and in tables. */
import { oneLine } from './exportFile'
import type { LedgerEntry, LedgerKind } from './ledgerEntry'
import type { StatementBalances, StatementInput } from './statement'
import { localTexts, utcText } from './zoneTime'

export const KIND_WORDS: Record<LedgerKind, string> = {
  reward: 'Reward',
  correction: 'Correction',
  held: 'Held, cannot be paid yet',
  'from-held': 'Paid from held',
  carried: 'Carried',
  advance: 'Advance',
  'advance-deducted': 'Advance deducted',
  recoup: 'Costs recouped',
  inherited: 'From a member who left',
  'passed-on': 'Passed on to another member',
  overpaid: 'Paid too much before, owed from now on',
  reserve: 'Reserve',
  fee: 'Fee of the cooperative',
  payment: 'Payment',
  received: 'Received',
  reserved: 'Kept in a reserve',
  'network-fee': 'Network fee',
}

export const ACCOUNT_WORDS: Record<keyof StatementBalances, string> = {
  due: 'Due',
  held: 'Held',
  carried: 'Carried',
  prepaid: 'Paid ahead',
}

/** "Correction of June", "Carried to the next period". */
export function kindText({ kind, corrects, amountBaseUnits }: LedgerEntry): string {
  if (kind === 'correction' && corrects) return `Correction of ${oneLine(corrects.periodName)}`
  if (kind === 'carried') return amountBaseUnits < 0n ? 'Carried to the next period' : 'Carried from the period before'
  if (kind === 'reserved') return amountBaseUnits < 0n ? 'Kept in a reserve' : 'Taken back from a reserve'
  if (kind === 'reserve') return amountBaseUnits < 0n ? 'Put into the reserve' : 'Given back from the reserve'
  return KIND_WORDS[kind]
}

/** "2026-02-28 23:00:00 up to 2026-03-31 22:00:00 UTC, in Europe/Zurich 2026-03-01 00:00:00 +01:00 up to 2026-04-01 00:00:00 +02:00". */
export function periodText({ period: { start, end }, zone }: Pick<StatementInput, 'period' | 'zone'>): string {
  const utc = `${utcText(start)} up to ${utcText(end)} UTC`
  if (zone === 'UTC') return utc
  const local = localTexts(zone)
  return `${utc}, in ${zone} ${local(start)} up to ${local(end)}`
}
