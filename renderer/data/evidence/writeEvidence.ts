/** The record of a piece of evidence, written once its sealed content is on the disk. SPEC.md, [EV3]. */
import { hexToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import type { Evidence, EvidenceSubject } from '#core/model/evidence'
import type { Chunk } from '#core/sync/travel/chunks'
import type { CommonmastDatabase } from '../records/database'
import { readMemory } from '../records/kernelMemory'
import { newId, nowText } from '../records/newId'
import { transact } from '../records/transact'
import type { MainClient } from '../sync/mainLine'

/** The record that evidence belongs to. */
export interface Subject {
  subject: EvidenceSubject
  subjectId: string
  /** As people know it. */
  name: string
}

/** The same content of the same person is kept once: sealed with the same key its chunks are the same. Else a fresh key. */
export async function sealKeyFor(db: CommonmastDatabase, sha256: string, memberId: string | null): Promise<Uint8Array> {
  const same = (await db.evidence.where('sha256').equals(sha256).toArray()).find((one) => one.memberId === memberId)
  return same ? hexToBytes(same.seal.key) : crypto.getRandomValues(new Uint8Array(32))
}

/**
 * @param facts `by` null: the laptop's own name is written, where it has one
 * @throws Problem `disk.*`, `access.no-right` or `data.*`
 */
export async function writeEvidence(
  db: CommonmastDatabase,
  main: MainClient,
  { subject, subjectId, name }: Subject,
  facts: Omit<Evidence, 'id' | 'subject' | 'subjectId' | 'createdAt' | 'updatedAt'>,
  chunks: readonly Chunk[],
): Promise<void> {
  for (const { hash, bytes } of chunks) await main.call('evidence.keep', { hash, bytes: base64.encode(bytes) })
  const at = nowText()
  const by = facts.by ?? (await nameOfLaptop(db))
  const record: Evidence = { id: newId(), subject, subjectId, ...facts, by, createdAt: at, updatedAt: at }
  const act = { kind: 'evidence', title: `${facts.title || facts.name} attached to ${name}` }
  await transact(db, act, ['evidence'], (records) => records.put('evidence', record))
}

/** As the cooperative calls it; null while it does not. */
async function nameOfLaptop(db: CommonmastDatabase): Promise<string | null> {
  const { publicKey } = await readMemory(db)
  return (publicKey !== null && (await db.installations.get(publicKey))?.name) || null
}
