import { expect, test } from 'vitest'
import { contributionIdOf, isContributionOf } from './contributionId'

const period = { id: 'period-1', contentSha256: 'a'.repeat(64), amountsSha256: 'a'.repeat(64) }

test('[PE14] contributions are of one content of their period', () => {
  const id = contributionIdOf(period, 'mast-1')
  expect(isContributionOf(period, id)).toBe(true)
  // Another file, or the same after another period was paid.
  for (const changed of [{ contentSha256: 'b'.repeat(64) }, { amountsSha256: 'b'.repeat(64) }]) {
    const other = { ...period, ...changed }
    expect(contributionIdOf(other, 'mast-1')).not.toBe(id)
    expect(isContributionOf(other, id)).toBe(false)
  }
})

test('[PE14] a period from before there were digests has all that names it', () => {
  const old = { id: 'old' }
  expect(contributionIdOf(old, 'mast-1')).toBe('old:mast-1')
  expect(isContributionOf(old, 'old:mast:1')).toBe(true)
})
