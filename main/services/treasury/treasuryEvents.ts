/** What the journal says of payouts of version 4 and their moves. Pure: entries in, facts out. */
import { z } from 'zod'
import type { JournalEntry } from '#core/journal/journalEntry'
import { Problem } from '#core/model/problem'
import { type PayoutMove, payoutMoveSchema } from '#core/treasury/model/payoutMove'
import { sha256Schema } from '#core/treasury/model/treasuryFacts'
import type { KeptFile } from '../../storage/payoutFiles'

export interface JournalledPayout {
  payoutId: string
  /** Of the entry that first told of it. */
  seq: number
  file: KeptFile
  /** Each once, in the order in which the journal tells of them. */
  moves: PayoutMove[]
}

/** A request to sign of whose outcome nothing is known. */
export interface OpenRequest {
  seq: number
  payoutId: string
  signedHash: string
}

export interface TreasuryEvents {
  /** In the order in which the journal tells of them. */
  payouts: JournalledPayout[]
  openRequests: OpenRequest[]
  /** Digests of files that were looked at and not believed. */
  refusedFiles: ReadonlySet<string>
  /** Ids of moves that were looked at and not believed. */
  refusedMoves: ReadonlySet<string>
}

const fileSchema = z.object({ payoutId: sha256Schema, file: z.object({ sha256: z.string(), bytes: z.number().int() }) })
const moveEntrySchema = z.object({ move: payoutMoveSchema })
const requestSchema = z.object({ payoutId: z.string(), signedHash: z.string() })

/** Lines of a journal that tell of the treasury; looks at the text, because parsing costs more. */
export function isTreasuryLine(line: string): boolean {
  return /^\{"seq":\d+,"at":"[^"]*","kind":"treasury\./.test(line)
}

/**
 * Reads entries in the journal's order.
 * @throws Problem `treasury.journal-unreadable`: without such an entry nobody can tell what may be signed.
 */
export function readTreasuryEvents(entries: Iterable<JournalEntry>): TreasuryEvents {
  const payouts = new Map<string, JournalledPayout & { ids: Set<string> }>()
  const openRequests = new Map<string, OpenRequest>()
  const refusedFiles = new Set<string>()
  const refusedMoves = new Set<string>()
  for (const entry of entries) {
    const { seq, kind, data } = entry
    switch (kind) {
      case 'treasury.payout-kept':
      case 'treasury.file-kept': {
        const { payoutId, file } = readEntry(fileSchema, entry)
        const before = payouts.get(payoutId)
        if (before) before.file = file
        else payouts.set(payoutId, { payoutId, seq, file, moves: [], ids: new Set() })
        break
      }
      case 'treasury.move':
      case 'treasury.move-learned': {
        const { move } = readEntry(moveEntrySchema, entry)
        const of = payouts.get(move.payoutId)
        if (!of) throw unreadable(entry, 'it names a payout that no entry before it tells of')
        if (!of.ids.has(move.id)) of.moves.push(move)
        of.ids.add(move.id)
        if (move.fact.kind === 'confirmed' || move.fact.kind === 'cancelling') {
          openRequests.delete(move.fact.confirmation.signedHash)
        }
        break
      }
      case 'treasury.sign-requested': {
        const request = readEntry(requestSchema, entry)
        openRequests.set(request.signedHash, { seq, ...request })
        break
      }
      case 'treasury.sign-refused':
      case 'treasury.sign-failed':
      case 'treasury.sign-interrupted':
        openRequests.delete(readEntry(requestSchema, entry).signedHash)
        break
      case 'treasury.file-refused':
        refusedFiles.add(String(data.payoutId))
        break
      case 'treasury.move-refused':
        refusedMoves.add(String(data.moveId))
    }
  }
  return {
    payouts: [...payouts.values()].map(({ ids: _ids, ...payout }) => payout),
    openRequests: [...openRequests.values()],
    refusedFiles,
    refusedMoves,
  }
}

function readEntry<T>(schema: z.ZodType<T>, entry: JournalEntry): T {
  const parsed = schema.safeParse(entry.data)
  if (parsed.success) return parsed.data
  throw unreadable(entry, parsed.error.issues[0]?.message)
}

function unreadable({ seq }: JournalEntry, cause: unknown): Problem {
  return new Problem(
    'treasury.journal-unreadable',
    `Entry ${seq} of the journal tells of a payout that this version cannot read, so nothing is signed: update Commonmast.`,
    { cause },
  )
}
