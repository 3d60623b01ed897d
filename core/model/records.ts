/**
 * The records a cooperative keeps, one schema per table of the database.
 * Times are ISO 8601 UTC strings; amounts are decimal strings of base units; percentages are decimal strings.
 */
import { z } from 'zod'
import { baseUnitsTextSchema, tokenSchema } from './money'
import { planStudySchema, siteStudySchema } from './planStudy'
import { h3IndexSchema, latSchema, lngSchema, ringSchema } from './position'
import { hotspotRadioSchema, radioProfileSchema } from './radioProfile'
import { dustPolicySchema, stageSchema, standingSchema, termsScopeSchema } from './terms'

const id = z.string().min(1)
const time = z.string().min(10)

export const hotspotSchema = z.object({
  /** Network and key (Helium address, gateway EUI, station id) as `hotspotId` joins them; people are shown the key. */
  id,
  name: z.string(),
  network: z.string(),
  owner: z.string().nullable(),
  lat: latSchema.nullable(),
  lng: lngSchema.nullable(),
  /** Res-12 cell of the position, or null without one. */
  h3: h3IndexSchema.nullable(),
  place: z.string().nullable(),
  /** Names an agreement can refer to. */
  groups: z.array(z.string()),
  /** Where its radio differs from the fleet's profile. */
  radio: hotspotRadioSchema.optional(),
  /** When it went into service, if known. */
  since: z.string().optional(),
  /** The latest signed record of its device, if it was put into service here. */
  provisioningId: z.string().optional(),
  importId: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
})
export type Hotspot = z.infer<typeof hotspotSchema>

/** The groups that a hotspot is in by its key, whether it is in the fleet or not. */
export const groupedHotspotSchema = z.object({
  /** As agreements name it: a key in its normal form, or network and key where the hotspot is known. */
  id,
  groups: z.array(z.string()),
  createdAt: time,
  updatedAt: time,
})
export type GroupedHotspot = z.infer<typeof groupedHotspotSchema>

export const planSiteSchema = z.object({
  id,
  /** 1 for the first pick. */
  order: z.number().int().positive(),
  lat: latSchema,
  lng: lngSchema,
  h3: h3IndexSchema,
  /** Cells that this site covers and no earlier pick or existing hotspot does. */
  gainCells: z.number().int().nonnegative(),
  cumulativeCells: z.number().int().nonnegative(),
  why: z.string(),
  study: siteStudySchema.optional(),
})
export type PlanSite = z.infer<typeof planSiteSchema>

export const planSchema = z.object({
  id,
  name: z.string(),
  area: ringSchema,
  resolution: z.number().int().min(0).max(15),
  reachM: z.number().positive(),
  requestedSites: z.number().int().positive(),
  candidateCount: z.number().int().nonnegative(),
  areaCells: z.number().int().nonnegative(),
  coveredBeforeCells: z.number().int().nonnegative(),
  sites: z.array(planSiteSchema),
  /** Missing on plans of plain circles from the first version. */
  study: planStudySchema.optional(),
  createdAt: time,
  updatedAt: time,
})
export type Plan = z.infer<typeof planSchema>

/** What the crew needs on the spot, beyond where it is. */
export const workOrderDetailsSchema = z.object({
  /** What to set up: the profile's figures as they were when the order was made. */
  radio: radioProfileSchema.nullable(),
  contactName: z.string(),
  contactPhone: z.string(),
  access: z.string(),
  notes: z.string(),
  dueOn: z.string().nullable(),
})
export type WorkOrderDetails = z.infer<typeof workOrderDetailsSchema>

/** One line to check on the spot; `place` orders the lines. */
export const checklistItemSchema = z.object({ text: z.string(), done: z.boolean(), place: z.number() })
export type ChecklistItem = z.infer<typeof checklistItemSchema>

export const workOrderSchema = z.object({
  id,
  title: z.string(),
  planId: z.string().nullable(),
  siteId: z.string().nullable(),
  lat: latSchema,
  lng: lngSchema,
  h3: h3IndexSchema,
  status: z.enum(['open', 'in-progress', 'done']),
  assigneeId: z.string().nullable(),
  provisioningId: z.string().nullable(),
  details: workOrderDetailsSchema.optional(),
  /** By an id of each line, so that two people can tick lines of one order at once. */
  checklist: z.record(z.string(), checklistItemSchema).optional(),
  createdAt: time,
  updatedAt: time,
})
export type WorkOrder = z.infer<typeof workOrderSchema>

export const memberSchema = z.object({
  /** Stable key, used in agreements and for tie-breaks. */
  id,
  name: z.string(),
  /** EIP-55 checksummed, or null: the member's share is then held. */
  address: z.string().nullable(),
  role: z.string(),
  /** Missing for a member who is paid as usual. */
  standing: standingSchema.optional(),
  createdAt: time,
  updatedAt: time,
})
export type Member = z.infer<typeof memberSchema>

export const agreementShareSchema = z.object({
  memberId: id,
  /** Decimal text, at most 6 decimals, e.g. "33.333333". */
  percent: z.string(),
})

