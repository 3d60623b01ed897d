import { expect, it } from 'vitest'
import { countText } from './countText'
import { fixedText, numberText } from './numberText'

it('groups digits and leaves out zeros at the end', () => {
  expect([0, 999, 3640, 1234567.5].map((value) => numberText(value))).toEqual(['0', '999', '3,640', '1,234,567.5'])
  expect(numberText(12.3456, 1)).toBe('12.3')
  expect(numberText(-1200)).toBe('−1,200')
})

it('keeps the zeros where figures stand below each other', () => {
  expect([fixedText(-92, 1), fixedText(2.719, 2)]).toEqual(['−92.0', '2.72'])
})

it('speaks of one and of many', () => {
  expect([0, 1, 2, 1000].map((count) => countText(count, 'hotspot'))).toEqual([
    '0 hotspots',
    '1 hotspot',
    '2 hotspots',
    '1,000 hotspots',
  ])
  expect(countText(2, 'thing needs', 'things need')).toBe('2 things need')
})
