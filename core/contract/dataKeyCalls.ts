/**
 * What the renderer may ask of main about data keys (`core/sync/keys`). Main keeps them and has the installation's keys; a
 * round seals and opens with data keys in memory, in the thread that holds in the clear what they seal. SPEC.md, [SY74].
 */
import { z } from 'zod'
import { ENVELOPE_TEXT_LIMITS, envelopeSchema } from '../sync/keys/envelope'

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

/** A data key as it is kept. */
export const keptDataKeySchema = z.object({
  /** 32 bytes, hex. */
  bytes: hex64,
  /** Key of the member whose it is; null for several people or nobody in particular. */
  person: z.string().nullable(),
})
export type KeptDataKey = z.infer<typeof keptDataKeySchema>

const kept = z.object({ keys: z.array(keptDataKeySchema), envelopes: z.array(envelopeSchema) })

export const dataKeyCalls = {
  /** The data keys of a cooperative that this machine keeps, with the envelopes that stand. Problem `keys.*`, and those of the key. */
  'sync.dataKeys': {
    input: z.object({ cooperative: hex64 }),
    /** With this installation's X25519 public key, hex. */
    output: kept.extend({ encryptionKey: hex64 }),
  },
  /** Keeps keys, and envelopes that stand from now on; keys whose envelope says that they are destroyed are forgotten. Problem `keys.*`, `disk.*`. */
  'sync.keepDataKeys': { input: kept.extend({ cooperative: hex64 }), output: z.object({}) },
  /** X25519 of this installation with a public key, hex. Problem `sync.not-an-encryption-key`, and those of the key. */
  'sync.agree': { input: z.object({ publicKey: hex64 }), output: z.object({ secret: hex64 }) },
  /** The installation's signature of an envelope of its own. Problem `sync.not-an-envelope`, and those of the key. */
  'sync.signEnvelope': {
    /** RFC 8785 form of a `commonmast-data-keys-v1` without its signature. */
    input: z.object({ document: z.string().max(ENVELOPE_TEXT_LIMITS.mostChars) }),
    output: z.object({ signature: z.string().regex(/^[0-9a-f]{128}$/) }),
  },
}
