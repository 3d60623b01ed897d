/** Batches as they lie somewhere, read as if a stranger had written them. SPEC.md, [SY5]. */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type JsonLimits, parseBoundedJson } from '../files/parseBoundedJson'
import { isRecord } from '../model/isRecord'
import { BATCH_BYTES, BATCH_FORMAT, batchSchema, type NamedBatch } from './batch'
import { canonicalText, hashOfBytes } from './signedDocument'

export type ReadBatch =
  /** It has the form of a batch. Whether its signature holds and whether it follows is for `takeIn` to say. */
  | ({ kind: 'whole' } & NamedBatch)
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

function wholeOrDamaged(value: object, written: string): ReadBatch {
  let canonical: string
  try {
    canonical = canonicalText(value)
  } catch {
    // A number that was too large to be one.
    return { kind: 'damaged' }
  }
  const bytes = utf8ToBytes(canonical)
  if (bytes.length > BATCH_BYTES) return { kind: 'damaged' }
  // From its canonical form, so that everybody applies the very same values.
  const parsed = batchSchema.safeParse(canonical === written ? value : JSON.parse(canonical))
  if (!parsed.success) return { kind: 'damaged' }
  const { actor, n } = parsed.data
  return { kind: 'whole', id: { actor, n, hash: hashOfBytes(bytes) }, batch: parsed.data, text: canonical }
}

function otherFormat(format: string): ReadBatch {
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
