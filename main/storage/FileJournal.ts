/** The journal on a file; see journal.ts. Whatever is asked of it is done one after another. */
import { writeFile } from 'node:fs/promises'
import { isGenuineAnchor, type JournalAnchor } from '#core/journal/journalAnchor'
import { genesisHash, hashJournalEntry } from '#core/journal/journalChain'
import type { JournalEntry } from '#core/journal/journalEntry'
import { type JournalLoss, type LossFacts, lossFactsSchema, lossKind } from '#core/journal/journalLoss'
import { invariant, Problem } from '#core/model/problem'
import { diskProblem } from './diskProblem'
import { JournalAnchors } from './JournalAnchors'
import type { AnchorCheck, Journal, JournalListing, JournalOptions } from './journal'
import { type JournalFile, openJournalFile } from './journalFile'
import { type CheckedJournal, JournalIndex, type JournalPage } from './journalIndex'
import { hashOf, newestEntry, parseJournalLine, splitAtLastLine } from './journalLines'
import { acknowledgedKind, isMarkLine, JournalMarks, keyKind } from './journalMarks'
import { type BackTo, readJournalBack } from './readJournalBack'

interface Head {
  seq: number
  hash: string
}

export class FileJournal implements Journal {
  readonly #path: string
  readonly #now: () => Date
  readonly #openFile: (path: string) => Promise<JournalFile>
  readonly #anchors: JournalAnchors | null
  readonly #index = new JournalIndex()
  readonly #marks = new JournalMarks()
  /** What the journal has to say of itself and the disk has not taken yet; it comes before anything else. */
  readonly #owed: { kind: string; data: Record<string, unknown> }[] = []
  #queue: Promise<unknown> = Promise.resolve()
  #openedFile: JournalFile | null = null
  #head: Head = { seq: 0, hash: genesisHash }
  #lengthBytes = 0
  #closed = false

  constructor(path: string, { now = () => new Date(), openFile = openJournalFile, anchoring }: JournalOptions) {
    this.#path = path
    this.#now = now
    this.#openFile = openFile
    this.#anchors = anchoring ? new JournalAnchors(anchoring, now) : null
  }

