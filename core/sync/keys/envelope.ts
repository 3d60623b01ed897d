/**
 * `commonmast-data-keys-v1`: one data key, wrapped for the installations that may open it. Envelopes lie beside the batches
 * and are no part of the log, so that a key can be taken back: a newer envelope takes the place of an older one, and one that
 * says that the key is destroyed takes the place of all. SPEC.md, [SY69] and [SY70].
 */
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { type JsonLimits, parseBoundedJson } from '../../files/parseBoundedJson'
import {
  canonicalText,
  type DocumentSigner,
  hashOfText,
  signedBytes,
  type VerifySignature,
  verifySignature,
} from '../signedDocument'
import type { DataKey } from './dataKey'
import { type WrapSender, wrapKey, wrapSchema } from './wrapKey'

const ENVELOPE_FORMAT = 'commonmast-data-keys-v1'
/** More installations than one cooperative has. */
const MOST_WRAPS = 500
const MOST_VERSIONS = 1_000_000

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

export const envelopeSchema = z
  .strictObject({
    format: z.literal(ENVELOPE_FORMAT),
    cooperative: hex64,
    /** See `DataKey`. */
    keyId: z.string().regex(/^[0-9a-f]{16}$/),
    /** Counts the envelopes of the key, from 1. */
    version: z.number().int().positive().max(MOST_VERSIONS),
    at: z.iso.datetime(),
    /** Since when nobody may hold the key; null while they may. */
    destroyedAt: z.iso.datetime().nullable(),
    wraps: z.array(wrapSchema).max(MOST_WRAPS),
    /** Raw Ed25519 public key of the installation that made it, hex. */
    publicKey: hex64,
    signature: z.string().regex(/^[0-9a-f]{128}$/),
  })
  .refine(({ destroyedAt, wraps }) => destroyedAt === null || wraps.length === 0)
export type Envelope = z.infer<typeof envelopeSchema>

export interface EnvelopeRequest {
  /** Id of the cooperative. */
  cooperative: string
  /** 1, or one more than that of the envelope that it takes the place of. */
  version: number
  /** ISO 8601, UTC. */
  at: string
}

/**
 * @param recipients X25519 public keys of all admitted installations, hex, the own among them
 * @param former wraps of those who are not admitted any more: they tell everybody that the key is to seal nothing new
 */
export function wrapForAll(
  dataKey: DataKey,
  recipients: readonly string[],
  request: EnvelopeRequest,
  signer: DocumentSigner,
  sender: WrapSender,
  former: Envelope['wraps'] = [],
): Promise<Envelope> {
  const fresh = [...recipients].sort().map((to) => wrapKey(dataKey, to, request.cooperative, sender))
  const wraps = [...fresh, ...former].slice(0, MOST_WRAPS)
  return signed({ ...request, keyId: dataKey.id, destroyedAt: null, wraps }, signer)
}

/** The key is to be nobody's any more: with it goes all that was sealed with it and is not said elsewhere. */
export function destroyKey(keyId: string, request: EnvelopeRequest, signer: DocumentSigner): Promise<Envelope> {
  return signed({ ...request, keyId, destroyedAt: request.at, wraps: [] }, signer)
}

async function signed(
  stated: Omit<Envelope, 'format' | 'publicKey' | 'signature'>,
  { publicKey, sign }: DocumentSigner,
): Promise<Envelope> {
  const document = { format: ENVELOPE_FORMAT, ...stated, publicKey } as const
  return envelopeSchema.parse({ ...document, signature: bytesToHex(await sign(signedBytes(document))) })
}

/** What an envelope with all its wraps takes, and more. */
export const ENVELOPE_TEXT_LIMITS: JsonLimits = { mostChars: 2_000 + MOST_WRAPS * 2_500, deepest: 4, mostValues: 3_000 }

/**
 * An envelope that somebody else wrote. Whether its maker may make one is for the caller to say.
 * @returns null for what is none, of another cooperative, or was changed
 */
export async function readEnvelope(
  text: string,
  cooperative: string,
  verify: VerifySignature = verifySignature,
): Promise<Envelope | null> {
  let value: unknown
  try {
    value = parseBoundedJson(text, ENVELOPE_TEXT_LIMITS)
  } catch {
    return null
  }
  const { data: envelope } = envelopeSchema.safeParse(value)
  if (envelope?.cooperative !== cooperative) return null
  return (await verify(envelope.publicKey, signedBytes(envelope), envelope.signature)) ? envelope : null
}

/**
 * Which of two envelopes of a key stands: one that destroys it, else one of an admitted installation, else the newer; the same
 * everywhere where two are as new.
 * @param isAdmitted of a raw Ed25519 public key, hex
 */
export function standingOf(one: Envelope, other: Envelope, isAdmitted: (publicKey: string) => boolean): Envelope {
  const ranks = [one, other].map(({ destroyedAt, publicKey, version }) => {
    if (destroyedAt !== null) return Number.POSITIVE_INFINITY
    return version + (isAdmitted(publicKey) ? MOST_VERSIONS : 0)
  })
  const [ofOne = 0, ofOther = 0] = ranks
  if (ofOne !== ofOther) return ofOne > ofOther ? one : other
  return envelopeHash(one) <= envelopeHash(other) ? one : other
}

/** SHA-256, hex, over the UTF-8 of the RFC 8785 form of the whole document. */
export function envelopeHash(envelope: Envelope): string {
  return hashOfText(canonicalText(envelope))
}
