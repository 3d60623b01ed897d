/** Own operations into batches, and batches to where they are missing. SPEC.md, [SY6] and [SY12]. */
import { Problem } from '../model/problem'
import { type BatchId, OPERATIONS_PER_BATCH, reachedWith } from './batch'
import type { Round } from './Round'
import { bytesOf, operationsForBatch, sealBatch, tooLarge } from './sealBatch'
import { throwIfCancelled } from './throwIfCancelled'

/** Seals all that can be sealed. An operation that is too large stops it there, and is told with all that waits behind it. */
export async function sealOwn(round: Round): Promise<{ sealed: number; tooLarge: Problem | null }> {
  const { store, cooperative, signal, progress, tell } = round
  const { actor, publicKey } = await store.self()
  let before = (await store.vector()).get(actor) ?? null
  for (let sealed = 0; ; sealed++) {
    throwIfCancelled(signal)
    const operations = await store.unsealed(OPERATIONS_PER_BATCH)
    const [first] = operations
    if (!first) return { sealed, tooLarge: null }
    const taken = operationsForBatch(operations)
    if (taken.length === 0) {
      const waiting = (await store.countUnsealed()) - 1
      return { sealed, tooLarge: tooLarge(first, bytesOf(first), waiting) }
    }
    const sign = (bytes: Uint8Array) => store.sign(bytes)
    const batch = await sealBatch({ cooperative, actor, before, operations: taken }, { publicKey, sign })
    for (const withheld of await store.keepSealed(batch)) tell({ kind: 'withheld', withheld })
    before = reachedWith(batch)
    progress({ phase: 'seal', done: sealed + 1, total: 0 })
  }
}

/** Beyond these there is nothing to be written, and still everything to be read. */
const STILL_READABLE = new Set(['sync.place-full', 'sync.place-read-only', 'sync.not-read-back'])

/**
 * Writes held batches that are not there, one's own first.
 * @param there what lay there when the round looked
 */
export async function writeMissing(
  round: Round,
  there: readonly BatchId[],
  carriesOthers: boolean,
): Promise<{ written: number; notWritten: Problem | null }> {
  const { store, transport, signal, progress } = round
  const missing = await missingThere(round, there, carriesOthers)
  let written = 0
  for (const id of missing) {
    throwIfCancelled(signal)
    progress({ phase: 'write', done: written, total: missing.length })
    const text = await store.text(id)
    if (text === null) throw new Error(`Batch ${id.n} of ${id.actor} is held and has no text`)
    try {
      await transport.publish(id, text, signal)
    } catch (thrown) {
      if (thrown instanceof Problem && STILL_READABLE.has(thrown.code)) return { written, notWritten: thrown }
      throw thrown
    }
    written++
  }
  return { written, notWritten: null }
}

async function missingThere({ store }: Round, there: readonly BatchId[], carriesOthers: boolean): Promise<BatchId[]> {
  const lying = new Set(there.map(({ hash }) => hash))
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
