/**
 * The journal of money and device events: one JSON line per entry, appended and flushed before the caller goes on.
 * Invariants: lines already written are never rewritten; what a power cut tore is moved aside and noted; a chain that does not hold
 * is reported and never mended; what is missing is noted, and its numbers are never given again.
 */

import type { JournalAnchor } from '#core/journal/journalAnchor'
import type { JournalEntry } from '#core/journal/journalEntry'
import type { JournalLoss } from '#core/journal/journalLoss'
import { FileJournal } from './FileJournal'
import type { Signer } from './installationKey'
import type { JournalFile } from './journalFile'
import type { JournalPage } from './journalIndex'
import type { BackTo } from './readJournalBack'

/** The part that services which record events need. */
export interface JournalPort {
  /** @param data JSON; never a secret. @throws Problem `disk.full`, `disk.failed`; nothing is then half-written. */
  append(kind: string, data: Record<string, unknown>): Promise<JournalEntry>
}

export interface JournalListing {
  entries: JournalEntry[]
  total: number
  /** Whether the chain holds and nothing is missing that nobody has acknowledged. */
  intact: boolean
  /** Sequence number at which the chain first fails to hold. */
  brokenAt: number | null
  lost: JournalLoss | null
}

/** The entries of the lines that are wanted, oldest first, no further back than is asked for. @throws Problem `disk.*` */
export type ReadBack = (wants: (line: string) => boolean, backTo: BackTo) => Promise<JournalEntry[]>

export interface AnchorCheck {
  /** `shorter`: the journal lacks that entry and those behind it. `other`: its entry of that number is another one. */
  result: 'holds' | 'shorter' | 'other' | 'unknown-key'
  /** Of `shorter` and `other`: whether a person has acknowledged the loss that explains it. */
  acknowledged: boolean
}

export interface Journal extends JournalPort {
  list(page: JournalPage): Promise<JournalListing>
  readBack: ReadBack
  /** What is missing, or was changed, and that nobody has acknowledged; read anew from the disk. @throws Problem `disk.*` */
  loss(): Promise<JournalLoss | null>
  /** The same as far as it is known without reading the journal anew. */
  knownLoss(): JournalLoss | null
  /** @param seq of the loss that a person has seen. @throws Problem `journal.no-loss` or `disk.*` */
  acknowledgeLoss(seq: number): Promise<void>
  /** Where the journal ended when a key last signed it; null where none ever did. */
  anchor(): JournalAnchor | null
  /** Compares an anchor that was kept elsewhere; a loss that it tells of is noted. @throws Problem `disk.*` */
  checkAnchor(anchor: JournalAnchor): Promise<AnchorCheck>
  /** Waits for appends under way and closes the file. */
  close(): Promise<void>
}

export interface Anchoring {
  /** Of the file beside the journal. */
  path: string
  /** Null while the key is not there: then no anchor is made, and the last one stays. */
  signer: Signer | null
  /** Whether nothing of this installation was there before. */
  isFirstStart: boolean
  /** Whether a person has asked for a new key in the place of one that is gone. */
  isNewKey: boolean
  onAnchored?(anchor: JournalAnchor): void
}

export interface JournalOptions {
  now?: () => Date
  openFile?: (path: string) => Promise<JournalFile>
  /** Without it a missing end is seen only while this program runs. */
  anchoring?: Anchoring
}

/**
 * Opens or begins the journal at `path`. A torn last line is moved to `<path>.<time>.torn` and the repair is noted, and so is what
 * is missing by the anchor; what the disk refuses of that is written before the next entry.
 * @throws Problem `disk.*`
 */
export async function openJournal(path: string, options: JournalOptions = {}): Promise<Journal> {
  const journal = new FileJournal(path, options)
  await journal.open()
  return journal
}
