/**
 * The journal of money and device events: one JSON line per entry, appended and flushed before the caller goes on.
 * Invariant: lines already written are never rewritten; what a power cut tore is moved aside and noted; a chain that
 * does not hold is reported by `list` and never mended.
 */
import { open, writeFile } from 'node:fs/promises'
import type { JournalEntry } from '#core/contract/consoleContract'
import { diskProblem } from './diskProblem'
import { checkChain, genesisHash, hashJournalEntry, parseJournalLine } from './journalChain'
import { type BackTo, readJournalBack } from './readJournalBack'

/** The part that services which record events need. */
export interface JournalPort {
  /** @param data JSON; never a secret. @throws Problem `disk.full`, `disk.failed`; nothing is then half-written. */
  append(kind: string, data: Record<string, unknown>): Promise<JournalEntry>
}

export interface JournalListing {
  /** The newest `limit` entries, oldest first. */
  entries: JournalEntry[]
  total: number
  intact: boolean
  brokenAt: number | null
}

/** The entries of the lines that are wanted, oldest first, no further back than is asked for. @throws Problem `disk.*` */
export type ReadBack = (wants: (line: string) => boolean, backTo: BackTo) => Promise<JournalEntry[]>

export interface Journal extends JournalPort {
  list(limit: number): Promise<JournalListing>
  readBack: ReadBack
  /** Waits for appends under way and closes the file. */
  close(): Promise<void>
}

/** What the journal needs of an open file; tests hand in one whose disk is full. */
export interface JournalFile {
  read(): Promise<Buffer>
  /** Fewer bytes at the end of the file. */
  readAt(positionBytes: number, lengthBytes: number): Promise<Buffer>
  write(bytes: Buffer, positionBytes: number): Promise<void>
  truncate(lengthBytes: number): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

export interface JournalOptions {
  now?: () => Date
  openFile?: (path: string) => Promise<JournalFile>
}

/**
 * Opens or begins the journal at `path`. A torn last line is moved to `<path>.<time>.torn` and the repair is noted.
 * @throws Problem `disk.*`
 */
export async function openJournal(path: string, options: JournalOptions = {}): Promise<Journal> {
  const now = options.now ?? (() => new Date())
  const file = await (options.openFile ?? openJournalFile)(path).catch((thrown: unknown) => {
    throw diskProblem(thrown, 'the journal')
  })
  let queue: Promise<unknown> = Promise.resolve()
  let closed = false

  const written = splitAtLastLine(await file.read())
  const newest = newestEntry(written.lines)
  let head = { seq: newest?.seq ?? 0, hash: newest?.hash ?? genesisHash }
  let lengthBytes = written.lengthBytes

  async function write(kind: string, data: Record<string, unknown>): Promise<JournalEntry> {
    const unhashed = {
      seq: head.seq + 1,
      at: now().toISOString(),
      kind,
      // What is hashed is what a reader gets back from the disk.
      data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
      prev: head.hash,
    }
    const entry = { ...unhashed, hash: hashJournalEntry(unhashed) }
    const line = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8')
    try {
      await file.write(line, lengthBytes)
      await file.sync()
    } catch (thrown) {
      await file.truncate(lengthBytes).catch(() => undefined)
      throw diskProblem(thrown, 'the journal')
    }
    lengthBytes += line.length
    head = { seq: entry.seq, hash: entry.hash }
    return entry
  }

  /** One after another; a failed one does not stop the next. */
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  if (written.torn.length > 0) {
    const aside = `${path}.${now().toISOString().replaceAll(':', '-')}.torn`
    try {
      await writeFile(aside, written.torn, { flag: 'wx', mode: 0o600, flush: true })
      await file.truncate(lengthBytes)
    } catch (thrown) {
      await file.close()
      throw diskProblem(thrown, 'the journal')
    }
    await enqueue(() => write('journal.repaired', { tornBytes: written.torn.length, movedTo: aside }))
  }

  return {
    append: (kind, data) => enqueue(() => write(kind, data)),
    list: (limit) =>
      enqueue(async () => {
        const onDisk = splitAtLastLine(await file.read())
        const check = checkChain(onDisk.lines)
        const last = check.entries.at(-1)?.seq ?? 0
        // Someone cut the file shorter than what this process wrote.
        const shortened = check.intact && last < head.seq
        return {
          entries: check.entries.slice(-limit),
          total: check.entries.length,
          intact: check.intact && !shortened,
          brokenAt: shortened ? last + 1 : check.brokenAt,
        }
      }),
    readBack: (wants, backTo) =>
      enqueue(() =>
        readJournalBack(file.readAt, lengthBytes, wants, backTo).catch((thrown: unknown) => {
          throw diskProblem(thrown, 'the journal')
        }),
      ),
    async close() {
      if (closed) return
      closed = true
      await queue
      await file.close()
    },
  }
}

/** Read from the end, so that a long journal opens as quickly as a short one. */
function newestEntry(lines: readonly string[]): JournalEntry | null {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const entry = parseJournalLine(lines[at] ?? '')
    if (entry) return entry
  }
  return null
}

function splitAtLastLine(bytes: Buffer): { lines: string[]; lengthBytes: number; torn: Buffer } {
  const lengthBytes = bytes.lastIndexOf(0x0a) + 1
  const whole = bytes.subarray(0, lengthBytes).toString('utf8')
  return { lines: whole === '' ? [] : whole.slice(0, -1).split('\n'), lengthBytes, torn: bytes.subarray(lengthBytes) }
}

/** The journal's file on a real disk. */
export async function openJournalFile(path: string): Promise<JournalFile> {
  // Not append mode: there Linux ignores positions, and a repaired line must go exactly where the torn one stood.
  const handle = await open(path, 'a+', 0o600).then(async (created) => {
    await created.close()
    return open(path, 'r+', 0o600)
  })
  async function readAt(positionBytes: number, lengthBytes: number): Promise<Buffer> {
    const bytes = Buffer.alloc(lengthBytes)
    let filled = 0
    while (filled < lengthBytes) {
      const { bytesRead } = await handle.read(bytes, filled, lengthBytes - filled, positionBytes + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  }

  return {
    read: async () => readAt(0, (await handle.stat()).size),
    readAt,
    async write(bytes, positionBytes) {
      let done = 0
      while (done < bytes.length) {
        done += (await handle.write(bytes, done, bytes.length - done, positionBytes + done)).bytesWritten
      }
    },
    truncate: (lengthBytes) => handle.truncate(lengthBytes),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  }
}
