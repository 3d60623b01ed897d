/**
 * `commonmast-nats-access-v1`: the file with which a laptop reaches its cooperative's place at a NATS server. It holds the
 * laptop's secret, so it is kept readable by its owner alone and appears in no log.
 */
import { z } from 'zod'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { ACCESS_NAME, SPACE } from './natsNames'

export const ACCESS_FORMAT = 'commonmast-nats-access-v1'

/** `tls://` demands TLS; `nats://` goes without, for a LAN. Without user or password: these would end up in messages. */
export const serverAddressSchema = z.string().regex(/^(tls|nats):\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/)

/** How a stream is made where it is missing. */
export const streamPlanSchema = z.strictObject({
  /** Servers that each keep a copy: 1, or 3 in a cluster. */
  replicas: z.union([z.literal(1), z.literal(3)]),
  /** Most bytes of the stream, null for as many as the server has. */
  mostBytes: z.number().int().positive().nullable(),
})
export type StreamPlan = z.infer<typeof streamPlanSchema>

export const natsAccessSchema = z.strictObject({
  format: z.literal(ACCESS_FORMAT),
  /** First 16 digits of the cooperative's id. */
  space: z.string().regex(SPACE),
  servers: z.array(serverAddressSchema).min(1).max(16),
  /** PEM of the authority that the servers' certificates are from; null: one that this computer knows. */
  ca: z.string().max(100_000).nullable(),
  /** Of this laptop's credentials: the last part of the subject that it may write to. */
  name: z.string().regex(ACCESS_NAME),
  jwt: z.string().max(10_000),
  /** Nkey seed of the user. */
  seed: z.string().regex(/^SU[A-Z2-7]{56}$/),
  /** What these credentials may do beyond carrying batches: make the stream. null for most. */
  keeper: streamPlanSchema.nullable(),
})
export type NatsAccess = z.infer<typeof natsAccessSchema>

const LIMITS = { mostChars: 200_000, deepest: 4, mostValues: 100 }

/** @throws Problem `nats.access-unreadable`, which quotes nothing of the file */
export function readNatsAccess(text: string): NatsAccess {
  try {
    return natsAccessSchema.parse(parseBoundedJson(text, LIMITS))
  } catch {
    throw new Problem(
      'nats.access-unreadable',
      'This is no access file for a NATS server, or it was cut off or changed: ask the cooperative’s admin for it again.',
    )
  }
}
