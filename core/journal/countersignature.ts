/**
 * `commonmast-countersignature-v1`: another installation says that it has seen a journal as far as one entry, and signs that. Its
 * holder can no longer change what stands before that entry without somebody else's signature speaking against it. SPEC.md,
 * rules [JN13] and [JN14].
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { canonicalJson } from '../model/canonicalJson'
import { type Finding, schemaFindings } from '../model/finding'
import { invariant, Problem } from '../model/problem'
import { type JournalFile, verifyJournal } from './journalFile'

export const COUNTERSIGNATURE_FORMAT = 'commonmast-countersignature-v1'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const countersignatureSchema = z.object({
  format: z.literal(COUNTERSIGNATURE_FORMAT),
  journal: z.object({
    /** Of the installation whose journal it is, as its anchor names it. */
    publicKey: sha256,
    /** Of the newest entry that was seen, and its hash, which covers all before it. */
    seq: z.number().int().positive(),
    hash: sha256,
  }),
  countersignedAt: z.iso.datetime(),
  /** Raw Ed25519 public key of the installation that has seen it, hex. */
  publicKey: sha256,
  /** Raw Ed25519 signature, hex, over countersignatureBytes. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type Countersignature = z.infer<typeof countersignatureSchema>

/** The exact bytes that are signed: UTF-8 of the RFC 8785 form of everything but the signature. */
function countersignatureBytes(stated: Omit<Countersignature, 'signature'>): Uint8Array {
  const { format, journal, countersignedAt, publicKey } = stated
  const text = canonicalJson({ format, journal, countersignedAt, publicKey })
  invariant(text !== undefined, 'a countersignature is plain JSON')
  return utf8ToBytes(text)
}

export interface Countersigner {
  publicKeyHex: string
  sign(bytes: Uint8Array): Uint8Array
}

/** @throws Problem `journal.does-not-hold`, `journal.not-anchored` or `journal.own` */
export function countersignJournal(file: JournalFile, { publicKeyHex, sign }: Countersigner, at: string): Countersignature {
  const finding = verifyJournal(file).find(({ isNote }) => !isNote)
  if (finding) {
    throw new Problem(
      'journal.does-not-hold',
      `This journal does not hold, so it was not countersigned: ${finding.where} ${finding.message}. Ask for another export.`,
    )
  }
  const { anchor } = file
  if (!anchor) {
    throw new Problem(
      'journal.not-anchored',
      'No key says whose journal this is: export it from an installation that has its key.',
    )
  }
  if (anchor.publicKey === publicKeyHex) {
    throw new Problem(
      'journal.own',
      'This is the journal of this very installation: another one has to countersign it, or it proves nothing.',
    )
  }
  const journal = { publicKey: anchor.publicKey, seq: anchor.seq, hash: anchor.hash }
  const stated = { format: COUNTERSIGNATURE_FORMAT, journal, countersignedAt: at, publicKey: publicKeyHex } as const
  return { ...stated, signature: bytesToHex(sign(countersignatureBytes(stated))) }
}

/** From nothing but the file. Whose keys they are is for the reader to know. @returns what does not hold; it never throws. */
export function verifyCountersignature(document: unknown): Finding[] {
  const parsed = countersignatureSchema.safeParse(document)
  if (!parsed.success) return schemaFindings(parsed.error)
  const findings: Finding[] = []
  if (!isGenuine(parsed.data)) findings.push({ where: 'signature', message: 'is not by the key that it names over what is said' })
  if (parsed.data.publicKey === parsed.data.journal.publicKey) {
    findings.push({ where: 'publicKey', message: 'is that of the journal itself: nobody else has seen it' })
  }
  return findings
}

function isGenuine(file: Countersignature): boolean {
  try {
    return ed25519.verify(hexToBytes(file.signature), countersignatureBytes(file), hexToBytes(file.publicKey))
  } catch {
    // A public key that is not a point of the curve.
    return false
  }
}
