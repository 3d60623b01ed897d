/** Whoever carries batches and means harm: reorders, drops, repeats, edits and invents. It has a key of its own and no other. */
import type { BatchId } from '../batch'
import { readBatch } from '../readBatch'
import type { Standing, SyncTransport } from '../SyncTransport'
import { sealBatch } from '../sealBatch'
import { canonicalText } from '../signedDocument'
import type { MemoryPlace } from './MemoryPlace'
import { signerNamed } from './signers'

const relay = signerNamed('relay')

export type Attack =
  | 'drop-chunk'
  | 'edit-chunk'
  | 'swap-chunks'
  | 'edit'
  | 'renumber'
  | 'cut'
  | 'resign'
  | 'squat'
  | 'repeat'
  | 'other-cooperative'

/** Leaves something at the place that nobody made. @param chosen which batch it begins from */
export async function attack(place: MemoryPlace, kind: Attack, chosen: number): Promise<void> {
  if (kind === 'drop-chunk' || kind === 'edit-chunk' || kind === 'swap-chunks') {
    attackChunks(place, kind, chosen)
    return
  }
  const { batches } = await place.look()
  const id = batches[chosen % Math.max(1, batches.length)]
  if (!id) return
  const text = await place.read(id)
  const read = readBatch(text)
  if (read.kind !== 'whole') return
  const { batch } = read
  const [first] = batch.operations
  if (!first) return
  if (kind === 'cut') place.add(id, text.slice(0, chosen % text.length))
  else if (kind === 'repeat') place.add({ actor: 'f'.repeat(16), n: 1 }, JSON.stringify(batch, null, 1))
  else if (kind === 'renumber') place.add(id, canonicalText({ ...batch, n: batch.n + 1, prev: id.hash }))
  else if (kind === 'edit') {
    place.add(id, canonicalText({ ...batch, operations: [{ ...first, key: 'k1', set: { name: 'edited' } }] }))
  } else {
    const before = kind === 'squat' ? null : { n: batch.n, hash: id.hash, lastOperation: batch.operations.at(-1)?.n ?? 0 }
    const operations = [{ ...first, n: (before?.lastOperation ?? 0) + 1, table: 'sites', key: 'k1', set: { name: 'invented' } }]
    const cooperative = kind === 'other-cooperative' ? 'd'.repeat(64) : batch.cooperative
    const invented = await sealBatch({ cooperative, actor: batch.actor, before, operations }, relay)
    place.add(invented.id, invented.text)
  }
}

function attackChunks({ chunks }: MemoryPlace, kind: 'drop-chunk' | 'edit-chunk' | 'swap-chunks', chosen: number): void {
  const all = [...chunks]
  const [hash, bytes] = all[chosen % Math.max(1, all.length)] ?? []
  if (hash === undefined || !bytes) return
  if (kind === 'drop-chunk') chunks.delete(hash)
  else if (kind === 'edit-chunk')
    chunks.set(
      hash,
      bytes.map((byte, at) => (at === chosen % bytes.length ? byte ^ 1 : byte)),
    )
  else chunks.set(hash, all[(chosen + 1) % all.length]?.[1] ?? bytes)
}

/** The place as a relay shows it that leaves out, mixes up and swaps. @param chance numbers that decide what */
export function shownByRelay(place: MemoryPlace, chance: () => number): SyncTransport {
  const shown = async (): Promise<Standing> => {
    const standing = await place.look()
    const some = standing.batches.filter(() => chance() % 3 > 0).map((id) => ({ id, at: chance() }))
    return { ...standing, batches: some.sort((one, other) => one.at - other.at).map(({ id }) => id) }
  }
  const read = async (id: BatchId): Promise<string> => {
    const { batches } = await place.look()
    const other = batches[chance() % Math.max(1, batches.length)]
    return place.read(chance() % 4 === 0 && other ? other : id)
  }
  const hasChunks = async (hashes: readonly string[]) => new Set(hashes.filter(() => chance() % 2 === 0))
  const readChunk = async (hash: string) => {
    const others = [...place.chunks.keys()]
    return place.readChunk(chance() % 4 === 0 ? (others[chance() % others.length] ?? hash) : hash)
  }
  return {
    kind: 'folder',
    look: shown,
    read,
    publish: place.publish.bind(place),
    begin: place.begin.bind(place),
    hasChunks,
    readChunk,
    publishChunk: place.publishChunk.bind(place),
    envelopes: async () => (await place.envelopes()).filter(() => chance() % 3 > 0),
    publishEnvelope: place.publishEnvelope.bind(place),
  }
}
