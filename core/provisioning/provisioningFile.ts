/** `commonmast-provisioning-v1`: what this installation saw of a device, signed with its Ed25519 key. Never holds a secret. */
import { z } from 'zod'
import { latSchema, lngSchema } from '../model/position'

const provisioningFactsSchema = z.object({
  id: z.string(),
  workOrderId: z.string().nullable(),
  driver: z.literal('improv'),
  port: z.object({
    path: z.string(),
    vendorId: z.string().nullable(),
    productId: z.string().nullable(),
    serialNumber: z.string().nullable(),
  }),
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
export type ProvisioningFacts = z.infer<typeof provisioningFactsSchema>

export const provisioningFileSchema = z.object({
  format: z.literal('commonmast-provisioning-v1'),
  facts: provisioningFactsSchema,
  /** Raw Ed25519 public key of the installation, hex. */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 over the UTF-8 of the RFC 8785 form of `facts`, hex. */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type ProvisioningFile = z.infer<typeof provisioningFileSchema>
