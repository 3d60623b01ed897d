/**
 * A split of any version. Version 3 is what is made (see splitFileV3). Versions 1 and 2 shared each hotspot by percentages,
 * total = paid + held + dust; they are read, verified under their own rule, and stay as they are inside the payouts that
 * carry them. Version 1 calls the period `epoch`. Every amount is a decimal string of base units.
 */
import { z } from 'zod'
import { baseUnitsTextSchema, tokenSchema } from '../model/money'
import { agreementScopeSchema, agreementShareSchema } from '../model/records'
import { splitFileV3Schema } from './splitFileV3'
import { type SplitPeriod, splitPeriodSchema } from './splitPeriodSchema'

export const splitMemberSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  /** EIP-55 checksummed, or null: what this member is due is held. */
  address: z.string().nullable(),
  amountBaseUnits: baseUnitsTextSchema,
  status: z.enum(['paid', 'held']),
})

const splitAgreementSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  scope: agreementScopeSchema,
  shares: z.array(agreementShareSchema).min(1),
})

/** A row of a period that corrects others: the row pays what is stated less what was payable before, and never less than 0. */
const rowCorrectionSchema = z.object({ statedBaseUnits: baseUnitsTextSchema, beforeBaseUnits: baseUnitsTextSchema })

const splitRowV1Schema = z.object({
  hotspotKey: z.string().min(1),
  name: z.string(),
  /** Groups of the hotspot at the time of the split, so that the choice of agreement can be recomputed. */
  groups: z.array(z.string()),
  amountBaseUnits: baseUnitsTextSchema,
  agreementId: z.string(),
  shares: z.array(z.object({ memberId: z.string(), amountBaseUnits: baseUnitsTextSchema })),
})
const splitRowSchema = splitRowV1Schema.extend({ correction: rowCorrectionSchema.optional() })
export type SplitRow = z.infer<typeof splitRowSchema>

const splitTotalsSchema = z.object({
  totalBaseUnits: baseUnitsTextSchema,
  paidBaseUnits: baseUnitsTextSchema,
  heldBaseUnits: baseUnitsTextSchema,
  /** Base units given to nobody: always 0 under largest remainder, and shown so that it can be seen to be 0. */
  dustBaseUnits: baseUnitsTextSchema,
  /** Single base units handed out by largest remainder over all rows. */
  roundedUnits: z.number().int().nonnegative(),
  payees: z.number().int().nonnegative(),
})
export type SplitTotals = z.infer<typeof splitTotalsSchema>

const splitPeriodV1Schema = z.object({ id: z.string(), name: z.string(), network: z.string(), sourceFile: z.string() })

const contents = {
  token: tokenSchema,
  rule: z.literal('largest-remainder-per-hotspot-v1'),
  totals: splitTotalsSchema,
  members: z.array(splitMemberSchema),
  agreements: z.array(splitAgreementSchema),
  /** SHA-256 of the RFC 8785 form of everything else in the file. */
  contentSha256: z.string(),
}

export const splitFileV1Schema = z.object({
  format: z.literal('commonmast-split-v1'),
  epoch: splitPeriodV1Schema,
  rows: z.array(splitRowV1Schema),
  ...contents,
})
export const splitFileV2Schema = z.object({
  format: z.literal('commonmast-split-v2'),
  period: splitPeriodSchema,
  rows: z.array(splitRowSchema),
  ...contents,
})
export type SplitFileV2 = z.infer<typeof splitFileV2Schema>

/** A split by percentages for each hotspot, of the versions before agreements had stages. */
export const percentSplitFileSchema = z.discriminatedUnion('format', [splitFileV2Schema, splitFileV1Schema])
export type PercentSplitFile = z.infer<typeof percentSplitFileSchema>

/** A split of any version. */
export const splitFileSchema = z.discriminatedUnion('format', [splitFileV3Schema, splitFileV2Schema, splitFileV1Schema])
export type SplitFile = z.infer<typeof splitFileSchema>

/** The period that a split shares, whatever its version calls it. */
export function periodOf(split: SplitFile): Pick<SplitPeriod, 'id' | 'name' | 'network' | 'sourceFile'> {
  return split.format === 'commonmast-split-v1' ? split.epoch : split.period
}

export interface SplitSums {
  /** What the network paid; below zero in a correction that takes back. */
  total: bigint
  paid: bigint
  /** What members are due and cannot be paid, of all periods that the split knows of. */
  held: bigint
  dust: bigint
  payees: number
}

/** The sums of a split of any version. */
export function sumsOf({ totals }: SplitFile): SplitSums {
  return {
    total: BigInt(totals.totalBaseUnits),
    paid: BigInt(totals.paidBaseUnits),
    held: BigInt(totals.heldBaseUnits),
    dust: BigInt(totals.dustBaseUnits),
    payees: totals.payees,
  }
}

/** What a member is paid with the split's payout. */
export function paidTo(member: SplitFile['members'][number]): bigint {
  if ('paidBaseUnits' in member) return BigInt(member.paidBaseUnits)
  return member.address === null ? 0n : BigInt(member.amountBaseUnits)
}

/** Whether what a member is paid is paid in money, and its tokens stay with the cooperative. SPEC.md, rule [BK3]. */
export function isPaidInMoney(member: SplitFile['members'][number]): boolean {
  return 'paidBy' in member && member.paidBy === 'money'
}

/** What is held for a member after the split, by id; those without are left out. */
export function heldIn(split: SplitFile): Map<string, bigint> {
  const held =
    split.format === 'commonmast-split-v3'
      ? split.closing.accounts.flatMap(({ kind, owner, baseUnits }): [string, bigint][] =>
          kind === 'held' ? [[owner, BigInt(baseUnits)]] : [],
        )
      : split.members.flatMap(({ id, address, amountBaseUnits }): [string, bigint][] =>
          address === null && amountBaseUnits !== '0' ? [[id, BigInt(amountBaseUnits)]] : [],
        )
  return new Map(held)
}
