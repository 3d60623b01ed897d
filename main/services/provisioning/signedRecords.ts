/** Signed records as the journal holds them, each whole: for comparison with the records, and to get one back. */
import { Problem } from '#core/model/problem'
import { type ProvisioningFileV2, provisioningFileV2Schema } from '#core/provisioning/provisioningFile'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import type { ReadBack } from '../../storage/journal'
import type { SessionEntry } from './unfinishedSessions'

export interface SignedRecord {
  /** Of the record's facts. */
  id: string
  sessionId: string
  /** When it was signed, as the journal's clock had it. */
  at: string
  simulated: boolean
  /** Whether it was said to be where records are kept. False also where an earlier version did not write down which. */
  saved: boolean
}

const kinds = /^\{"seq":\d+,"at":"[^"]*","kind":"provisioning\.(sign\.done|sign-unfinished\.done|closed|dismissed)"/

/** Lines that tell of signed records; looks at the text, because parsing costs more. */
const isRecordLine = (line: string) => kinds.test(line)

/** Pure: the records that the entries tell of, in their order. */
function signedRecords(entries: Iterable<SessionEntry>): SignedRecord[] {
  const records = new Map<string, SignedRecord>()
  const lastOfSession = new Map<string, SignedRecord>()
  for (const { at, kind, data } of entries) {
    const { sessionId } = data
    if (typeof sessionId !== 'string') continue
    if (kind.endsWith('.done')) {
      const facts = provisioningFileV2Schema.safeParse(data.record).data?.facts
      if (!facts) continue
      const record = { id: facts.id, sessionId, at, simulated: facts.simulated, saved: false }
      records.set(facts.id, record)
      lastOfSession.set(sessionId, record)
    } else {
      const record = lastOfSession.get(sessionId)
      if (record && (kind.endsWith('.closed') ? data.finished === true : data.saved === true)) record.saved = true
    }
  }
  return [...records.values()]
}

/** @throws Problem `disk.*` */
export async function listSignedRecords(readBack: ReadBack): Promise<SignedRecord[]> {
  return signedRecords(await readBack(isRecordLine, { afterSeq: 0, sinceAt: '' }))
}

/**
 * The record as it was signed, verified anew.
 * @throws Problem `provisioning.not-in-journal`, `provisioning.record-damaged` or `disk.*`
 */
export async function readSignedRecord(readBack: ReadBack, id: string): Promise<ProvisioningFileV2> {
  const text = JSON.stringify(id)
  const entries = await readBack((line) => isRecordLine(line) && line.includes(text), { afterSeq: 0, sinceAt: '' })
  const found = entries.flatMap(({ data }) => provisioningFileV2Schema.safeParse(data.record).data ?? [])
  const file = found.findLast(({ facts }) => facts.id === id)
  if (!file) {
    throw new Problem(
      'provisioning.not-in-journal',
      'The journal of this installation knows of no such signed record: look at its list again.',
    )
  }
  const finding = verifyProvisioning(file).find(({ isNote }) => !isNote)
  if (finding) {
    throw new Problem(
      'provisioning.record-damaged',
      'This record was changed in the journal after it was signed: take it from the records or a backup.',
      { cause: `${finding.where}: ${finding.message}` },
    )
  }
  return file
}
