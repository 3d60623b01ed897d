import { describe, expect, it } from 'vitest'
import { formatPosition, parseCell, parsePosition } from './coordinates'

describe('typed places', () => {
  it('reads latitude and longitude as people write them', () => {
    expect(parsePosition('37.77, -122.42')).toEqual({ lat: 37.77, lng: -122.42 })
    expect(parsePosition(' -17 179.9 ')).toEqual({ lat: -17, lng: 179.9 })
    expect(parsePosition('50.06°; 19.93°')).toEqual({ lat: 50.06, lng: 19.93 })
  })

  it('refuses what is no position', () => {
    expect(parsePosition('91, 0')).toBeNull()
    expect(parsePosition('0, 181')).toBeNull()
    expect(parsePosition('37.77')).toBeNull()
    expect(parsePosition('Rare Smoke Puma')).toBeNull()
  })

  it('reads H3 cells in either case and refuses others', () => {
    expect(parseCell(' 8C44A1A8A6B61FF ')).toBe('8c44a1a8a6b61ff')
    expect(parseCell('8f44a1a8a6b61ff')).toBeNull()
    expect(parseCell('hello')).toBeNull()
  })

  it('writes as many decimals as the zoom can tell apart, within the globe', () => {
    expect(formatPosition(-17, 181.25, 4)).toBe('-17.0, -178.8')
    expect(formatPosition(37.774_9, -122.419_4, 14)).toBe('37.77490, -122.41940')
  })
})
