/**
 * What a plan was asked for and what is known about its answer, beyond the plain circles of the first version. A plan is
 * one scenario; scenarios that are meant to be compared share a `familyId`.
 */
import { z } from 'zod'
import { h3IndexSchema, latSchema, lngSchema, ringSchema } from './position'
import { radioProfileSchema } from './radioProfile'

export const planCandidateSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  kind: z.enum(['grid', 'listed', 'member', 'existing']),
  lat: latSchema,
  lng: lngSchema,
  /** In the plan's currency; whole hundredths are enough here: this is an estimate, not a payment. */
  cost: z.number().nonnegative(),
})
export type PlanCandidate = z.infer<typeof planCandidateSchema>

export const planSettingsSchema = z.object({
  /** The link that decides what a site covers; null for a circle of the plan's `reachM`. */
  profile: radioProfileSchema.nullable(),
  /** What is worth covering; null counts every cell as 1. */
  demandLayerId: z.string().nullable(),
  demandName: z.string(),
  demandUnit: z.string(),
  limit: z.object({
    /** Hotspots to set up that are not there yet; moved ones come on top. */
    count: z.number().int().positive().nullable(),
    budget: z.number().positive().nullable(),
    currency: z.string(),
  }),
  candidates: z.object({
    grid: z.boolean(),
    /** H3 resolution of the grid, null for the finest that keeps the work in bounds. */
    gridResolution: z.number().int().min(0).max(15).nullable(),
    gridCost: z.number().nonnegative(),
    listed: z.array(planCandidateSchema),
    /** Hotspots in service that may be moved: their ids, and what a move costs. */
    movable: z.array(z.string()),
    moveCost: z.number().nonnegative(),
  }),
  mustHave: z.array(planCandidateSchema),
  /** Areas where no site may stand. */
  forbidden: z.array(ringSchema),
  /** Least distance between two new sites. */
  spacingM: z.number().nonnegative(),
  countExisting: z.boolean(),
  timeMs: z.number().positive(),
})
export type PlanSettings = z.infer<typeof planSettingsSchema>

export const planOutcomeSchema = z.object({
  /** Weight covered after less weight covered before. */
  value: z.number().nonnegative(),
  /** No choice from these candidates can be worth more. */
  upperBound: z.number().nonnegative(),
  proved: z.boolean(),
  /** How the answer was found, for the words on screen: e.g. "greedy", "swap", "ruin-and-recreate", "HiGHS". */
  method: z.string(),
  elapsedMs: z.number().nonnegative(),
  totalWeight: z.number().nonnegative(),
  coveredBeforeWeight: z.number().nonnegative(),
  /** Covered before and by nothing afterwards, because its hotspot moves; `value` has it taken off already. */
  lostWeight: z.number().nonnegative().optional(),
  lostCells: z.number().int().nonnegative().optional(),
  totalCost: z.number().nonnegative(),
  stoppedEarly: z.boolean(),
  /** What the same sites would be worth if every link, the fleet's as well, were this much better or worse. */
  sensitivity: z.array(z.object({ offsetDb: z.number(), value: z.number() })),
  /** What to know before trusting the figures. */
  warnings: z.array(z.string()).optional(),
})
export type PlanOutcome = z.infer<typeof planOutcomeSchema>

export const planStudySchema = z.object({
  familyId: z.string().min(1),
  /** "A", "B", … within the family. */
  scenario: z.string().min(1),
  settings: planSettingsSchema,
  outcome: planOutcomeSchema,
})

/** What is known about one pick beyond its count of cells. */
export const siteStudySchema = z.object({
  kind: z.enum(['new', 'must-have', 'moved']),
  name: z.string(),
  gainWeight: z.number().nonnegative(),
  cumulativeWeight: z.number().nonnegative(),
  /** Weight that no other site and no hotspot covers: what leaving this site out would lose. */
  onlyWeight: z.number().nonnegative(),
  /** Weight it covers that something else covers too. */
  sharedWeight: z.number().nonnegative(),
  cost: z.number().nonnegative(),
  cell: h3IndexSchema,
  reachM: z.number().positive(),
  /** Of a hotspot that is moved here. */
  hotspotId: z.string().nullable(),
})
