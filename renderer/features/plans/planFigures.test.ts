import { describe, expect, it } from 'vitest'
import { countText, formatArea, formatDistance, formatShare } from './planFigures'

describe('figures of a plan', () => {
  it('says all only when it is all, and nothing only when it is nothing', () => {
    expect(formatShare(0, 100)).toBe('0%')
    expect(formatShare(1, 100_000)).toBe('0.1%')
    expect(formatShare(99_999, 100_000)).toBe('99.9%')
    expect(formatShare(100, 100)).toBe('100%')
    expect(formatShare(0, 0)).toBe('0%')
    expect(formatShare(1, 3)).toBe('33.3%')
  })

  it('writes lengths, areas and counts', () => {
    expect(formatDistance(999)).toBe('999 m')
    expect(formatDistance(1_500)).toBe('1.5 km')
    expect(formatArea(40_000)).toBe('40,000 m²')
    expect(formatArea(78_345_678)).toBe('78.3 km²')
    expect(countText(1, 'site')).toBe('1 site')
    expect(countText(1_200, 'cell')).toBe('1,200 cells')
  })
})