export const agreementScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default') }),
  z.object({ kind: z.literal('group'), group: z.string().min(1) }),
  /** Ids of hotspots, or the bare keys of such as the fleet does not have. */
  z.object({ kind: z.literal('hotspots'), hotspotIds: z.array(id).min(1) }),
])

/** The most specific agreement wins: hotspots before group before area before default. */
export const agreementSchema = z.object({
  id,
  name: z.string(),
  scope: termsScopeSchema,
  /** Percentages that add up to exactly 100; none where the agreement has stages. */
  shares: z.array(agreementShareSchema),
  stages: z.array(stageSchema).optional(),
  /** `[from, to)` in UTC; missing where it has no beginning or no end. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  dust: dustPolicySchema.optional(),
  createdAt: time,
  updatedAt: time,
})
export type Agreement = z.infer<typeof agreementSchema>

export const goalSchema = z.object({
  id,
  title: z.string(),
  metric: z.enum(['hotspots', 'located-hotspots', 'provisioned', 'covered-cells']),
  target: z.number().int().positive(),
  /** Cells of this resolution are counted for `covered-cells`. */
  resolution: z.number().int().min(0).max(15).nullable(),
  dueOn: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
})
export type Goal = z.infer<typeof goalSchema>

export const periodSchema = z.object({
  id,
  name: z.string(),
  network: z.string(),
  token: tokenSchema,
  /** Who pays; empty for the network itself. Periods from before there were dates lack this and what follows. */
  payer: z.string().optional(),
  /** `[start, end)` in UTC, see periodDates. */
  start: z.string().optional(),
  end: z.string().optional(),
  /** Digests of what the file says each device got, and of what of it is payable. */
  contentSha256: z.string().optional(),
  amountsSha256: z.string().optional(),
  /** The periods that this one corrects. */
  corrects: z.array(z.object({ id, amountsSha256: z.string() })).optional(),
  sourceFile: z.string(),
  contributionCount: z.number().int().nonnegative(),
  totalBaseUnits: baseUnitsTextSchema,
  importId: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
})
export type Period = z.infer<typeof periodSchema>

/** A fact: what the network paid for one device in one period, under its key there. Its id is of `contributionIdOf`. */
export const contributionSchema = z.object({
  id,
  periodId: id,
  hotspotKey: id,
  name: z.string(),
  /** What is payable; of a correction, the difference. */
  amountBaseUnits: baseUnitsTextSchema,
  /** Of a correction: what its file says, and what was payable before. */
  correction: z.object({ statedBaseUnits: baseUnitsTextSchema, beforeBaseUnits: baseUnitsTextSchema }).optional(),
})
export type Contribution = z.infer<typeof contributionSchema>

/** A split that was made; `file` is a whole split file, of either version. */
export const distributionSchema = z.object({
  id,
  periodId: id,
  /** `signed` of payouts of the first versions; of later ones it follows from their moves, and so does `paid`. */
  status: z.enum(['split', 'signed', 'paid']),
  file: z.unknown(),
  totalBaseUnits: baseUnitsTextSchema,
  paidBaseUnits: baseUnitsTextSchema,
  heldBaseUnits: baseUnitsTextSchema,
  payees: z.number().int().nonnegative(),
  createdAt: time,
  updatedAt: time,
})
export type Distribution = z.infer<typeof distributionSchema>

/** A fact: a period that was closed with its split, whole; the books of its token go on from it. */
export const closingSchema = z.object({
  /** Digest of the split, and a number where it is closed with it again. */
  id,
  periodId: id,
  symbol: z.string(),
  /** How many periods of the token were closed with it, so that the last is known. */
  sequence: z.number().int().positive(),
  file: z.unknown(),
  closedAt: time,
})
export type Closing = z.infer<typeof closingSchema>

/** A fact: a signed payout; `file` is a whole payout file, of either version. */
export const signatureSchema = z.object({
  id,
  distributionId: id,
  periodId: id,
  file: z.unknown(),
  root: z.string(),
  signer: z.string(),
  simulated: z.boolean(),
  createdAt: time,
})
export type Signature = z.infer<typeof signatureSchema>

/** A fact: a device put into service; `file` is a whole signed `commonmast-provisioning-v1` or `-v2` document. */
export const provisioningSchema = z.object({
  id,
  workOrderId: z.string().nullable(),
  deviceName: z.string(),
  simulated: z.boolean(),
  file: z.unknown(),
  createdAt: time,
})
export type Provisioning = z.infer<typeof provisioningSchema>

/** What an import did. What it wrote is the transaction of its act. */
export const importSchema = z.object({
  id,
  fileName: z.string(),
  format: z.string(),
  table: z.enum(['hotspots', 'contributions', 'agreements', 'members']),
  added: z.number().int().nonnegative(),
  replaced: z.number().int().nonnegative(),
  /** Records of the file that were here already as it has them. */
  unchanged: z.number().int().nonnegative().optional(),
  skipped: z.number().int().nonnegative(),
  status: z.enum(['done', 'undone']),
  /** The act that it was; taking that back takes the import back. */
  actId: id.optional(),
  createdAt: time,
  updatedAt: time,
})
export type ImportRecord = z.infer<typeof importSchema>
