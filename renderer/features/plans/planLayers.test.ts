import { describe, expect, it } from 'vitest'
import type { PlanCells } from '#core/planning/planCells'
import { coverageLayer, demandLayer } from './planLayers'

/** Three cells: one that hotspots reach, one that only a site reaches, one that nobody does; the first by both. */
const reach: PlanCells = {
  resolution: 9,
  cells: BigUint64Array.from([1n, 2n, 3n]),
  hotspots: Uint16Array.from([2, 0, 0]),
  sitePtr: Int32Array.from([0, 1, 2, 2]),
  siteIdx: Int32Array.from([0, 0]),
}
const demand = Float32Array.from([5, 0, 7])

describe('layers of a plan', () => {
  it('put each cell in the first group that it belongs to', () => {
    const layer = coverageLayer(reach, 'Coverage')
    expect([...layer.values].map(layer.format)).toEqual(['Reached by hotspots', 'Reached by the sites alone', 'Not reached'])
    expect(coverageLayer(reach, 'A', 'left')).toMatchObject({ id: 'coverage-left', side: 'left' })
    expect('side' in layer).toBe(false)
  })

  it('show demand where there is any, and gaps where nobody reaches it', () => {
    expect([...(demandLayer({ reach, demand }, 'people', false)?.values ?? [])]).toEqual([5, Number.NaN, 7])
    const gaps = demandLayer({ reach, demand }, 'people', true)
    expect([...(gaps?.values ?? [])]).toEqual([Number.NaN, Number.NaN, 7])
    expect(gaps).toMatchObject({ domain: [0, 7], unit: 'people', combine: 'sum' })
    expect(demandLayer({ reach, demand: null }, 'people', true)).toBeNull()
  })
})
