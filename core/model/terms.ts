/**
 * The terms of an agreement: stages that are applied in order, each to what the one before it left. Amounts of a token are
 * decimal strings of base units, amounts of a currency and percentages are decimal text. SPEC.md, rules [TE1] to [TE8].
 */
import { z } from 'zod'
import { baseUnitsTextSchema } from './money'
import { instantSchema } from './periodDates'

const name = z.string().min(1)

/** What somebody is to a hotspot, as networks and hosts call it. */
export const shareRoleSchema = z.enum([
  'owner',
  'host',
  'installer',
  'maker',
  'cooperative',
  'referrer',
  'builder',
  'investor',
  'member',
])
export type ShareRole = z.infer<typeof shareRoleSchema>

/** Who receives: a member, whoever hosts or installed the hotspot at the time, or another agreement that shares it on. */
const receiverFields = {
  memberId: name.optional(),
  install: z.enum(['host', 'installer']).optional(),
  agreementId: name.optional(),
  role: shareRoleSchema.optional(),
}
const isOneReceiver = (receiver: { memberId?: unknown; install?: unknown; agreementId?: unknown }) =>
  [receiver.memberId, receiver.install, receiver.agreementId].filter((each) => each !== undefined).length === 1
const ONE_RECEIVER = 'must name one of memberId, install and agreementId'

const receiverSchema = z.strictObject(receiverFields).refine(isOneReceiver, ONE_RECEIVER)
export type Receiver = z.infer<typeof receiverSchema>

/** Base units of the token, or money of a state at the price that the split states. */
export const termAmountSchema = z.union([
  z.strictObject({ baseUnits: baseUnitsTextSchema }),
  z.strictObject({ fiat: z.string().regex(/^\d+(\.\d+)?$/, 'must be a decimal such as 50.00'), currency: z.string() }),
])
export type TermAmount = z.infer<typeof termAmountSchema>

const bounds = {
  /** Never more than this in a period; what is more goes on to the others. */
  cap: termAmountSchema.optional(),
  /** Not less than this in a period, as far as the stage has it. */
  floor: termAmountSchema.optional(),
}

/** A percentage of what comes into the stage, or whole parts of it. */
const shareSchema = z
  .strictObject({
    ...receiverFields,
    ...bounds,
    percent: z.string().optional(),
    parts: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  })
  .refine(isOneReceiver, ONE_RECEIVER)
  .refine(({ percent, parts }) => (percent === undefined) !== (parts === undefined), 'must have either percent or parts')
export type StageShare = z.infer<typeof shareSchema>

const ofStage = { id: name }

export const stageSchema = z.discriminatedUnion('kind', [
  /** A sum for each period; what cannot be paid is owed on (`carry`) or let go (`cap`). */
  z.strictObject({
    ...ofStage,
    kind: z.literal('fixed'),
    to: receiverSchema,
    amount: termAmountSchema,
    whenShort: z.enum(['carry', 'cap']),
  }),
  /** Percentages that leave something over for the stages after it. */
  z.strictObject({ ...ofStage, kind: z.literal('percentage'), shares: z.array(shareSchema).min(1) }),
  /** Up to a percentage, until what somebody laid out has come back. */
  z.strictObject({
    ...ofStage,
    kind: z.literal('until-recouped'),
    to: receiverSchema,
    upToPercent: z.string(),
    cost: termAmountSchema,
    /** The counter that it goes on with, where another version of the agreement began it. */
    counter: name.optional(),
  }),
  /** A percentage that is shared among the members of a pool by a weight. */
  z.strictObject({
    ...ofStage,
    kind: z.literal('pool'),
    percent: z.string(),
    by: z.enum(['equal', 'hotspots', 'contribution', 'uptime', 'data']),
    memberIds: z.array(name).min(1),
  }),
  /** A percentage that the cooperative keeps in a named reserve, until it holds enough. */
  z.strictObject({
    ...ofStage,
    kind: z.literal('reserve'),
    reserve: name,
    percent: z.string(),
    until: termAmountSchema.optional(),
  }),
  /**
   * A reserve against swings of the price: it takes a part of what a good period is worth above the average of the periods
   * before, and pays a part of what a bad one lacks.
   */
  z.strictObject({
    ...ofStage,
    kind: z.literal('stability'),
    reserve: name,
    /** In which periods are valued, at the price that each states. */
    currency: z.string(),
    /** Of the excess and of the shortfall. */
    percent: z.string(),
    /** How far from the average a period may be before anything moves. */
    bandPercent: z.string(),
    /** So many periods before it make the average; until there are so many, nothing moves. */
    periods: z.number().int().min(1).max(60),
    /** The history that it goes on with, where another version of the agreement began it. */
    counter: name.optional(),
  }),
  /** All that is left; the last stage of all terms. */
  z.strictObject({ ...ofStage, kind: z.literal('remainder'), shares: z.array(shareSchema).min(1) }),
])
export type Stage = z.infer<typeof stageSchema>
export type StageOf<K extends Stage['kind']> = Extract<Stage, { kind: K }>

/** What happens to base units that do not divide: given to the largest remainders, left, or carried to the next period. */
export const dustPolicySchema = z.enum(['largest-remainder', 'leave-unallocated', 'carry-forward'])
export type DustPolicy = z.infer<typeof dustPolicySchema>

export const termsScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default') }),
  z.object({ kind: z.literal('group'), group: name }),
  z.object({ kind: z.literal('hotspots'), hotspotIds: z.array(name).min(1) }),
  /** H3 cells of any resolution; a hotspot is in an area when its cell is in one of them. */
  z.object({ kind: z.literal('area'), cells: z.array(z.string().regex(/^8[0-9a-f]{14}$/)).min(1) }),
  /** No hotspots: it shares what other agreements give it. */
  z.object({ kind: z.literal('fed') }),
])
export type TermsScope = z.infer<typeof termsScopeSchema>

export const termsSchema = z.object({
  id: name,
  name: z.string(),
  scope: termsScopeSchema,
  /** The first instant at which it is in force, and the first at which it is not any more; null for no end. In UTC. */
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  dust: dustPolicySchema,
  stages: z.array(stageSchema).min(1),
})
export type Terms = z.infer<typeof termsSchema>

/** Whether a member is paid, and if not what becomes of what they are due. */
export const standingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('active') }),
  /** The share stays, and is held. */
  z.strictObject({ kind: z.literal('suspended') }),
  /** Held, until it goes to an heir or a reserve of the cooperative at a date. */
  z.strictObject({
    kind: z.literal('left'),
    afterwards: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('hold') }),
      z.strictObject({ kind: z.literal('to-member'), memberId: name, from: instantSchema }),
      z.strictObject({ kind: z.literal('to-reserve'), reserve: name, from: instantSchema }),
    ]),
  }),
])
export type Standing = z.infer<typeof standingSchema>
