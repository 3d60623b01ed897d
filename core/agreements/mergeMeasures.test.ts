import { expect, it } from 'vitest'
import { mergeMeasures } from './mergeMeasures'
import { NO_MEASURES } from './poolWeights'

const hotspots = (...given: { hotspotKey: string; uptime?: string; data?: string }[]) => ({ ...NO_MEASURES, hotspots: given })

it('[PI4] a column of a table replaces that whole column, and leaves the others', () => {
  const before = hotspots({ hotspotKey: 'h1', uptime: '5', data: '7' }, { hotspotKey: 'h2', uptime: '6' })
  expect(mergeMeasures(before, hotspots({ hotspotKey: 'h1', uptime: '9' }, { hotspotKey: 'h3', uptime: '1' })).hotspots).toEqual([
    { hotspotKey: 'h1', data: '7', uptime: '9' },
    { hotspotKey: 'h3', uptime: '1' },
  ])
})

it('[PI4] contributions and hotspots stand side by side', () => {
  const before = { ...hotspots({ hotspotKey: 'h1', data: '7' }), contributions: [{ memberId: 'a', weight: '1' }] }
  const other = { ...NO_MEASURES, contributions: [{ memberId: 'b', weight: '2' }] }
  expect(mergeMeasures(before, other)).toEqual({ hotspots: before.hotspots, contributions: other.contributions })
})
