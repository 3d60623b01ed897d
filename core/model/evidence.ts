/** A photo or file that shows what a record says: its facts, and how its content travels and is opened. SPEC.md, [EV1] to [EV9]. */
import { z } from 'zod'

/** Of a content as it is kept. */
export const MOST_EVIDENCE_BYTES = 16 * 1024 * 1024

export const EVIDENCE_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/plain'] as const
export type EvidenceMediaType = (typeof EVIDENCE_MEDIA_TYPES)[number]

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** How a content is sealed: whoever has this opens it, and nobody else does. */
export const evidenceSealSchema = z.object({
  /** Made for this content alone; 32 bytes, hex. */
  key: sha256,
  /** Hashes of its sealed chunks, in their order. */
  chunks: z.array(sha256).min(1).max(100),
})
export type EvidenceSeal = z.infer<typeof evidenceSealSchema>

/** A kind of record that evidence is shown with. */
export const evidenceSubjectSchema = z.enum(['hotspots', 'workOrders', 'provisionings'])
export type EvidenceSubject = z.infer<typeof evidenceSubjectSchema>

export const evidenceSchema = z.object({
  id: z.string().min(1),
  /** Table and key of the record that it belongs to. */
  subject: evidenceSubjectSchema,
  subjectId: z.string().min(1),
  /** In a person's words; may be empty. */
  title: z.string().max(200),
  /** Of the file as it was chosen. */
  name: z.string().min(1).max(255),
  mediaType: z.enum(EVIDENCE_MEDIA_TYPES),
  /** SHA-256 of the content, hex. */
  sha256,
  bytes: z.number().int().positive().max(MOST_EVIDENCE_BYTES),
  seal: evidenceSealSchema,
  /** Who attached it, as they call themselves; null where nobody said. */
  by: z.string().max(200).nullable(),
  /** Key of the member with whom it goes when that member is erased; null where it shows nobody's home or person. */
  memberId: z.string().min(1).nullable(),
  createdAt: z.string().min(10),
  updatedAt: z.string().min(10),
})
export type Evidence = z.infer<typeof evidenceSchema>
