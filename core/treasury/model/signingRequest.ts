/**
 * A `commonmast-signing-request-v1` file: one thing that a person signs on a device, and who must sign it. It is JSON that
 * travels: whole numbers beyond 2^53 are decimal strings, bytes are hex with 0x.
 */
import { z } from 'zod'

export const SIGNING_REQUEST_FORMAT = 'commonmast-signing-request-v1'

const hexBytes = z.templateLiteral(['0x', z.string().regex(/^([0-9a-fA-F]{2})*$/)])
/** Checksum and meaning are checked where it is used, with a sentence that a person can follow. */
const address = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{40}$/)])

/** EIP-712 typed data, as every wallet takes it. */
export const typedDataSchema = z.object({
  domain: z.object({
    name: z.string().optional(),
    version: z.string().optional(),
    chainId: z.number().int().positive().optional(),
    verifyingContract: address.optional(),
    salt: hexBytes.optional(),
  }),
  /** With or without `EIP712Domain`, which follows from the domain. */
  types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
  primaryType: z.string().min(1),
  message: z.record(z.string(), z.unknown()),
})
export type TypedDataDocument = z.infer<typeof typedDataSchema>

const common = {
  format: z.literal(SIGNING_REQUEST_FORMAT),
  /** Whose signature it must be: another account is refused before the device shows anything. */
  expectedSigner: address,
  /** What it is for, in a sentence; no part of what is signed. */
  purpose: z.string().max(400).default(''),
}

export const signingRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('transaction'),
    /** Serialised without its signature: EIP-1559, or legacy with its chain id (EIP-155). */
    unsigned: hexBytes,
  }),
  z.object({ ...common, kind: z.literal('typed-data'), typedData: typedDataSchema }),
  z.object({
    ...common,
    kind: z.literal('message'),
    /** Signed as a personal message (EIP-191), with its length before it. */
    message: z.union([z.object({ text: z.string().min(1) }), z.object({ hex: hexBytes })]),
  }),
])

/** What is to be signed, without who signs it and what for. */
export type SigningRequest = z.infer<typeof signingRequestSchema>
export type SigningKind = SigningRequest['kind']
