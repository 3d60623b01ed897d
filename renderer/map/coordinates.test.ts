import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPosition, parseCell, parsePosition } from './coordinates'

describe('typed places', () => {
  it('reads latitude and longitude as people write them', () => {
    expect(parsePosition('37.77, -122.42')).toEqual({ lat: 37.77, lng: -122.42 })
    expect(parsePosition(' -17 179.9 ')).toEqual({ lat: -17, lng: 179.9 })
    expect(parsePosition('50.06°; 19.93°')).toEqual({ lat: 50.06, lng: 19.93 })
  })

  it('reads degrees, minutes and seconds, with a sign or a letter on either side', () => {
    const sanFrancisco = { lat: 37 + 46 / 60 + 29.64 / 3_600, lng: -(122 + 25 / 60 + 9.84 / 3_600) }
    for (const text of [
      `37°46'29.64"N 122°25'9.84"W`,
      `37° 46′ 29.64″ N, 122° 25′ 9.84″ W`,
      `N37°46'29.64" W122°25'9.84"`,
      `W 122°25'9.84", N 37°46'29.64"`,
      '37 46 29.64, -122 25 9.84',
      '37:46:29.64 -122:25:9.84',
      '37d46m29.64s N 122d25m9.84s W',
    ]) {
      const position = parsePosition(text)
      expect(position?.lat, text).toBeCloseTo(sanFrancisco.lat, 9)
      expect(position?.lng, text).toBeCloseTo(sanFrancisco.lng, 9)
    }
    expect(parsePosition(`0° 30' S, 179° 59.5' E`)).toEqual({ lat: -0.5, lng: 179 + 59.5 / 60 })
    expect(parsePosition('−17.5, −179')).toEqual({ lat: -17.5, lng: -179 })
    expect(parsePosition('17.5S 179E')).toEqual({ lat: -17.5, lng: 179 })
    expect(parsePosition('+48.2;+16.37')).toEqual({ lat: 48.2, lng: 16.37 })
  })

  it('reads back every position it is given in decimals', () => {
    const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((millionths) => millionths / 1e6)
    fc.assert(
      fc.property(degrees(90), degrees(180), fc.constantFrom(', ', ' ', ';', ','), (lat, lng, between) => {
        const position = parsePosition(`${lat.toFixed(6)}${between}${lng.toFixed(6)}`)
        expect(position?.lat).toBeCloseTo(lat, 9)
        expect(position?.lng).toBeCloseTo(lng, 9)
      }),
    )
  })

  it('refuses what is no position', () => {
    for (const text of [
      `37°60'0"N 122°0'0"W`,
      `37.5°30'N 122°W`,
      'N37S 12E',
      '-37N 12E',
      '37N 12N',
      '12E 13W',
      '1, 2, 3',
      '1 2 3',
      '',
      'N',
      '37,',
    ]) {
      expect(parsePosition(text), text).toBeNull()
    }
    expect(parsePosition('91, 0')).toBeNull()
    expect(parsePosition('0, 181')).toBeNull()
    expect(parsePosition('37.77')).toBeNull()
    expect(parsePosition('Rare Smoke Puma')).toBeNull()
  })

  it('reads H3 cells in either case and refuses others', () => {
    expect(parseCell(' 8C44A1A8A6B61FF ')).toBe('8c44a1a8a6b61ff')
    expect(parseCell('0x8c44a1a8a6b61ff')).toBe('8c44a1a8a6b61ff')
    expect(parseCell('8f44a1a8a6b61ff')).toBeNull()
    expect(parseCell('hello')).toBeNull()
  })

  it('writes as many decimals as the zoom can tell apart, within the globe', () => {
    expect(formatPosition(-17, 181.25, 4)).toBe('-17.0, -178.8')
    expect(formatPosition(37.774_9, -122.419_4, 14)).toBe('37.77490, -122.41940')
  })
})
