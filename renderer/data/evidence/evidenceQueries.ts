/** Evidence of records, live, and which of its contents are here. */
import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import type { Evidence } from '#core/model/evidence'
import { consoleClient } from '../../platform/consoleClient'
import type { CommonmastDatabase } from '../records/database'
import { db } from '../records/openRecords'
import { useSyncActivity } from '../sync/syncWithPlace'
import { readEvidence, type SubjectKey } from './readEvidence'

/** Of these records, the oldest first; undefined while loading. */
export function useEvidenceOf(subjects: readonly SubjectKey[]): Evidence[] | undefined {
  const keys = subjects.map(({ subject, subjectId }) => `${subject} ${subjectId}`)
  return useLiveQuery(() => readEvidence(db, subjects), [keys.join('\n')])
}

/** Ids of those whose content is here, looked at again after each round of syncing; null while nobody has said. */
export function useContentsHere(evidence: readonly Evidence[] | undefined): ReadonlySet<string> | null {
  const [here, setHere] = useState<ReadonlySet<string> | null>(null)
  const roundsDone = useSyncActivity(({ found }) => found)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round may have brought contents, and changes no record
  useEffect(() => {
    let isStale = false
    if (evidence) {
      findHere(evidence).then(
        (found) => !isStale && setHere(found),
        // Main is away, which the banner says.
        () => undefined,
      )
    }
    return () => {
      isStale = true
    }
  }, [evidence, roundsDone])
  return here
}

async function findHere(evidence: readonly Evidence[]): Promise<Set<string>> {
  const hashes = [...new Set(evidence.flatMap(({ seal }) => seal.chunks))]
  const held = new Set((await consoleClient.call('evidence.held', { hashes })).held)
  return new Set(evidence.filter(({ seal }) => seal.chunks.every((hash) => held.has(hash))).map(({ id }) => id))
}

export interface EvidenceRoom {
  /** Records of photos and files. */
  records: number
  /** Of which the content is not here. */
  missing: number
  /** On main's disk. */
  bytes: number
}

export async function readEvidenceRoom(records: CommonmastDatabase = db): Promise<EvidenceRoom> {
  const all = await records.evidence.toArray()
  const here = await findHere(all)
  const { bytes } = await consoleClient.call('evidence.room', {})
  return { records: all.length, missing: all.length - here.size, bytes }
}
