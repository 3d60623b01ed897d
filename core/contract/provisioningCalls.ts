/** What the renderer may order of a session, and what main tells of sessions that did not end well. */
import { z } from 'zod'
import { sessionStateSchema, ssidHexSchema, stepKindSchema } from '../provisioning/session/sessionState'

/** Where a Wi-Fi password stays after it was used: nowhere, in main's memory until it ends, or in the system's keychain. */
const keepPasswordSchema = z.enum(['no', 'memory', 'keychain'])

export const sessionOrderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('identify') }),
  z.object({ kind: z.literal('scan') }),
  z.object({ kind: z.literal('log-in'), user: z.string().min(1), password: z.string() }),
  /** `password` null: the one that is kept for this network. */
  z.object({
    kind: z.literal('connect'),
    ssid: z.string().min(1),
    /** The name's bytes where the scan gave them, see WifiNetwork. */
    ssidHex: ssidHexSchema.optional(),
    password: z.string().nullable(),
    keep: keepPasswordSchema.default('no'),
  }),
  z.object({ kind: z.literal('set-hostname'), hostname: z.string() }),
  z.object({ kind: z.literal('set-device-name'), name: z.string() }),
  /** Main makes the challenge. */
  z.object({ kind: z.literal('prove') }),
  z.object({ kind: z.literal('register'), owner: z.string(), payer: z.string(), mode: z.enum(['dataonly', 'full']) }),
  z.object({ kind: z.literal('receive-position'), fixesWanted: z.number().int().min(1).max(3_600) }),
  z.object({ kind: z.literal('verify') }),
])
export type SessionOrder = z.infer<typeof sessionOrderSchema>

export const unfinishedSessionSchema = z.object({
  /** As far as it was journalled; the phase is `lost`. */
  state: sessionStateSchema,
  startedAt: z.string(),
  lastAt: z.string(),
  workOrderId: z.string().nullable(),
  /** The step that had begun and whose end is not known. */
  inDoubt: stepKindSchema.nullable(),
  /** Of the record that was signed and of whose saving nothing is known: it can be had again as it is. */
  recordId: z.string().nullable(),
  /** What is known of the device and what is not, for a person. */
  summary: z.string(),
})
export type UnfinishedSession = z.infer<typeof unfinishedSessionSchema>

/** A signed record that main's journal holds, whole. */
export const signedRecordSchema = z.object({
  /** Of the record's facts. */
  id: z.string(),
  sessionId: z.string(),
  at: z.string(),
  simulated: z.boolean(),
  /** Whether it was said to be where records are kept. */
  saved: z.boolean(),
})
