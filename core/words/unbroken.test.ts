import { expect, test } from 'vitest'
import { unbroken } from './unbroken'

test('a number stays with its unit, and other words part as before', () => {
  expect(unbroken('Ada gets 2.5 % of 200 HNT, Bo 12 parts')).toBe('Ada gets 2.5\u00a0% of 200\u00a0HNT, Bo 12 parts')
})
