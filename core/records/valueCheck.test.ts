import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sharedTables } from './recordTables'
import { valueCheckOf } from './valueCheck'

const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) }

/** Values near the edges of what the records' schemas take, and values of any kind. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.anything({ maxDepth: 2 }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<unknown>(
      ...['', 'a', '8c1e2e6841a31ff', '8C1E2E6841A31FF', '0', '01', '12', '-1', 'done', 'open', '2026-01-01T00:00:00.000Z'],
      ...[0, -0, 1, -1, 1.5, 90, 90.000001, -90, 180, -180.1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY],
      ...[true, false, null, undefined, [], [''], ['a'], ['a', 1], {}, { length: 3 }, new Date(0), 5n],
    ),
  },
)

const fields = Object.entries(sharedTables).flatMap(([table, { schema }]) =>
  schema instanceof z.ZodObject
    ? Object.entries(schema.shape as Record<string, z.ZodType>).map(([field, of]) => ({ field: `${table}.${field}`, of }))
    : [{ field: table, of: schema as z.ZodType }],
)

describe('a quick check says what the schema says', () => {
  test.each(fields)('of $field', ({ of }) => {
    const check = valueCheckOf(of)
    fc.assert(
      fc.property(value, (each) => {
        expect(check(each)).toBe(of.safeParse(each).success)
      }),
      runs,
    )
  })

  test('of whole records with some fields wrong, missing or unknown', () => {
    const { schema } = sharedTables.hotspots
    const check = valueCheckOf(schema)
    const whole = {
      ...{ id: 'a', name: 'A', network: 'helium', owner: null, lat: 1, lng: 2, h3: '8c1e2e6841a31ff', place: null },
      ...{ groups: ['a'], importId: null, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' },
    }
    expect(check(whole)).toBe(true)
    const changed = fc.dictionary(fc.constantFrom(...Object.keys(schema.shape), 'newer'), value, { maxKeys: 2 })
    fc.assert(
      fc.property(changed, (wrong) => {
        const record = { ...whole, ...wrong }
        expect(check(record)).toBe(schema.safeParse(record).success)
      }),
      runs,
    )
  })

  test('and of kinds that it leaves to the schema', () => {
    for (const of of [z.email(), z.int(), z.literal('a'), z.tuple([z.number()]), z.string().trim(), z.number().multipleOf(2)]) {
      const check = valueCheckOf(of)
      for (const each of ['a', ' a ', 'a@b.de', 1, 2, 1.5, [1], ['a']]) expect(check(each)).toBe(of.safeParse(each).success)
    }
    expect(valueCheckOf(z.strictObject({ a: z.string() }))({ a: 'a', b: 1 })).toBe(false)
    expect(valueCheckOf(z.object({ a: z.string() }).refine(({ a }) => a === 'a'))({ a: 'b' })).toBe(false)
    expect(valueCheckOf(z.string().regex(/a/g))('a')).toBe(valueCheckOf(z.string().regex(/a/g))('a'))
  })
})
