/**
 * `commonmast-journal-v1`: a journal as it goes to an auditor or to another installation: its entries, which chain themselves, and
 * the anchor that says where it ended. SPEC.md, rule [JN12].
 */
import { z } from 'zod'
import { type Finding, schemaFindings } from '../model/finding'
import { isGenuineAnchor, journalAnchorSchema } from './journalAnchor'
import { ChainCheck } from './journalChain'
import { journalEntrySchema } from './journalEntry'
import { lossKind } from './journalLoss'

export const JOURNAL_FORMAT = 'commonmast-journal-v1'

export const journalFileSchema = z.object({
  format: z.literal(JOURNAL_FORMAT),
  exportedAt: z.iso.datetime(),
  /** All, the oldest first. */
  entries: z.array(journalEntrySchema).min(1),
  /** Signed by the installation whose journal it is; null where no key ever did. */
  anchor: journalAnchorSchema.nullable(),
})
export type JournalFile = z.infer<typeof journalFileSchema>

/** @returns what does not hold; it never throws. That entries are missing and noted as lost is a note: the journal says so itself. */
export function verifyJournal(document: unknown): (Finding & { isNote?: true })[] {
  const parsed = journalFileSchema.safeParse(document)
  if (!parsed.success) return schemaFindings(parsed.error)
  const { entries, anchor } = parsed.data
  const findings: (Finding & { isNote?: true })[] = []
  const chain = new ChainCheck()
  for (const entry of entries) {
    const before = chain.breaks.length
    chain.take(entry)
    if (chain.breaks.length > before) {
      findings.push({ where: `entry ${entry.seq}`, message: 'is not as it was written, or does not follow the entry before it' })
    } else if (entry.kind === lossKind) {
      findings.push({ where: `entry ${entry.seq}`, message: 'notes that entries before it were lost', isNote: true })
    }
  }
  if (!anchor) {
    findings.push({ where: 'anchor', message: 'is missing: no key says that the journal ended here', isNote: true })
    return findings
  }
  if (!isGenuineAnchor(anchor)) findings.push({ where: 'anchor', message: 'is not signed by the key that it names' })
  const last = entries.at(-1)
  if (last?.seq !== anchor.seq || last.hash !== anchor.hash) {
    findings.push({
      where: 'anchor',
      message: `names entry ${anchor.seq} as the last one, and the last one here is ${last?.seq}`,
    })
  }
  if (!keysOf(parsed.data).has(anchor.publicKey)) {
    findings.push({ where: 'anchor', message: 'is by a key that the journal does not name as its own' })
  }
  return findings
}

function keysOf({ entries }: JournalFile): Set<unknown> {
  return new Set(entries.flatMap(({ kind, data }) => (kind === 'key.in-use' ? [data.publicKey] : [])))
}
