import { latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { readTypedPlace } from './typedPlace'

describe('readTypedPlace', () => {
  it.each([
    ['50.0614, 19.9372', 50.0614, 19.9372],
    [' 41.1496 -8.6110 ', 41.1496, -8.611],
    ['50°03′41″ N 19°56′14″ E', 50 + 3 / 60 + 41 / 3600, 19 + 56 / 60 + 14 / 3600],
    ['8.611 W, 41.1496 N', 41.1496, -8.611],
    ['-90; 180', -90, 180],
  ])('reads %s', (text, lat, lng) => {
    const place = readTypedPlace(text)
    expect(place.lat).toBeCloseTo(lat, 9)
    expect(place.lng).toBeCloseTo(lng, 9)
  })

  it('says how it understood a sign', () => {
    expect(readTypedPlace('-41.1496, -8.611').readAs).toBe('41.14960° south, 8.61100° west')
  })

  it('takes the middle of a fine cell, and says that it is one', () => {
    const place = readTypedPlace(latLngToCell(50.0614, 19.9372, 12).toUpperCase())
    expect(Math.abs(place.lat - 50.0614)).toBeLessThan(0.0002)
    expect(place.readAs).toMatch(/the middle of a cell of resolution 12 \(11 m to a corner\)$/)
  })

  it.each([
    ['', 'position.empty', 'Type where it is'],
    ['50.0614', 'position.malformed', 'latitude, then longitude'],
    ['90.1, 0', 'position.malformed', 'latitude, then longitude'],
    ['50,0614, 19,9372', 'position.malformed', 'with points'],
    [latLngToCell(50, 19, 9), 'position.coarse-cell', 'resolution 10 or finer'],
    ['8fffffffffffffff', 'position.malformed', 'an H3 cell'],
  ])('refuses %s', (text, code, sentence) => {
    expect(() => readTypedPlace(text)).toThrow(
      expect.objectContaining({ code, field: 'place', message: expect.stringContaining(sentence) }),
    )
  })
})
