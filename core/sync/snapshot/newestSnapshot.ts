/** The newest snapshot that holds, as an admin said it at a place. SPEC.md, [SY91]. */
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
import type { SnapshotContent } from './SnapshotStore'

/** Of each actor so many of its newest are looked at. */
const LOOKED_AT = 200
/** On their way while one is looked at. */
const AHEAD = 20

export interface FoundSnapshot {
  content: SnapshotContent
  /** When it was made, ISO 8601, UTC. */
  at: string
}

/**
 * @param there what lay there when the round looked
 * @param isOfUse asked of each that holds, the newest first
 * @returns null where none lies there that holds
 */
export async function newestSnapshot(
  round: Round,
  founding: Founding,
  there: readonly BatchId[],
  isOfUse: (content: SnapshotContent) => boolean = () => true,
): Promise<FoundSnapshot | null> {
  const { verify, signal } = round
  for (const { said, announcement } of await announcements(round, there)) {
    const content = await readSnapshot(said.hash, announcement, {
      ...{ founding, plans: mergePlans, verify },
      chunk: (hash) => {
        throwIfCancelled(signal)
        return readHere(() => round.transport.readChunk(hash, signal))
      },
      key: (id) => round.keys?.key(id) ?? null,
    })
    if (content && isOfUse(content)) return { content, at: said.at }
  }
  return null
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
