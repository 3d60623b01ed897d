/** What a message of a stream turned out to hold, and how it is known again. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { foundingSchema } from '#core/sync/founding'
import { readPlaced } from '../readPlaced'
import { unpackMessage } from './packMessage'
import type { StreamMessage } from './StreamCalls'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const number = z.number().int().positive()

const heldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('batch'),
    id: z.strictObject({ actor: z.string().regex(/^[0-9a-f]{16}$/), n: number, hash: sha256 }),
    cooperative: sha256,
  }),
  z.strictObject({ kind: z.literal('founding'), founding: foundingSchema, cooperative: sha256 }),
  z.strictObject({ kind: z.enum(['incomplete', 'foreign', 'damaged', 'newer']) }),
])
export type Held = z.infer<typeof heldSchema>

const seenSchema = z.strictObject({
  seq: number,
  subject: z.string(),
  held: heldSchema,
  /** By both it is known again. */
  storedAt: z.string(),
  digest: sha256,
})
export type SeenMessage = z.infer<typeof seenSchema>

export function seenIn({ seq, subject, bytes, storedAt }: StreamMessage): SeenMessage {
  return { seq, subject, held: heldIn(bytes), storedAt, digest: digestOf(bytes) }
}

export function isSame(seen: SeenMessage, { seq, storedAt, bytes }: StreamMessage): boolean {
  return seen.seq === seq && seen.storedAt === storedAt && seen.digest === digestOf(bytes)
}

function heldIn(bytes: Uint8Array): Held {
  const document = unpackMessage(bytes)
  const placed = document && readPlaced(document)
  if (placed === null) return { kind: 'foreign' }
  if (placed.kind === 'batch') return { kind: 'batch', id: placed.id, cooperative: placed.cooperative }
  if (placed.kind === 'founding') return { kind: 'founding', founding: placed.founding, cooperative: placed.cooperative }
  return placed
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const memorySchema = z.strictObject({
  format: z.literal('commonmast-stream-memory-v1'),
  last: number,
  seen: z.array(seenSchema),
})
/** Enough for a million messages. */
const LIMITS = { mostChars: 500_000_000, deepest: 6, mostValues: 20_000_000 }

/** What was seen, for another life of the program. What only a later version reads is left out, so that this one looks again. */
export function memoryText(last: number, seen: Iterable<SeenMessage>): string {
  const kept = [...seen].filter(({ held }) => held.kind !== 'newer')
  return JSON.stringify({ format: 'commonmast-stream-memory-v1', last, seen: kept })
}

/** null for a text that is not whole: then everything is read again. */
export function readMemory(text: string): { last: number; seen: SeenMessage[] } | null {
  try {
    return memorySchema.parse(parseBoundedJson(text, LIMITS))
  } catch {
    return null
  }
}
