/**
 * `commonmast-snapshot-v1`: the state of a chain as one node told it at one block, to be carried to a computer without a network.
 * Amounts are decimal text in base units (wei for the chain's coin), nonces and blocks decimal text as well.
 */
import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { contentDigest, seal } from '../../model/contentDigest'
import { baseUnitsTextSchema } from '../../model/money'
import { Problem } from '../../model/problem'

const addressSchema = z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const bytes32Schema = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value))

const feesSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('eip1559'),
    maxFeePerGasWei: baseUnitsTextSchema,
    maxPriorityFeePerGasWei: baseUnitsTextSchema,
  }),
  z.strictObject({ kind: z.literal('legacy'), gasPriceWei: baseUnitsTextSchema }),
])

const holdingsShape = {
  address: addressSchema,
  /** Of the account's own transactions, or of the Safe's. */
  nonce: baseUnitsTextSchema,
  balanceWei: baseUnitsTextSchema,
  /** Null where no token was asked about. */
  tokenBaseUnits: baseUnitsTextSchema.nullable(),
}

const accountSnapshotSchema = z.strictObject({
  kind: z.literal('account'),
  ...holdingsShape,
  /** Of code at the address, which an account has where it delegates to a contract; null without code. */
  codeHash: bytes32Schema.nullable(),
})

const safeSnapshotSchema = z.strictObject({
  kind: z.literal('safe'),
  ...holdingsShape,
  version: z.string(),
  owners: z.array(addressSchema),
  threshold: z.number().int().positive(),
  singleton: addressSchema,
  proxyCodeHash: bytes32Schema,
  singletonCodeHash: bytes32Schema.nullable(),
  /** Contracts that may move everything without the owners. */
  modules: z.array(addressSchema),
  /** Checks every transaction and can stop it; null without one. */
  guard: addressSchema.nullable(),
})

const tokenSnapshotSchema = z.strictObject({
  address: addressSchema,
  name: z.string(),
  symbol: z.string(),
  decimals: z.number().int().min(0).max(255),
  codeHash: bytes32Schema,
  /** Whose code the token runs, where it is a proxy of EIP-1967. */
  implementation: z.strictObject({ address: addressSchema, codeHash: bytes32Schema.nullable() }).nullable(),
  /** Null where the token does not say. */
  paused: z.boolean().nullable(),
})

const distributorSnapshotSchema = z.strictObject({
  address: addressSchema,
  codeHash: bytes32Schema,
  /** Null where the contract does not say. */
  root: bytes32Schema.nullable(),
  token: addressSchema.nullable(),
  owner: addressSchema.nullable(),
  tokenBaseUnits: baseUnitsTextSchema.nullable(),
})

export const snapshotSchema = z.strictObject({
  format: z.literal('commonmast-snapshot-v1'),
  /** By the clock of the computer that asked. */
  takenAt: z.iso.datetime(),
  /** The host alone: the rest of a node's address may be a key. */
  nodes: z.array(z.string()).min(1),
  chainId: z.number().int().positive(),
  block: z.strictObject({
    number: baseUnitsTextSchema,
    hash: bytes32Schema,
    time: z.iso.datetime(),
    gasLimit: baseUnitsTextSchema,
    baseFeeWei: baseUnitsTextSchema.nullable(),
  }),
  fees: feesSchema,
  treasury: z.discriminatedUnion('kind', [accountSnapshotSchema, safeSnapshotSchema]),
  executor: z
    .strictObject({
      address: addressSchema,
      nonce: baseUnitsTextSchema,
      /** Greater than `nonce` while transactions wait. */
      pendingNonce: baseUnitsTextSchema,
      balanceWei: baseUnitsTextSchema,
    })
    .nullable(),
  token: tokenSnapshotSchema.nullable(),
  /** Every MultiSendCallOnly that was found. */
  multiSends: z.array(z.strictObject({ address: addressSchema, codeHash: bytes32Schema })),
  distributor: distributorSnapshotSchema.nullable(),
  payees: z.array(z.strictObject({ address: addressSchema, isContract: z.boolean() })),
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Snapshot = z.infer<typeof snapshotSchema>
export type SafeSnapshot = z.infer<typeof safeSnapshotSchema>
export type TokenSnapshot = z.infer<typeof tokenSnapshotSchema>

export function sealSnapshot(content: Omit<Snapshot, 'contentSha256'>): Snapshot {
  return snapshotSchema.parse(seal(content))
}

/**
 * A snapshot from a file, as it was sealed.
 * @throws Problem `snapshot.malformed` naming the field, or `snapshot.changed` where the digest is another.
 */
export function readSnapshot(document: unknown): Snapshot {
  const parsed = snapshotSchema.safeParse(document)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = issue?.path.join('.') ?? ''
    throw new Problem(
      'snapshot.malformed',
      `The snapshot does not hold at "${field}": take it again with snapshot, or ask for the file again.`,
      { cause: parsed.error, field },
    )
  }
  if (contentDigest(parsed.data) === parsed.data.contentSha256) return parsed.data
  throw new Problem(
    'snapshot.changed',
    'The snapshot was changed after it was taken: its digest does not fit. Take it again, or ask for the file again.',
  )
}
