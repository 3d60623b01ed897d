/** Batches as they lie somewhere, read as if a stranger had written them. SPEC.md, [SY5]. */
import { type JsonLimits, parseBoundedJson } from '../files/parseBoundedJson'
import { isCanonical } from '../model/canonicalJson'
import { isRecord } from '../model/isRecord'
import { valueCheckOf } from '../records/valueCheck'
import { BATCH_BYTES, BATCH_FORMAT, type Batch, batchSchema, type NamedBatch } from './batch'
import { canonicalText, type HashBytes, hashOfBytes } from './signedDocument'

export type ReadBatch =
  /** It has the form of a batch. Whether its signature holds and whether it follows is for `takeIn` to say. */
  ({ kind: 'whole' } & NamedBatch) | NoBatch

type NoBatch =
  /** Of no length, or the beginning of a batch: it is still being written or was cut off. */
  | { kind: 'incomplete' }
  /** It says that it is a batch and does not have the form of one. */
  | { kind: 'damaged' }
  /** Anything else. */
  | { kind: 'foreign' }
  /** Of a format that only a later version reads. */
  | { kind: 'newer'; format: string }

/** More than any batch needs, so that one that was laid out for reading is still read. */
export const BATCH_TEXT_LIMITS: JsonLimits = { mostChars: 4 * BATCH_BYTES, deepest: 64, mostValues: 200_000 }

/** It never throws. White space and the order of names do not matter: the canonical form is what counts. */
export function readBatch(text: string): ReadBatch {
  const read = readForm(text)
  return read.kind === 'whole' ? named(read, hashOfBytes(read.bytes)) : read
}

/** The same, with the host's own hash, and with the bytes of the canonical form. */
export async function readBatchBy(
  hash: HashBytes,
  text: string,
): Promise<NoBatch | ({ kind: 'whole'; bytes: Uint8Array } & NamedBatch)> {
  const read = readForm(text)
  return read.kind === 'whole' ? { ...named(read, await hash(read.bytes)), bytes: read.bytes } : read
}

interface WholeForm {
  kind: 'whole'
  batch: Batch
  /** In canonical form. */
  text: string
  bytes: Uint8Array
}

function named({ batch, text }: WholeForm, hash: string): { kind: 'whole' } & NamedBatch {
  return { kind: 'whole', id: { actor: batch.actor, n: batch.n, hash }, batch, text }
}

function readForm(text: string): NoBatch | WholeForm {
  const written = withoutEnd(text)
  if (written === '') return { kind: 'incomplete' }
  let value: unknown
  try {
    value = parseBoundedJson(written, BATCH_TEXT_LIMITS)
  } catch {
    return { kind: whatIsBroken(written) }
  }
  if (!isRecord(value) || typeof value.format !== 'string') return { kind: 'foreign' }
  if (value.format !== BATCH_FORMAT) return otherFormat(value.format)
  return wholeOrDamaged(value, written)
}

function wholeOrDamaged(value: object, written: string): NoBatch | WholeForm {
  let canonical: string
  try {
    canonical = isCanonical(written, value) ? written : canonicalText(value)
  } catch {
    // A number that was too large to be one.
    return { kind: 'damaged' }
  }
  // Not `utf8ToBytes`, which wipes what it encodes and copies it before.
  const bytes = new TextEncoder().encode(canonical)
  if (bytes.length > BATCH_BYTES) return { kind: 'damaged' }
  // From its canonical form, so that everybody applies the very same values.
  const batch = batchOf(canonical === written ? value : JSON.parse(canonical), canonical)
  return batch ? { kind: 'whole', batch, text: canonical, bytes } : { kind: 'damaged' }
}

const isBatch = valueCheckOf(batchSchema)

/** Null where the value has not the form of a batch. */
function batchOf(value: unknown, canonical: string): Batch | null {
  // What the schema would leave out of an object, because it would become that object's prototype, is left to it.
  if (canonical.includes('"__proto__"')) return batchSchema.safeParse(value).data ?? null
  return isBatch(value) ? (value as Batch) : null
}

function otherFormat(format: string): NoBatch {
  const version = /^commonmast-batch-v([1-9]\d{0,5})$/.exec(format)?.[1]
  return version === undefined ? { kind: 'foreign' } : { kind: 'newer', format }
}

/** Without the zeros that a file system leaves of what was never written, and without white space. */
function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && (text.charCodeAt(end - 1) === 0 || text.charCodeAt(end - 1) <= SPACE)) end--
  return text.slice(0, end).trimStart()
}

const SPACE = 0x20
/** A batch in canonical form begins so: its names are in order. */
const BEGINNING = '{"actor":"'

function whatIsBroken(text: string): 'incomplete' | 'damaged' | 'foreign' {
  const isOurs = text.includes(`"${BATCH_FORMAT}"`)
  const start = text.slice(0, BEGINNING.length + 8).replace(/\s/g, '')
  const beginsAsOurs = BEGINNING.startsWith(start.slice(0, BEGINNING.length))
  if (!isOurs && !beginsAsOurs) return 'foreign'
  return text.length <= BATCH_TEXT_LIMITS.mostChars && isCutOff(text) ? 'incomplete' : 'damaged'
}

/** Whether the text ends before what it began: within a string, a list or an object. */
function isCutOff(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
  }
  return isInString || depth > 0
}
