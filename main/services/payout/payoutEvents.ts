/** What the journal says of payouts that were signed. Pure: entries in, payouts out; entries of earlier versions hold less. */
import type { JournalEntry } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { type SignedPayout, signedPayoutSchema } from '#core/payout/signedPayout'

export interface JournalledPayout extends SignedPayout {
  /** Of its entry in the journal. */
  seq: number
}

/** Lines of a journal that tell of payouts; looks at the text, because parsing costs more. */
export function isPayoutLine(line: string): boolean {
  return /^\{"seq":\d+,"at":"[^"]*","kind":"payout\./.test(line)
}

/**
 * The payouts that were signed, in the journal's order.
 * @throws Problem `payout.journal-unreadable`: without such an entry nobody can tell what may be signed.
 */
export function signedInJournal(entries: readonly JournalEntry[]): JournalledPayout[] {
  return entries.filter(({ kind }) => kind === 'payout.signed').map(readSigned)
}

function readSigned({ seq, at, data }: JournalEntry): JournalledPayout {
  const parsed = signedPayoutSchema.safeParse({ signedAt: at, ...data })
  if (parsed.success) return { ...parsed.data, seq }
  throw new Problem(
    'payout.journal-unreadable',
    `Entry ${seq} of the journal tells of a signed payout that this version cannot read, so nothing is signed: update Commonmast.`,
    { cause: parsed.error.issues[0]?.message },
  )
}
