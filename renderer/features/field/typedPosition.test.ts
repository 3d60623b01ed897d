import { describe, expect, it } from 'vitest'
import { parsePosition } from './typedPosition'

describe('parsePosition', () => {
  it('reads degrees with a sign and a point', () => {
    expect(parsePosition({ lat: ' 41.1496 ', lng: '-8.6110' })).toEqual({ lat: 41.1496, lng: -8.611 })
    expect(parsePosition({ lat: '-90', lng: '180' })).toEqual({ lat: -90, lng: 180 })
  })

  it.each([
    [{ lat: '', lng: '0' }, 'Write the latitude'],
    [{ lat: '41,15', lng: '0' }, 'Write the latitude'],
    [{ lat: '41', lng: '8° W' }, 'Write the longitude'],
    [{ lat: '90.1', lng: '0' }, 'between -90 and 90'],
    [{ lat: '0', lng: '-180.5' }, 'between -180 and 180'],
    [{ lat: '1e1', lng: '0' }, 'Write the latitude'],
  ])('refuses %o', (typed, sentence) => {
    expect(() => parsePosition(typed)).toThrow(sentence)
  })
})
