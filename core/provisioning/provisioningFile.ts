/**
 * `commonmast-provisioning-v2`: what this installation saw of a device, signed with its Ed25519 key. Never holds a secret.
 * Version 1, which knew Improv devices only, is still read and verified.
 */
import { z } from 'zod'
import { latSchema, lngSchema } from '../model/position'
import { averagedPositionSchema } from './nmea/averagedPosition'
import { placementFindingSchema } from './placement/placementFinding'
import { evidenceSchema } from './session/evidence'
import {
  deviceIdentitySchema,
  driverNameSchema,
  identifierSchema,
  keyProofSchema,
  networkStateSchema,
  registrationSchema,
  stepRecordSchema,
} from './session/sessionState'

const portSchema = z.object({
  path: z.string(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
})

const factsV1Schema = z.object({
  id: z.string(),
  workOrderId: z.string().nullable(),
  driver: z.literal('improv'),
  port: portSchema,
  simulated: z.boolean(),
  device: z.object({ name: z.string(), firmware: z.string(), version: z.string(), chip: z.string() }),
  /** Separate facts: `identified` is the device's own word, `connected` its word that Wi-Fi works, `proved` needs a challenge. */
  identified: z.boolean(),
  connected: z.boolean(),
  proved: z.literal(false),
  network: z.object({ ssid: z.string(), urls: z.array(z.string()) }).nullable(),
  position: z.object({ lat: latSchema, lng: lngSchema, source: z.enum(['work-order', 'typed', 'none']) }).nullable(),
  /** Wall clock of the session's start and of signing, and the monotonic time between them. */
  startedAt: z.string(),
  signedAt: z.string(),
  elapsedMs: z.number().nonnegative(),
})

/** Where the device is and how that is known; `fix` is there exactly when a receiver measured it. */
export const recordedPositionSchema = z.object({
  lat: latSchema,
  lng: lngSchema,
  source: z.enum(['work-order', 'typed', 'map', 'gnss']),
  fix: averagedPositionSchema.nullable(),
})
export type RecordedPosition = z.infer<typeof recordedPositionSchema>

const factsV2Schema = z.object({
  id: z.string(),
  workOrderId: z.string().nullable(),
  /** Who did it, as chosen on screen; the signature says which installation. */
  technician: z.object({ memberId: z.string().nullable(), name: z.string() }).nullable(),
  driver: driverNameSchema,
  port: portSchema,
  simulated: z.boolean(),
  device: deviceIdentitySchema,
  identifiers: z.array(identifierSchema),
  hostname: z.string().nullable(),
  /**
   * Separate facts: `identified` and `connected` are the device's own word; `proved` = it signed a fresh challenge, which
   * `proof` holds; `positionFixed` = a satellite receiver measured the position.
   */
  identified: z.boolean(),
  connected: z.boolean(),
  proved: z.boolean(),
  positionFixed: z.boolean(),
  network: z.object({ ssid: z.string().nullable(), urls: z.array(z.string()), state: networkStateSchema.nullable() }).nullable(),
  proof: keyProofSchema.nullable(),
  registration: registrationSchema.nullable(),
  position: recordedPositionSchema.nullable(),
  /** What was odd about the place, as shown to the technician, who signed nevertheless. */
  placement: z.array(placementFindingSchema),
  /** Wall clock of the session's start and of signing, and the monotonic time between them. */
  startedAt: z.string(),
  signedAt: z.string(),
  elapsedMs: z.number().nonnegative(),
  steps: z.array(stepRecordSchema),
  /** True when the program ended in between and the facts come from its journal; the evidence is then null. */
  recovered: z.boolean(),
  evidence: evidenceSchema.nullable(),
})
export type ProvisioningFacts = z.infer<typeof factsV2Schema>
export type ProvisioningFactsV1 = z.infer<typeof factsV1Schema>

/** Raw Ed25519 public key of the installation, hex. */
const publicKey = z.string().regex(/^[0-9a-f]{64}$/)
/** Ed25519 over the UTF-8 of the RFC 8785 form of `facts`, hex. */
const signature = z.string().regex(/^[0-9a-f]{128}$/)

export const provisioningFileV2Schema = z.object({
  format: z.literal('commonmast-provisioning-v2'),
  facts: factsV2Schema,
  publicKey,
  signature,
})
export const provisioningFileSchema = z.discriminatedUnion('format', [
  z.object({ format: z.literal('commonmast-provisioning-v1'), facts: factsV1Schema, publicKey, signature }),
  provisioningFileV2Schema,
])
export type ProvisioningFile = z.infer<typeof provisioningFileSchema>
export type ProvisioningFileV2 = z.infer<typeof provisioningFileV2Schema>
