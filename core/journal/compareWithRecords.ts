/**
 * The journal is main's memory of money and devices, the records are the renderer's. Where the journal knows of a signed
 * payout or a signed record that the records lack, it is put back from its file or named; what only the records know is
 * told to the journal. Nothing is paid before both agree.
 */

export interface JournalledPayout {
  transactionHash: string
  signedAt: string
  period: { name: string } | null
  chainId: number
  contract: string
  fileState: 'whole' | 'missing' | 'damaged' | 'not-kept'
}

export interface JournalledRecord {
  /** Of the record's facts. */
  id: string
  /** Whether it was said to be where records are kept. */
  saved: boolean
}

export interface Comparison<P extends JournalledPayout, R extends JournalledRecord> {
  payoutsToPutBack: P[]
  /** The journal knows of them, and their files are gone: a person must bring them or say that they are dealt with. */
  payoutsToName: P[]
  /** Ids of signatures that the journal does not know. */
  signaturesToLearn: string[]
  recordsToPutBack: R[]
}

/**
 * @param known ids that the records hold, those included that a person has removed: what was practised may be
 * @param dealtWith transaction hashes of payouts that a person has dealt with otherwise
 */
export function compareWithRecords<P extends JournalledPayout, R extends JournalledRecord>(
  journal: { payouts: readonly P[]; records: readonly R[] },
  known: { signatureIds: ReadonlySet<string>; provisioningIds: ReadonlySet<string> },
  dealtWith: ReadonlySet<string>,
): Comparison<P, R> {
  const missing = journal.payouts.filter(({ transactionHash }) => !known.signatureIds.has(transactionHash))
  const hasFile = ({ fileState }: P) => fileState === 'whole'
  const journalled = new Set(journal.payouts.map(({ transactionHash }) => transactionHash))
  return {
    payoutsToPutBack: missing.filter(hasFile),
    payoutsToName: missing.filter((payout) => !hasFile(payout) && !dealtWith.has(payout.transactionHash)),
    signaturesToLearn: [...known.signatureIds].filter((id) => !journalled.has(id)),
    // One that was never saved is finished in the field, where its session still stands.
    recordsToPutBack: journal.records.filter(({ id, saved }) => saved && !known.provisioningIds.has(id)),
  }
}