  /** @throws Problem `disk.*`; nothing stays open then. */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      this.#openedFile = await this.#openFile(this.#path)
      try {
        const lines = await this.#adoptFile()
        for (const entry of lines.filter(isMarkLine).map(parseJournalLine)) if (entry) this.#marks.take(entry)
        await this.#compareWithAnchor(lines)
        await this.#payOwedIfPossible()
        if (this.#head.seq > 0 && this.anchor()?.seq !== this.#head.seq) await this.#anchorHead()
      } catch (thrown) {
        await this.#openedFile.close()
        throw thrown
      }
    })
  }

  append(kind: string, data: Record<string, unknown>): Promise<JournalEntry> {
    return this.#inTurn(async () => {
      await this.#noticeShortening()
      await this.#payOwed()
      const entry = await this.#write(kind, data)
      await this.#anchorHead()
      return entry
    })
  }

  list(page: JournalPage): Promise<JournalListing> {
    return this.#inTurn(async () => {
      const { checked, lost } = await this.#inspect()
      return {
        entries: await checked.page(page),
        total: checked.total,
        intact: checked.breaks.length === 0 && lost === null,
        brokenAt: checked.breaks[0] ?? null,
        lost,
      }
    })
  }

  loss(): Promise<JournalLoss | null> {
    return this.#inTurn(async () => (await this.#inspect()).lost)
  }

  knownLoss(): JournalLoss | null {
    const owed = this.#owed.find(({ kind }) => kind === lossKind)
    if (!owed) return this.#marks.openLoss
    return { ...lossFactsSchema.parse(owed.data), seq: null, at: this.#now().toISOString() }
  }

  acknowledgeLoss(seq: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#payOwed()
      const open = this.#marks.losses.find((loss) => loss.seq === seq && !this.#marks.isAcknowledged(loss))
      if (!open)
        throw new Problem('journal.no-loss', 'This loss is acknowledged already, or there is none: look at the journal again.')
      await this.#write(acknowledgedKind, { lossSeq: seq })
      await this.#anchorHead()
    })
  }

  anchor(): JournalAnchor | null {
    return this.#anchors?.newest ?? null
  }

  checkAnchor(anchor: JournalAnchor): Promise<AnchorCheck> {
    return this.#inTurn(async () => {
      const isKnownKey = this.#marks.keys.has(anchor.publicKey) || this.#anchors?.isOwnKey(anchor.publicKey)
      if (!isKnownKey || !isGenuineAnchor(anchor)) return { result: 'unknown-key', acknowledged: false }
      const { checked } = await this.#inspect()
      const entry = await checked.find(anchor.seq)
      if (entry?.hash === anchor.hash) return { result: 'holds', acknowledged: false }
      if (!this.#marks.explains(anchor)) {
        const { seq: expectedSeq, hash: anchorHash } = anchor
        this.#noteLoss({ expectedSeq, foundSeq: checked.lastSeq, evidence: 'records', anchorHash }, anchor)
        await this.#payOwedIfPossible()
      }
      const explaining = this.#marks.explains(anchor)
      return { result: entry ? 'other' : 'shorter', acknowledged: explaining !== null && this.#marks.isAcknowledged(explaining) }
    })
  }

  readBack(wants: (line: string) => boolean, backTo: BackTo): Promise<JournalEntry[]> {
    return this.#inTurn(() => readJournalBack(this.#file.readAt, this.#lengthBytes, wants, backTo))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#queue
    await this.#file.close()
  }

  get #file(): JournalFile {
    invariant(this.#openedFile, 'the journal was opened')
    return this.#openedFile
  }

  /** One after another; a failed one does not stop the next. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work).catch((thrown: unknown) => {
      throw thrown instanceof Error && 'code' in thrown ? diskProblem(thrown, 'the journal') : thrown
    })
    this.#queue = result.catch(() => undefined)
    return result
  }

  /** Takes over what the file holds now. @returns its whole lines. */
  async #adoptFile(): Promise<string[]> {
    const { lines, lengthBytes, torn } = splitAtLastLine(await this.#file.read())
    const newest = newestEntry(lines)
    this.#lengthBytes = lengthBytes
    if (newest && newest.seq >= this.#head.seq) this.#head = { seq: newest.seq, hash: newest.hash }
    if (torn.length > 0) {
      const movedTo = `${this.#path}.${this.#now().toISOString().replaceAll(':', '-')}.torn`
      await writeFile(movedTo, torn, { flag: 'wx', mode: 0o600, flush: true })
      await this.#file.truncate(lengthBytes)
      this.#owed.push({ kind: 'journal.repaired', data: { tornBytes: torn.length, movedTo } })
    }
    return lines
  }

  async #compareWithAnchor(lines: readonly string[]): Promise<void> {
    if (!this.#anchors) return
    await this.#anchors.read()
    const loss = this.#anchors.lossAtStart(lines, this.#marks)
    if (loss) this.#noteLoss(loss, loss.evidence === 'anchor' ? this.#anchors.newest : null)
    const key = this.#anchors.keyToNote(lines, this.#marks)
    if (key) this.#owed.push({ kind: keyKind, data: key })
  }

  /** The file may have been cut, deleted or replaced while this program runs; entries must not go where nobody finds them. */
  async #noticeShortening(): Promise<void> {
    const { sizeBytes, isInPlace } = await this.#file.status()
    if (isInPlace && sizeBytes >= this.#lengthBytes) return
    if (!isInPlace) {
      await this.#file.close()
      this.#openedFile = await this.#openFile(this.#path)
      this.#index.forget()
    }
    const before = this.#head
    const lines = await this.#adoptFile()
    if (hashOf(lines, before.seq) === before.hash) return
    this.#noteLoss({ expectedSeq: before.seq, foundSeq: newestEntry(lines)?.seq ?? 0, evidence: 'running' }, null)
  }

  /** @param end what the journal reached before; numbers up to there are not given again. */
  #noteLoss(loss: LossFacts, end: Head | null): void {
    // Before a repair that was found at the same time.
    this.#owed.unshift({ kind: lossKind, data: { ...loss } })
    if (end && end.seq > this.#head.seq) this.#head = { seq: end.seq, hash: end.hash }
  }

  async #inspect(): Promise<{ checked: CheckedJournal; lost: JournalLoss | null }> {
    await this.#noticeShortening()
    let checked = await this.#index.check(this.#file)
    const [first] = checked.breaks
    if (first !== undefined && checked.breaks.length > this.#marks.notedBreaks && !this.#isOwed(lossKind)) {
      const newest = checked.breaks.at(-1) ?? first
      this.#noteLoss({ expectedSeq: newest, foundSeq: newest - 1, evidence: 'changed', breaks: checked.breaks.length }, null)
    }
    if (this.#owed.length > 0) {
      await this.#payOwedIfPossible()
      checked = await this.#index.check(this.#file)
    }
    return { checked, lost: this.knownLoss() }
  }

  #isOwed(wanted: string): boolean {
    return this.#owed.some(({ kind }) => kind === wanted)
  }

  async #payOwed(): Promise<void> {
    for (let entry = this.#owed[0]; entry; entry = this.#owed[0]) {
      await this.#write(entry.kind, entry.data)
      this.#owed.shift()
    }
  }

  /** A full disk must not keep anybody from looking. */
  async #payOwedIfPossible(): Promise<void> {
    if (this.#owed.length === 0) return
    await this.#payOwed().catch(() => undefined)
    await this.#anchorHead()
  }

  async #write(kind: string, data: Record<string, unknown>): Promise<JournalEntry> {
    const unhashed = {
      seq: this.#head.seq + 1,
      at: this.#now().toISOString(),
      kind,
      // What is hashed is what a reader gets back from the disk.
      data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
      prev: this.#head.hash,
    }
    const entry = { ...unhashed, hash: hashJournalEntry(unhashed) }
    const line = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8')
    try {
      await this.#file.write(line, this.#lengthBytes)
      await this.#file.sync()
    } catch (thrown) {
      await this.#file.truncate(this.#lengthBytes).catch(() => undefined)
      throw thrown
    }
    this.#lengthBytes += line.length
    this.#head = { seq: entry.seq, hash: entry.hash }
    this.#marks.take(entry)
    return entry
  }

  async #anchorHead(): Promise<void> {
    if (!this.#isOwed(lossKind)) await this.#anchors?.anchor(this.#head)
  }
}
