import type { Evidence, EvidenceSubject } from '#core/model/evidence'
import type { CommonmastDatabase } from '../records/database'

export interface SubjectKey {
  subject: EvidenceSubject
  subjectId: string
}

/** Of these records, the oldest first. */
export async function readEvidence(records: CommonmastDatabase, subjects: readonly SubjectKey[]): Promise<Evidence[]> {
  const wanted = new Set(subjects.map(({ subject, subjectId }) => `${subject} ${subjectId}`))
  const found = await records.evidence
    .where('subjectId')
    .anyOf(subjects.map(({ subjectId }) => subjectId))
    .toArray()
  return found
    .filter(({ subject, subjectId }) => wanted.has(`${subject} ${subjectId}`))
    .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
}
