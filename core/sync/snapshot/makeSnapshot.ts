/** A snapshot of all that is held here, put at a place. SPEC.md, [SY90]. */
import { Problem } from '../../model/problem'
import type { AnnouncedSnapshot } from '../../records/tables/cooperativeSettings'
import { rolesHere } from '../access/decideAccess'
import type { Round } from '../Round'
import { throwIfCancelled } from '../throwIfCancelled'
import { sealSnapshot } from './sealSnapshot'

/**
 * Call it at the end of a round, when everything that lies there was read. It is of no use to anybody before an admin says what is
 * returned (`snapshotSetting`).
 * @throws Problem `snapshot.no-admin`, `snapshot.not-whole`, `snapshot.too-large`, and as `SyncTransport.publishChunk`
 */
export async function makeSnapshot(round: Round, missingKeys: readonly string[]): Promise<AnnouncedSnapshot> {
  const { store, transport, cooperative, personal, random, keys, signal, progress } = round
  const { actor, publicKey } = await store.self()
  const roles = rolesHere(await store.access(), publicKey, actor, await store.vector())
  if (!roles.includes('admin')) throw noAdmin()
  const source = await store.snapshots?.source()
  if (!source || source.names.length === 0 || missingKeys.length > 0) throw notWhole()
  const at = new Date(round.nowMs()).toISOString()
  const sealing = keys && { cooperative, plans: personal, random, keyFor: (person: string | null) => keys.keyFor(person) }
  const { hash, chunks } = sealSnapshot({ cooperative, at, ...source }, sealing)
  // Before anything is sealed for good with a key that could still be lost.
  await keys?.keepFresh()
  await keys?.publish()
  await store.keepChunks(chunks)
  for (const [done, chunk] of chunks.entries()) {
    throwIfCancelled(signal)
    progress({ phase: 'write', done, total: chunks.length })
    await transport.publishChunk(chunk, signal)
  }
  return { hash, at, batches: source.names.reduce((sum, names) => sum + names.batches.length, 0) }
}

function noAdmin(): Problem {
  return new Problem(
    'snapshot.no-admin',
    'Who joins believes an admin’s snapshot and nobody else’s: ask an admin to make one on their laptop.',
  )
}

function notWhole(): Problem {
  return new Problem(
    'snapshot.not-whole',
    'Not all that was said can be read here, so a snapshot would lack it: sync until nothing is missing, and make it then.',
  )
}
