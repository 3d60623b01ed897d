/** What is kept beside agreements: who hosts what, what a period is split with, templates and what was signed. */
import { z } from 'zod'
import { baseUnitsTextSchema } from '../model/money'
import { instantSchema } from '../model/periodDates'
import { dustPolicySchema, stageSchema } from '../model/terms'
import { declarationSchema } from './declaration'
import { poolMeasuresSchema } from './poolWeights'
import { priceSchema } from './price'
import { bookEntrySchema } from './settleMembers'

const id = z.string().min(1)
const time = z.string().min(10)

/** A hotspot that stood at a place, from when to when. */
export const installRecordSchema = z.object({
  id,
  /** As agreements name it: network and key, or the bare key of a hotspot that the fleet does not have. */
  hotspotId: id,
  /** Members; null where nobody is known. */
  hostId: id.nullable(),
  installerId: id.nullable(),
  place: z.string().nullable(),
  /** H3 cell of resolution 12; null where it is not known. */
  cell: z.string().nullable(),
  from: instantSchema,
  /** The first instant at which it stood there no more; null while it does. */
  to: instantSchema.nullable(),
  /** What made the record. */
  origin: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('hand') }),
    z.object({ kind: z.literal('provisioning'), provisioningId: id }),
    z.object({ kind: z.literal('work-order'), workOrderId: id }),
  ]),
  createdAt: time,
  updatedAt: time,
})
export type InstallRecord = z.infer<typeof installRecordSchema>

/** What a treasurer did beside the split of a period. */
export const bookEntryRecordSchema = z.object({
  id,
  periodId: id,
  entry: bookEntrySchema,
  createdAt: time,
  updatedAt: time,
})
export type BookEntryRecord = z.infer<typeof bookEntryRecordSchema>

/** What a period is split with beside its rewards; its id is that of the period. */
export const periodInputsSchema = z.object({
  id,
  /** By currency. */
  prices: z.record(z.string(), priceSchema),
  measures: poolMeasuresSchema,
  /** Null: as the cooperative has it for the token. */
  minimumPayoutBaseUnits: baseUnitsTextSchema.nullable(),
  createdAt: time,
  updatedAt: time,
})
export type PeriodInputs = z.infer<typeof periodInputsSchema>

/** What a token was worth over time, as its file says; the id is its symbol and the digest of its content. */
export const priceTableRecordSchema = z.object({
  id,
  symbol: z.string().min(1),
  /** ISO 4217, in capital letters. */
  currency: z.string().min(1),
  /** The file's name. */
  sourceName: z.string(),
  /** Over currency, times and prices. */
  contentSha256: z.string(),
  /** Instants in UTC and prices as they were written, by time. */
  prices: z.array(z.tuple([instantSchema, z.string()])).min(1),
  createdAt: time,
  updatedAt: time,
})
export type PriceTableRecord = z.infer<typeof priceTableRecordSchema>

/** Stages without their people: `slots` are filled with members when an agreement is made of it. */
export const agreementTemplateSchema = z.object({
  id,
  name: z.string().min(1),
  description: z.string(),
  /** Stages name a slot by its key where an agreement names a member. */
  slots: z.array(z.object({ key: id, label: z.string().min(1) })),
  stages: z.array(stageSchema).min(1),
  dust: dustPolicySchema,
  createdAt: time,
  updatedAt: time,
})
export type AgreementTemplate = z.infer<typeof agreementTemplateSchema>

/** A fact: that a member agreed to terms. `file` says to which. */
export const termsSignatureSchema = z.object({
  id,
  agreementId: id,
  memberId: id,
  /** Digest of the terms as they were signed. */
  termsSha256: z.string(),
  file: declarationSchema,
  signedAt: time,
})
export type TermsSignature = z.infer<typeof termsSignatureSchema>

/** A fact: that a closed period was opened again. `file` says by whom and why. */
export const reopeningSchema = z.object({
  id,
  closingId: id,
  periodId: id,
  file: declarationSchema,
  reopenedAt: time,
})
