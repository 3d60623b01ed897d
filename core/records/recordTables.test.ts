import { expect, test } from 'vitest'
import { z } from 'zod'
import { mergePlans, recordTables, sharedTables } from './recordTables'

test('[RC6] every table stands under its own name, and its key is its first index', () => {
  for (const [name, declaration] of Object.entries(recordTables)) {
    expect(declaration.name).toBe(name)
    const [key] = declaration.indexes.split(', ')
    expect([declaration.keyField, '++seq'], name).toContain(key)
  }
})

test('[RC6] every field of a shared table has its merge rule, and somebody may write it', () => {
  for (const [name, { schema, merge, keyField, writers, personal }] of Object.entries(sharedTables)) {
    expect(writers.length, name).toBeGreaterThan(0)
    const forms: z.ZodType[] = schema instanceof z.ZodDiscriminatedUnion ? ([...schema.options] as z.ZodType[]) : [schema]
    const fields = new Set(forms.flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : [])))
    expect(fields.size, name).toBeGreaterThan(1)
    fields.delete(keyField)
    if (merge !== 'fact') expect(Object.keys(merge).sort(), name).toEqual([...fields].sort())
    for (const field of personal) expect(fields.has(field), `${name}.${field}`).toBe(true)
    expect(mergePlans.get(name)?.isFact, name).toBe(merge === 'fact')
  }
})
