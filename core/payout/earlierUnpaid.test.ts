import { expect, test } from 'vitest'
import { closingBooks } from '../rewards/closingBooks'
import { exampleSplitInput } from '../rewards/exampleSplit'
import { splitByTerms } from '../rewards/splitByTerms'
import { earlierUnpaid } from './earlierUnpaid'

test('[PO11] names the period before, until it is paid', () => {
  const input = exampleSplitInput()
  const first = splitByTerms(input)
  const period = { ...input.period, id: 'period-2', name: 'Second week' }
  const second = splitByTerms({ ...input, period, ...closingBooks([first], input.token) })
  expect(earlierUnpaid(first, [])).toBeNull()
  expect(earlierUnpaid(second, [])).toEqual({ id: 'period-1', name: 'First week' })
  expect(earlierUnpaid(second, [{ id: 'another' }])).toEqual({ id: 'period-1', name: 'First week' })
  expect(earlierUnpaid(second, [{ id: 'period-1' }])).toBeNull()
})
