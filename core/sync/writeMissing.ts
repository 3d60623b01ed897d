/** Own operations into batches, and batches to where they are missing. SPEC.md, [SY6] and [SY12]. */
import { Problem } from '../model/problem'
import { type BatchId, OPERATIONS_PER_BATCH, reachedWith } from './batch'
import type { Round } from './Round'
import { readBatch } from './readBatch'
import { sealBatch, tooLarge } from './sealBatch'
import { seenOf } from './seen'
import { throwIfCancelled } from './throwIfCancelled'
import { chunksOfBatch } from './travel/openBatch'
import { operationsForBatch } from './travel/operationsForBatch'

/** Seals all that can be sealed. An operation that is too large stops it there, and is told with all that waits behind it. */
export async function sealOwn(round: Round): Promise<{ sealed: number; tooLarge: Problem | null }> {
  const { store, cooperative, signal, progress, tell } = round
  const { actor, publicKey } = await store.self()
  const { keys, personal: plans, random } = round
  const sealing = keys && { cooperative, plans, random, keyFor: (person: string | null) => keys.keyFor(person) }
  const vector = await store.vector()
  const seen = seenOf(vector, actor)
  let before = vector.get(actor) ?? null
  for (let sealed = 0; ; sealed++) {
    throwIfCancelled(signal)
    const operations = await store.unsealed(OPERATIONS_PER_BATCH)
    const [first] = operations
    if (!first) return { sealed, tooLarge: null }
    const taken = operationsForBatch(operations, sealing)
    if (taken.operations.length === 0) {
      const waiting = (await store.countUnsealed()) - 1
      return { sealed, tooLarge: tooLarge(first, waiting) }
    }
    // Before anything is sealed for good with a key that could still be lost.
    await round.keys?.keepFresh()
    const sign = (bytes: Uint8Array) => store.sign(bytes)
    const named = await sealBatch({ cooperative, actor, before, seen, ...taken }, { publicKey, sign })
    const sealedFrom = operations.slice(0, taken.operations.length)
    const kept = await store.keepSealed({ named, operations: sealedFrom, chunks: taken.chunks, keys: taken.keys })
    for (const withheld of kept) tell({ kind: 'withheld', withheld })
    before = reachedWith(named)
    progress({ phase: 'seal', done: sealed + 1, total: 0 })
  }
}

/** Beyond these there is nothing to be written, and still everything to be read. */
const STILL_READABLE = new Set(['sync.place-full', 'sync.place-read-only', 'sync.not-read-back'])

/**
 * Writes held batches that are not there, one's own first, each after what it names; then what the place lost of what others
 * named, where those are carried.
 * @param there what lay there when the round looked
 */
export async function writeMissing(
  round: Round,
  there: readonly BatchId[],
  carriesOthers: boolean,
): Promise<{ written: number; notWritten: Problem | null }> {
  const { store, transport, signal, progress } = round
  const batches = await missingThere(round, there, carriesOthers)
  const chunks = await missingChunks(round)
  let written = 0
  try {
    await round.keys?.publish()
    for (const id of batches) {
      throwIfCancelled(signal)
      progress({ phase: 'write', done: written, total: batches.length })
      const text = await store.text(id)
      if (text === null) throw new Error(`Batch ${id.n} of ${id.actor} is held and has no text`)
      for (const hash of chunksNamedIn(text)) if (chunks.delete(hash)) await writeChunk(round, hash)
      await transport.publish(id, text, signal)
      written++
    }
    for (const hash of carriesOthers ? chunks : []) await writeChunk(round, hash)
  } catch (thrown) {
    if (thrown instanceof Problem && STILL_READABLE.has(thrown.code)) return { written, notWritten: thrown }
    throw thrown
  }
  return { written, notWritten: null }
}

async function writeChunk({ store, transport, signal }: Round, hash: string): Promise<void> {
  throwIfCancelled(signal)
  const bytes = await store.chunk(hash)
  if (bytes) await transport.publishChunk({ hash, bytes }, signal)
}

/** Of the chunks that are kept here, those that do not lie there. */
async function missingChunks({ store, transport, signal }: Round): Promise<Set<string>> {
  const kept = new Set(await store.chunks())
  if (kept.size === 0) return kept
  for (const hash of await transport.hasChunks([...kept], signal)) kept.delete(hash)
  return kept
}

function chunksNamedIn(text: string): string[] {
  // Most batches name none, and reading one takes a while.
  if (!text.includes('"$file"')) return []
  const read = readBatch(text)
  return read.kind === 'whole' ? chunksOfBatch(read.batch) : []
}

async function missingThere({ store }: Round, there: readonly BatchId[], carriesOthers: boolean): Promise<BatchId[]> {
  // What is held by its name alone cannot be brought.
  const passedOver = [...there, ...((await store.snapshots?.namedOnly()) ?? [])]
  const lying = new Set(passedOver.map(({ hash }) => hash))
  const { publicKey } = await store.self()
  const own: BatchId[] = []
  const others: BatchId[] = []
  for (const actor of (await store.vector()).keys()) {
    const isOwn = (await store.keyOf(actor)) === publicKey
    if (!isOwn && !carriesOthers) continue
    const missing = (await store.after(actor, 0)).filter(({ hash }) => !lying.has(hash))
    ;(isOwn ? own : others).push(...missing)
  }
  if (carriesOthers) others.push(...(await store.forks()).filter(({ hash }) => !lying.has(hash)))
  return [...own, ...others]
}
