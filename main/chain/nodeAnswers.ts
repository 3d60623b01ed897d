/** The form of what nodes answer: anything else is refused before it is believed. */
import type { Address, Hex } from 'viem'
import { getAddress } from 'viem/utils'
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import type { ChainReceipt, PlacedLog } from '#core/treasury/chain/chainLog'

export const hexSchema = z.custom<Hex>((value) => typeof value === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(value))
export const hashSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text) => text.toLowerCase() as Hex)
export const quantitySchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform((text) => BigInt(text))
const addressSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text): Address => getAddress(text))

export const blockSchema = z
  .object({
    number: quantitySchema,
    hash: hashSchema,
    timestamp: quantitySchema,
    gasLimit: quantitySchema,
    baseFeePerGas: quantitySchema.nullish(),
  })
  .transform(({ timestamp, baseFeePerGas, ...rest }) => ({ ...rest, timestampS: timestamp, baseFeeWei: baseFeePerGas ?? null }))

export const logSchema = z
  .object({
    address: addressSchema,
    topics: z.array(hashSchema),
    data: hexSchema,
    transactionHash: hashSchema,
    blockNumber: quantitySchema,
    blockHash: hashSchema,
    logIndex: quantitySchema.transform(Number),
    removed: z.boolean().optional(),
  })
  .transform((log): PlacedLog => log)

export const receiptSchema = z
  .object({
    transactionHash: hashSchema,
    from: addressSchema,
    to: addressSchema.nullish(),
    status: z.enum(['0x0', '0x1']),
    blockNumber: quantitySchema,
    blockHash: hashSchema,
    gasUsed: quantitySchema,
    effectiveGasPrice: quantitySchema.nullish(),
    logs: z.array(logSchema),
  })
  .transform(
    ({ status, effectiveGasPrice, to, ...rest }): ChainReceipt => ({
      ...rest,
      to: to ?? null,
      succeeded: status === '0x1',
      effectiveGasPriceWei: effectiveGasPrice ?? null,
    }),
  )

export const transactionSchema = z
  .object({ hash: hashSchema, from: addressSchema, nonce: quantitySchema, blockNumber: quantitySchema.nullish() })
  .transform(({ blockNumber, ...rest }) => ({ ...rest, blockNumber: blockNumber ?? null }))

/** Asks a node and holds the answer to its form. */
export type Ask = <S extends z.ZodType>(schema: S, method: string, params: readonly unknown[]) => Promise<z.output<S>>

/** @throws Problem `node.bad-answer` */
export function readAnswer<S extends z.ZodType>(schema: S, answer: unknown, host: string, method: string): z.output<S> {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Problem('node.bad-answer', `What ${host} answers to ${method} has another form than it must: use another node.`, {
    cause: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  })
}
