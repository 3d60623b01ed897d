/** What the journal says of payouts. Pure: entries in, facts out; entries of earlier versions hold less. */
import { z } from 'zod'
import type { JournalEntry } from '#core/journal/journalEntry'
import { Problem } from '#core/model/problem'
import { type SignedPayout, signedPayoutSchema } from '#core/payout/signedPayout'
import type { KeptFile } from '../../storage/payoutFiles'

export interface JournalledPayout extends SignedPayout {
  /** Of the entry that first told of it. */
  seq: number
  /** Whether this installation signed it, or was told of it. */
  isSignedHere: boolean
  /** Null where an earlier version kept none. */
  file: KeptFile | null
}

/** A request to sign of whose outcome nothing is known. */
export interface OpenRequest {
  seq: number
  signingHash: string
}

export interface PayoutEvents {
  /** In the order in which the journal tells of them. */
  signed: JournalledPayout[]
  openRequests: OpenRequest[]
  /** Transaction hashes whose files were looked at and not believed. */
  refusedFiles: ReadonlySet<string>
}

const journalledSchema = signedPayoutSchema.extend({
  file: z.object({ sha256: z.string(), bytes: z.number().int().nonnegative() }).nullable().default(null),
})

/** Lines of a journal that tell of payouts; looks at the text, because parsing costs more. */
export function isPayoutLine(line: string): boolean {
  return /^\{"seq":\d+,"at":"[^"]*","kind":"payout\./.test(line)
}

/**
 * Reads entries in the journal's order.
 * @throws Problem `payout.journal-unreadable`: without such an entry nobody can tell what may be signed.
 */
export function readPayoutEvents(entries: Iterable<JournalEntry>): PayoutEvents {
  const signed = new Map<string, JournalledPayout>()
  const openRequests = new Map<string, OpenRequest>()
  const refusedFiles = new Set<string>()
  for (const entry of entries) {
    const { seq, kind, data } = entry
    const signingHash = typeof data.signingHash === 'string' ? data.signingHash : ''
    switch (kind) {
      case 'payout.sign-requested':
        openRequests.set(signingHash, { seq, signingHash })
        break
      case 'payout.sign-refused':
      case 'payout.sign-failed':
      case 'payout.sign-interrupted':
        openRequests.delete(signingHash)
        break
      case 'payout.signed':
      case 'payout.learned':
      case 'payout.file-kept': {
        const told = readSigned(entry)
        if (kind === 'payout.signed') openRequests.delete(signingHash)
        const before = signed.get(told.transactionHash)
        signed.set(told.transactionHash, before ? { ...told, seq: before.seq, isSignedHere: before.isSignedHere } : told)
        break
      }
      case 'payout.file-refused':
        refusedFiles.add(String(data.transactionHash))
    }
  }
  return { signed: [...signed.values()], openRequests: [...openRequests.values()], refusedFiles }
}

function readSigned({ seq, at, kind, data }: JournalEntry): JournalledPayout {
  const parsed = journalledSchema.safeParse({ signedAt: at, ...data })
  if (parsed.success) return { ...parsed.data, seq, isSignedHere: kind === 'payout.signed' }
  throw new Problem(
    'payout.journal-unreadable',
    `Entry ${seq} of the journal tells of a signed payout that this version cannot read, so nothing is signed: update Commonmast.`,
    { cause: parsed.error.issues[0]?.message },
  )
}
