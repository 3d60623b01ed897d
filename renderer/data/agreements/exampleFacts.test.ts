import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { Period } from '#core/model/records'
import { latestOf } from './exampleFacts'

const token = { symbol: 'HNT', decimals: 8 }
const period = (id: string, more: Partial<Period>): Period => ({
  ...{ id, name: id, network: 'helium', token, sourceFile: '', contributionCount: 0, totalBaseUnits: '0', importId: null },
  ...{ createdAt: '2026-03-01T00:00:00.000Z', updatedAt: '2026-03-01T00:00:00.000Z' },
  ...more,
})

test('[WE1] the latest period of the token is taken, and no correction, and nothing of the demo', () => {
  const periods = [
    period('january', { end: '2026-02-01T00:00:00.000Z' }),
    period('february', { end: '2026-03-01T00:00:00.000Z' }),
    period('corrected', { end: '2026-04-01T00:00:00.000Z', corrects: [{ id: 'january', amountsSha256: '0' }] }),
    period('other', { end: '2026-05-01T00:00:00.000Z', token: { symbol: 'WXM', decimals: 18 } }),
    period('demo-period', { end: '2026-06-01T00:00:00.000Z' }),
  ]
  expect(latestOf(token, false, periods)?.id).toBe('february')
  expect(latestOf(token, true, periods)?.id).toBe('demo-period')
  expect(latestOf({ symbol: 'IOT', decimals: 6 }, false, periods)).toBeNull()
})
