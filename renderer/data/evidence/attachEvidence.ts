/** Attaching photos and files to a record: the content is on the disk before a record names it. SPEC.md, [EV1] to [EV3]. */

import { hexToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import type { Evidence, EvidenceSubject } from '#core/model/evidence'
import { consoleClient } from '../../platform/consoleClient'
import { readMemory } from '../records/kernelMemory'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { evidenceWorker } from './evidenceWorker'

/** The record that evidence belongs to. */
export interface Subject {
  subject: EvidenceSubject
  subjectId: string
  /** As people know it. */
  name: string
}

export interface Attachment {
  file: File
  title: string
  /** Null: the laptop's own name is written, where it has one. */
  by: string | null
  memberId: string | null
}

/**
 * Prepares, seals and keeps a file, and writes its record.
 * @returns what was done with the file, a sentence each
 * @throws Problem `evidence.*` (it is not taken), `disk.*`, `access.no-right` or `data.*`
 */
export async function attachEvidence(subject: Subject, { file, title, by, memberId }: Attachment): Promise<string[]> {
  const worker = evidenceWorker()
  const { content, mediaType, sha256, said } = await worker.call('prepare', { file })
  // The same content of the same person is kept once; sealed with the same key its chunks are the same.
  const same = (await db.evidence.where('sha256').equals(sha256).toArray()).find((one) => one.memberId === memberId)
  const key = same ? hexToBytes(same.seal.key) : crypto.getRandomValues(new Uint8Array(32))
  const { seal, chunks } = await worker.call('seal', { content, key })
  for (const { hash, bytes } of chunks) await consoleClient.call('evidence.keep', { hash, bytes: base64.encode(bytes) })
  const at = nowText()
  const record: Evidence = {
    id: newId(),
    subject: subject.subject,
    subjectId: subject.subjectId,
    title: title.trim().slice(0, 200),
    name: file.name.slice(-255),
    ...{ mediaType, sha256, bytes: content.length, seal, memberId },
    by: by ?? (await nameOfLaptop()),
    createdAt: at,
    updatedAt: at,
  }
  const act = { kind: 'evidence', title: `${record.title || record.name} attached to ${subject.name}` }
  await transact(db, act, ['evidence'], (records) => records.put('evidence', record))
  return said
}

/** As the cooperative calls it; null while it does not. */
async function nameOfLaptop(): Promise<string | null> {
  const { publicKey } = await readMemory(db)
  return (publicKey !== null && (await db.installations.get(publicKey))?.name) || null
}

/** It can be taken back like every act; what stays of it elsewhere is said before. @throws Problem `access.no-right` or `data.*` */
export async function removeEvidence({ id, title, name }: Evidence, from: string): Promise<void> {
  const act = { kind: 'evidence', title: `${title || name} removed from ${from}` }
  await transact(db, act, ['evidence'], (records) => records.remove('evidence', [id]))
}
