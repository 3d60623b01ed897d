import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import { countersignJournal, verifyCountersignature } from '#core/journal/countersignature'
import { JOURNAL_FORMAT, type JournalFile } from '#core/journal/journalFile'
import { Problem } from '#core/model/problem'
import type { Signer } from '../storage/installationKey'
import type { Journal } from '../storage/journal'

type JournalCall = Extract<keyof ConsoleContract['calls'], `journal.${string}`>

interface Parts {
  journal: Journal
  signer: Signer
  clock?: () => Date
}

const COUNTERSIGNED = 'journal.countersigned'
const EVERYTHING = { afterSeq: 0, sinceAt: '' }

/**
 * Shows the journal, whether its chain still holds and whether anything of it is missing, read anew from the disk each time; gives
 * it out, countersigns another installation's and takes in what another one says of this.
 */
export function createJournalService({
  journal,
  signer,
  clock = () => new Date(),
}: Parts): Pick<Handlers<ConsoleContract>, JournalCall> {
  return {
    'journal.list': (page) => journal.list(page),
    'journal.anchor': async () => ({ anchor: journal.anchor() }),
    'journal.checkAnchor': ({ anchor }) => journal.checkAnchor(anchor),
    'journal.acknowledgeLoss': async ({ seq }) => {
      await journal.acknowledgeLoss(seq)
      return {}
    },

    async 'journal.export'() {
      await journal.append('journal.exported', {})
      const anchor = journal.anchor()
      const all = await journal.readBack(() => true, EVERYTHING)
      // What is written meanwhile is behind the anchor.
      const entries = anchor ? all.filter(({ seq }) => seq <= anchor.seq) : all
      const file: JournalFile = { format: JOURNAL_FORMAT, exportedAt: clock().toISOString(), entries, anchor }
      return { text: JSON.stringify(file) }
    },

    async 'journal.countersign'({ journal: other }) {
      const countersignature = countersignJournal(other, signer, clock().toISOString())
      await journal.append('journal.countersigned-other', { ...countersignature.journal })
      return countersignature
    },

    async 'journal.takeCountersignature'({ countersignature }) {
      const [finding] = verifyCountersignature(countersignature)
      if (finding) {
        throw new Problem('countersignature.does-not-hold', 'This countersignature does not hold: ask for it again.', {
          cause: `${finding.where} ${finding.message}`,
        })
      }
      const { seq, hash } = countersignature.journal
      const lines = (start: string) => (line: string) => line.startsWith(start)
      const [entry] = await journal.readBack(lines(`{"seq":${seq},`), EVERYTHING)
      if (entry?.hash !== hash) {
        throw new Problem(
          'countersignature.other-journal',
          `It is about a journal whose entry ${seq} is another than here: either it is of another installation, or this journal was changed. Compare both before anything is paid.`,
        )
      }
      const taken = await journal.readBack((line) => line.includes(`"kind":"${COUNTERSIGNED}"`), EVERYTHING)
      const before = taken.find(({ kind, data }) => kind === COUNTERSIGNED && data.signature === countersignature.signature)
      if (before) return { seq: before.seq }
      const { publicKey, countersignedAt, signature } = countersignature
      const noted = await journal.append(COUNTERSIGNED, { entrySeq: seq, entryHash: hash, publicKey, countersignedAt, signature })
      return { seq: noted.seq }
    },
  }
}
