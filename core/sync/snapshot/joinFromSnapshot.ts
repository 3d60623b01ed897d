/** A laptop that holds nothing yet begins with what an admin's snapshot says, and not with the first batch. SPEC.md, [SY91] and [SY92]. */
import { Problem } from '../../model/problem'
import { mergePlans } from '../../records/recordTables'
import { type AnnouncedSnapshot, snapshotSetting } from '../../records/tables/cooperativeSettings'
import { readSettingValue } from '../../records/tables/setting'
import type { BatchId } from '../batch'
import { ONE_FILE } from '../fetchChunks'
import type { Founding } from '../founding'
import type { Round } from '../Round'
import { readAhead } from '../readAhead'
import { readBatch } from '../readBatch'
import { signedBytes } from '../signedDocument'
import { throwIfCancelled } from '../throwIfCancelled'
import { openBatch } from '../travel/openBatch'
import { type Announcement, readSnapshot } from './readSnapshot'

/** Fewer are read as fast as a snapshot is looked for. */
const WORTH_A_SNAPSHOT = 20
/** Of each actor so many of its newest are looked at. */
const LOOKED_AT = 200
/** On their way while one is looked at. */
const AHEAD = 20

/**
 * Does nothing where this laptop holds something, or no snapshot holds.
 * @param there what lay there when the round looked
 * @returns how many batches are held by their names now
 */
export async function joinFromSnapshot(round: Round, founding: Founding, there: readonly BatchId[]): Promise<number> {
  const { store, signal, verify, tell } = round
  const { snapshots } = store
  if (!snapshots || there.length < WORTH_A_SNAPSHOT || !(await snapshots.mayJoin())) return 0
  const { actor } = await store.self()
  // Its own past it reads from the batches themselves, under a new name.
  if (there.some((id) => id.actor === actor)) return 0
  for (const { said, announcement } of await announcements(round, there)) {
    const content = await readSnapshot(said.hash, announcement, {
      ...{ founding, plans: mergePlans, verify },
      chunk: (hash) => {
        throwIfCancelled(signal)
        return readHere(() => round.transport.readChunk(hash, signal))
      },
      key: (id) => round.keys?.key(id) ?? null,
    })
    if (!content || content.names.some((names) => names.actor === actor)) continue
    await snapshots.join(content)
    const batches = content.names.reduce((sum, names) => sum + names.batches.length, 0)
    tell({ kind: 'joined-from-snapshot', at: said.at, batches })
    return batches
  }
  return 0
}

interface Announced {
  said: AnnouncedSnapshot
  announcement: Announcement
}

/** What each actor said last, the newest snapshot first. Who may say it follows from what the snapshot itself shows. */
async function announcements(round: Round, there: readonly BatchId[]): Promise<Announced[]> {
  const byActor = new Map<string, BatchId[]>()
  for (const id of there) byActor.set(id.actor, [...(byActor.get(id.actor) ?? []), id])
  const found: Announced[] = []
  for (const ids of byActor.values()) {
    const newest = ids.sort((one, other) => other.n - one.n).slice(0, LOOKED_AT)
    for await (const [id, text] of readAhead(newest, AHEAD, (each) => readOnce(round, each))) {
      const announced = await announcedIn(round, id, text)
      if (!announced) continue
      found.push(announced)
      break
    }
  }
  return found.sort((one, other) => (one.said.at < other.said.at ? 1 : -1))
}

/** What is read of a batch here is not read again to take it in. */
async function readOnce({ transport, signal, texts }: Round, id: BatchId): Promise<string | null> {
  const text = await readHere(() => transport.read(id, signal))
  if (text !== null) texts.keep(id, text)
  return text
}

async function announcedIn(
  { cooperative, keys, signal, verify }: Round,
  id: BatchId,
  text: string | null,
): Promise<Announced | null> {
  throwIfCancelled(signal)
  // Most batches say nothing of one, and reading one takes a while.
  if (!text?.includes('"cooperativeSettings"')) return null
  const read = readBatch(text)
  if (read.kind !== 'whole' || read.id.hash !== id.hash || read.batch.cooperative !== cooperative) return null
  const opened = await openBatch(read.batch, { chunk: async () => null, key: (key) => keys?.key(key) ?? null })
  const operations = opened.kind === 'whole' ? opened.operations : []
  const last = operations.findLast(({ table, key }) => table === 'cooperativeSettings' && key === snapshotSetting.key)
  const said = readSettingValue(snapshotSetting, last?.set?.value)
  if (!said || !(await verify(read.batch.publicKey, signedBytes(read.batch), read.batch.signature))) return null
  return { said, announcement: { id: read.id, batch: read.batch } }
}

/** What cannot be read there is as good as not there. */
async function readHere<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (thrown) {
    if (!(thrown instanceof Problem) || !ONE_FILE.has(thrown.code)) throw thrown
    return null
  }
}
