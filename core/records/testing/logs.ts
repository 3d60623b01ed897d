/** Logs of up to four actors that work on the same few records at once, for properties. */
import fc from 'fast-check'
import { z } from 'zod'
import { applyOperations, type KnownStates, type States } from '../applyOperations'
import { differenceOf } from '../differenceOf'
import { tickClock } from '../hybridClock'
import { type MergePlan, mergePlanOf } from '../mergePlan'
import type { Operation } from '../operation'
import { sharedFacts, sharedRecords } from '../tableDeclaration'

const siteSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().optional(),
  lat: z.number(),
  lng: z.number(),
  groups: z.array(z.string()),
  notes: z.record(z.string(), z.string()),
  scope: z.string(),
  shares: z.array(z.number()),
  updatedAt: z.string(),
})

export const plans: ReadonlyMap<string, MergePlan> = new Map(
  [
    sharedRecords({
      name: 'sites',
      schema: siteSchema,
      indexes: 'id',
      identity: 'minted',
      writers: ['operator'],
      personal: [],
      merge: {
        name: 'last-writer',
        owner: 'last-writer',
        lat: { together: 'place', rule: 'last-writer' },
        lng: { together: 'place', rule: 'last-writer' },
        groups: 'add-wins-set',
        notes: 'keyed-map',
        scope: { together: 'terms', rule: 'multi-value' },
        shares: { together: 'terms', rule: 'multi-value' },
        updatedAt: 'last-writer',
      },
    }),
    sharedFacts({
      name: 'facts',
      schema: z.object({ id: z.string(), amount: z.number() }),
      indexes: 'id',
      identity: 'content',
      writers: ['operator'],
      personal: [],
    }),
  ].map((declaration) => [declaration.name, mergePlanOf(declaration)]),
)

const key = fc.constantFrom('k1', 'k2')
const word = fc.constantFrom('harbour', 'ridge', 'mill')
const fields = fc.record(
  {
    name: word,
    owner: fc.option(word, { nil: undefined }),
    groups: fc.uniqueArray(word, { maxLength: 3 }),
    notes: fc.dictionary(word, word, { maxKeys: 3 }),
    lat: fc.integer({ min: 0, max: 9 }),
    scope: word,
  },
  { requiredKeys: [] },
)

const writes = [
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), key, fields }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), key }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fact' as const), key, amount: fc.integer({ min: 1, max: 2 }) }),
  },
] as const

/** What one transaction does by itself. */
export const write = fc.oneof(...writes)

/** What one transaction does, on whatever its actor knows at that time. */
const step = fc.oneof(...writes, { weight: 3, arbitrary: fc.record({ kind: fc.constant('receive' as const), from: fc.nat(3) }) })

const script = fc.array(
  fc.record({ actor: fc.nat(3), wallMs: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_040 }), step }),
  {
    minLength: 1,
    maxLength: 24,
  },
)

/** All operations that a script of up to four actors leaves behind, each actor knowing only what it received. */
export const operationsOfActors = script.map((steps) => {
  const all: Operation[] = []
  const actors = [0, 1, 2, 3].map((at) => ({ name: `a${at}`, known: [] as Operation[], clock: null as string | null, n: 0 }))
  for (const { actor: at, wallMs, step } of steps) {
    const actor = actors[at]
    if (!actor) continue
    if (step.kind === 'receive') {
      const own = new Set(actor.known)
      actor.known.push(...(actors[step.from]?.known.filter((operation) => !own.has(operation)) ?? []))
      continue
    }
    const change = changeOf(step, fold(actor.known))
    if (!change) continue
    const latest = actor.known.reduce<string | null>((max, { t }) => (max === null || t > max ? t : max), actor.clock)
    actor.clock = tickClock(latest, wallMs)
    actor.n += 1
    const operation: Operation = { actor: actor.name, n: actor.n, t: actor.clock, schemaV: 3, ...change }
    actor.known.push(operation)
    all.push(operation)
  }
  return all
})

export type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

/** @returns null when nothing would change */
export function changeOf(step: Write, states: KnownStates) {
  if (step.kind === 'fact') return { table: 'facts', key: step.key, set: { amount: step.amount } }
  const plan = plans.get('sites')
  const state = states.get('sites')?.get(step.key)
  if (!plan) return null
  if (step.kind === 'remove') return state && !state.removal?.gone ? { table: 'sites', key: step.key, tombstone: true } : null
  const place = step.fields.lat === undefined ? {} : { lng: step.fields.lat + 1 }
  const terms = step.fields.scope === undefined ? {} : { shares: [step.fields.scope.length] }
  return differenceOf(plan, step.key, state, { ...step.fields, ...place, ...terms }, false)
}

export function fold(operations: Iterable<Operation>): States {
  return applyOperations(plans, new Map(), operations).changed
}

/** States as text, in one order. */
export function textOf(states: States): string {
  const tables = [...states].map(([name, records]) => [name, [...records].sort(([one], [other]) => (one < other ? -1 : 1))])
  return JSON.stringify(tables.filter(([, records]) => records && records.length > 0).sort(), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
}
