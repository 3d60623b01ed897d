/**
 * The contents of evidence, exchanged once the records are: chunk by chunk, so that a round that ends at any point has brought
 * something, and the next brings the rest. SPEC.md, [EV4] to [EV6].
 */
import { Problem } from '../../model/problem'
import { ONE_FILE } from '../fetchChunks'
import type { Round } from '../Round'
import { throwIfCancelled } from '../throwIfCancelled'
import { isChunk } from '../travel/chunks'
import type { EvidenceStore, NamedContent } from './EvidenceStore'

/** Counts are contents: photos and files. */
export interface EvidenceExchanged {
  /** Of which something was written to the place. */
  sent: number
  /** That are whole here now and were not before. */
  received: number
  /** That records here name, and that are not whole here yet. */
  waiting: number
  /** Why not all that is here lies at the place now; null where it does, or where it was not to be sent. */
  notSent: Problem | null
  /** Why what lay at the place could not be kept here; null where it could. */
  notKept: Problem | null
}

export interface EvidenceOptions {
  /** none: this laptop writes nothing there. own: what it said itself. all: what others said as well. */
  sends: 'none' | 'own' | 'all'
  /** Why something could not be written before: nothing more is tried. */
  notWritten: Problem | null
}

/** A file of batches is handed over in one piece, so no more of contents goes into it than this. */
const MOST_BYTES_IN_FILE = 64 * 1024 * 1024

export const NO_EVIDENCE: EvidenceExchanged = { sent: 0, received: 0, waiting: 0, notSent: null, notKept: null }

/** @throws Problem as `SyncTransport`, `sync.cancelled` */
export async function exchangeEvidence(
  round: Round,
  store: EvidenceStore,
  { sends, notWritten }: EvidenceOptions,
): Promise<EvidenceExchanged> {
  const named = await store.named()
  if (named.length === 0) return NO_EVIDENCE
  const wanted = [...new Set(named.flatMap(({ chunks }) => chunks))]
  const here = new Set(await store.held(wanted))
  const there = new Set(await round.transport.hasChunks(wanted, round.signal))
  const isWhole = ({ chunks }: NamedContent) => chunks.every((hash) => here.has(hash))
  const before = named.filter(isWhole).length
  const notKept = await fetchMissing(round, store, { wanted, here, there })
  const toSend = sends === 'none' ? [] : named.filter(({ isOwn }) => sends === 'all' || isOwn)
  const { sent, notSent } = await sendMissing(round, store, { toSend, here, there, notWritten })
  const whole = named.filter(isWhole).length
  return { sent, received: whole - before, waiting: named.length - whole, notSent, notKept }
}

interface Standing {
  here: Set<string>
  there: Set<string>
}

/**
 * What is wrong is no chunk, and what cannot be read now is tried again in the next round.
 * @returns why the disk here takes no more: then what is here is sent all the same
 */
async function fetchMissing(
  { transport, signal, progress }: Round,
  store: EvidenceStore,
  { wanted, here, there }: Standing & { wanted: readonly string[] },
): Promise<Problem | null> {
  const missing = wanted.filter((hash) => !here.has(hash) && there.has(hash))
  for (const [at, hash] of missing.entries()) {
    throwIfCancelled(signal)
    progress({ phase: 'evidence', done: at, total: missing.length })
    const bytes = await unlessOneFile(transport.readChunk(hash, signal))
    if (!bytes || !isChunk({ hash, bytes })) continue
    try {
      await store.keep({ hash, bytes })
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code.startsWith('disk.')) return thrown
      throw thrown
    }
    here.add(hash)
  }
  return null
}

async function unlessOneFile(reading: Promise<Uint8Array>): Promise<Uint8Array | null> {
  try {
    return await reading
  } catch (thrown) {
    if (thrown instanceof Problem && ONE_FILE.has(thrown.code)) return null
    throw thrown
  }
}

/** Beyond these there is nothing to be written. */
const NOT_WRITABLE = new Set(['sync.place-full', 'sync.place-read-only', 'sync.not-read-back', 'sync.stream-missing'])

async function sendMissing(
  { transport, signal, progress }: Round,
  store: EvidenceStore,
  { toSend, here, there, notWritten }: Standing & { toSend: readonly NamedContent[]; notWritten: Problem | null },
): Promise<Pick<EvidenceExchanged, 'sent' | 'notSent'>> {
  const lacking = toSend.filter(({ chunks }) => chunks.some((hash) => here.has(hash) && !there.has(hash)))
  let sent = 0
  let bytesSent = 0
  try {
    for (const { chunks } of lacking) {
      if (notWritten) throw notWritten
      progress({ phase: 'evidence', done: sent, total: lacking.length })
      let hasSent = false
      for (const hash of chunks) {
        throwIfCancelled(signal)
        if (there.has(hash) || !here.has(hash)) continue
        const bytes = await store.chunk(hash)
        if (!bytes) {
          // It was damaged, and waits for a place that has it.
          here.delete(hash)
          continue
        }
        bytesSent += bytes.length
        if (transport.kind === 'file' && bytesSent > MOST_BYTES_IN_FILE) throw fileFull()
        await transport.publishChunk({ hash, bytes }, signal)
        there.add(hash)
        hasSent = true
      }
      sent += Number(hasSent)
    }
  } catch (thrown) {
    if (!(thrown instanceof Problem) || !NOT_WRITABLE.has(thrown.code)) throw thrown
    return { sent, notSent: notSentProblem(lacking.length - sent, thrown) }
  }
  return { sent, notSent: null }
}

function fileFull(): Problem {
  return new Problem(
    'sync.place-full',
    'A file of batches takes 64 MB of photos and files: bring the others by a folder or a stick.',
  )
}

function notSentProblem(left: number, cause: Problem): Problem {
  const what = left === 1 ? '1 photo or file was' : `${left} photos or files were`
  return new Problem(cause.code, `${what} not sent, the records were: ${cause.message}`, { cause })
}
