/** Attaching photos and files to a record, and removing them. SPEC.md, [EV1] to [EV3], [EV9]. */
import type { Evidence } from '#core/model/evidence'
import { consoleClient } from '../../platform/consoleClient'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { evidenceWorker } from './evidenceWorker'
import { type Subject, sealKeyFor, writeEvidence } from './writeEvidence'

interface Attachment {
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
  const key = await sealKeyFor(db, sha256, memberId)
  const { seal, chunks } = await worker.call('seal', { content, key })
  const facts = { title: title.trim(), name: file.name.slice(-255), mediaType, sha256, bytes: content.length, seal, by, memberId }
  await writeEvidence(db, consoleClient, subject, facts, chunks)
  return said
}

/** It can be taken back like every act; what stays of it elsewhere is said before. @throws Problem `access.no-right` or `data.*` */
export async function removeEvidence({ id, title, name }: Evidence, from: string): Promise<void> {
  const act = { kind: 'evidence', title: `${title || name} removed from ${from}` }
  await transact(db, act, ['evidence'], (records) => records.remove('evidence', [id]))
}
