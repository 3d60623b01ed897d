import { describe, expect, it } from 'vitest'
import { lineOfSight } from '#core/coverage/terrain/lineOfSight'
import type { TerrainProfile } from '#core/coverage/terrain/terrainProfile'
import type { Hotspot } from '#core/model/records'
import { pathEndText, readPathEnd } from './pathEnd'
import { profileCsv } from './profileFiles'
import { profilePicture, roundStep } from './profilePicture'

const hotspot = (id: string, name: string, lat: number | null): Hotspot => ({
  id,
  name,
  network: 'lorawan',
  lat,
  lng: lat === null ? null : 8,
  h3: null,
  place: null,
  owner: null,
  groups: [],
  importId: null,
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
})
const hotspots = [hotspot('key-a', 'North mast', 47), hotspot('key-b', 'North', 46), hotspot('key-c', 'Lost', null)]

function profileOf(elevations: number[]): TerrainProfile {
  const elevationsM = Float64Array.from(elevations)
  const along = elevationsM.map((_, index) => 46 + index / 1000)
  return {
    distanceM: (elevations.length - 1) * 100,
    resolutionM: 100,
    elevationsM,
    latDeg: along,
    lngDeg: along.map(() => 8),
    gaps: [],
    filled: 0,
  }
}

const heights = { fromM: 20, toM: 20 }

describe('the end of a path', () => {
  it('is read from coordinates, an exact name or key, or part of a name', () => {
    expect(readPathEnd('46.5, 8.25', hotspots)).toEqual({ lat: 46.5, lng: 8.25, hotspotId: null })
    expect(readPathEnd('north', hotspots)).toEqual({ lat: 46, lng: 8, hotspotId: 'key-b' })
    expect(readPathEnd('KEY-A', hotspots)?.hotspotId).toBe('key-a')
    expect(readPathEnd('mast', hotspots)?.hotspotId).toBe('key-a')
    for (const text of ['', 'nowhere', '95, 8', 'Lost']) expect(readPathEnd(text, hotspots)).toBeNull()
  })

  it('is shown by its name, or by coordinates', () => {
    expect(pathEndText({ lat: 47, lng: 8, hotspotId: 'key-a' }, hotspots)).toBe('North mast')
    expect(pathEndText({ lat: 46.5, lng: 8.25, hotspotId: null }, hotspots)).toBe('46.50000, 8.25000')
  })
})

describe('profilePicture', () => {
  const draw = (elevations: number[]) => {
    const profile = profileOf(elevations)
    return profilePicture({ ...profile, sight: lineOfSight(profile, heights, 868), heights }, { width: 600, height: 240 })
  }

  it('keeps everything within its frame', () => {
    const picture = draw([100, 120, 90, 160, 100, 100])
    for (const data of [picture.ground, picture.zone, picture.line, picture.blocking]) {
      for (const [, x, y] of data.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(picture.left - 0.1)
        expect(Number(x)).toBeLessThanOrEqual(picture.right + 0.1)
        expect(Number(y)).toBeGreaterThanOrEqual(picture.top - 0.1)
        expect(Number(y)).toBeLessThanOrEqual(picture.bottom + 0.1)
      }
    }
  })

  it('marks what blocks the line apart from what only enters the zone', () => {
    const blocked = draw([100, 100, 160, 100, 100, 100])
    expect(blocked.blocking).not.toBe('')
    const grazed = draw([100, 100, 118, 100, 100, 100])
    expect([grazed.blocking, grazed.intruding === '']).toEqual(['', false])
    const clear = draw([100, 0, 0, 0, 0, 100])
    expect([clear.blocking, clear.intruding]).toEqual(['', ''])
  })

  it('leaves ground out where none is known', () => {
    expect(draw([100, 100, 100, 100, 100, 100]).ground.match(/M/g)).toHaveLength(1)
    expect(draw([100, 100, Number.NaN, Number.NaN, 100, 100]).ground.match(/M/g)).toHaveLength(2)
  })

  it('has round steps', () => {
    expect([7, 13, 240, 0.9].map((range) => roundStep(range, 5))).toEqual([2, 5, 50, 0.2])
  })
})

describe('profileCsv', () => {
  it('has a line per sample and leaves empty what is not known', () => {
    const profile = profileOf([100, Number.NaN, 100])
    const lines = profileCsv(profile, lineOfSight(profile, heights, 868))
      .trimEnd()
      .split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]?.split(',')).toHaveLength(8)
    expect(lines[1]).toBe('0.0,46.000000,8.000000,100.0,100.00,120.00,0.00,20.00')
    expect(lines[2]).toMatch(/^100\.0,46\.001000,8\.000000,,,120\.00,\d\.\d\d,$/)
  })
})
