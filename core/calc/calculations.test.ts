import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Calculation } from './calculation'
import { calculations, recompute } from './calculations'

type Json = Record<string, unknown>

function vectors(name: string): Json & { cases: Json[] } {
  return JSON.parse(readFileSync(resolve(process.cwd(), `../shared/vectors/${name}.json`), 'utf8'))
}

function calculation(name: string): Calculation {
  const found = calculations[name]
  if (!found) throw new Error(`${name} is a calculation`)
  return found
}

/** A copy with the named fields removed or spoiled at every depth. */
function without(value: unknown, fields: readonly string[], spoil: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, fields, spoil))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
    if (!fields.includes(key)) return [[key, without(child, fields, spoil)]]
    return spoil ? [[key, 'nonsense']] : []
  })
  return Object.fromEntries(entries)
}

describe.each([
  ['reward_largest_remainder', ['expected']],
  ['evm_openzeppelin_standard_merkle_tree', ['root', 'leaves', 'multiproof_0_1', 'tree', 'treeIndex']],
])('calc %s', (name, derived) => {
  it('gives the published file from the published file', async () => {
    expect(await recompute(calculation(name), vectors(name))).toEqual(vectors(name))
  })

  it('gives the same with every derived field missing', async () => {
    expect(await recompute(calculation(name), without(vectors(name), derived, false))).toEqual(vectors(name))
  })

  it('gives the same with nonsense in every derived field', async () => {
    const spoiled = without(
      vectors(name),
      derived.filter((field) => field !== 'multiproof_0_1'),
      true,
    )
    expect(await recompute(calculation(name), spoiled)).toEqual(vectors(name))
  })

  it('takes an array of cases', async () => {
    const { cases } = vectors(name)
    expect(await recompute(calculation(name), without(cases, derived, false))).toEqual(cases)
  })
})

describe('calc with bad inputs', () => {
  it('names the case', async () => {
    const refused = (words: RegExp) => expect.objectContaining({ code: 'calc.bad-case', message: expect.stringMatching(words) })
    const shares = calculation('reward_largest_remainder')
    await expect(recompute(shares, [{ id: 'thirds', total: '1.5', weights: [] }])).rejects.toThrow(refused(/^case thirds: total/))
    await expect(recompute(shares, ['no'])).rejects.toThrow(refused(/^case number 1/))
    const tree = calculation('evm_openzeppelin_standard_merkle_tree')
    const bad = [{ id: 'x', leafEncoding: ['uint8'], values: [['300']] }]
    await expect(recompute(tree, bad)).rejects.toThrow(refused(/^case x: Leaf 0/))
    await expect(recompute(tree, 'text')).rejects.toThrow(expect.objectContaining({ code: 'calc.not-cases' }))
  })

  it('reports what the rule itself refuses as the expected error', async () => {
    const weights = [
      { key: 'a', weight: '1' },
      { key: 'a', weight: '-1' },
    ]
    const results = await recompute(calculation('reward_largest_remainder'), [
      { id: 'n', total: '-1', weights: [] },
      { id: 'd', total: '1', weights: [weights[0], weights[0]] },
      { id: 'w', total: '1', weights: [weights[1]] },
    ])
    const errors = ['negative_total', 'duplicate_key', 'negative_weight'].map((error) => ({ expected: { error } }))
    expect(results).toMatchObject(errors)
  })
})
