import { describe, expect, it } from 'vitest'
import { additionsPerBar, daySpan, dayText, hotspotDays, narrowToDays } from './hotspotDates'
import { indexHotspots } from './hotspotIndex'

const fleet = [
  { since: '2024-01-01', createdAt: '2026-05-01T10:00:00.000Z' },
  { since: undefined, createdAt: '2024-01-03T23:59:59.999Z' },
  { since: '2024-01-11', createdAt: '2026-05-01T10:00:00.000Z' },
  { since: undefined, createdAt: '' },
]
const days = hotspotDays(fleet)
const first = days[0] ?? 0

describe('the history of a fleet', () => {
  it('begins where a hotspot says, or where it was recorded', () => {
    expect([...days].map((day) => day - first)).toEqual([0, 2, 10, Number.NaN])
    expect(dayText(first)).toBe('2024-01-01')
    expect(daySpan(days)).toEqual({ from: first, to: first + 10 })
    expect(daySpan(new Float64Array([Number.NaN]))).toBeNull()
  })

  it('keeps what came within a range, and what has no date', () => {
    const index = indexHotspots(fleet.map((_, i) => ({ id: String(i), h3: null, lat: i, lng: i })))
    const kept = (from: number, to: number) => [...narrowToDays(index, days, { from: first + from, to: first + to }).order].sort()
    expect(kept(0, 2)).toEqual([0, 1, 3])
    expect(kept(1, 10)).toEqual([1, 2, 3])
    expect(kept(3, 9)).toEqual([3])
  })

  it('counts every dated hotspot once, the last day included', () => {
    expect([...additionsPerBar(days, { from: first, to: first + 10 }, 11)]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1])
    expect([...additionsPerBar(days, { from: first, to: first + 10 }, 2)]).toEqual([2, 1])
  })
})
