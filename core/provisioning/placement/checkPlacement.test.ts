import fc from 'fast-check'
import { cellToLatLng, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { NearbyPoints } from '../../geo/nearbyPoints'
import { greatCircleM } from '../../geo/sphere'
import { placeAt } from '../../geo/tangentPlane'
import { distanceText } from '../../words/distanceText'
import type { RecordedPosition } from '../provisioningFile'
import { checkPlacement, FAR_FROM_ORDER_M, MOVED_M, NEARBY_M, type PlacementQuestion, SCATTERED_RMS_M } from './checkPlacement'
import { gnssQuality } from './gnssQuality'
import { offsetText } from './offsetText'
import type { PlacedDevice } from './placedDevice'
import { placementFindingSchema } from './placementFinding'

const home = { lat: 50.0614, lng: 19.9372 }
const fix = {
  ...home,
  altitudeM: 219,
  fixes: 30,
  rejected: 0,
  scatterRmsM: 2.1,
  scatterMaxM: 4,
  quality: 'gps',
  hdop: 0.9,
  satellites: 9,
  firstTime: '2026-06-01T10:00:00.000Z',
  lastTime: '2026-06-01T10:00:29.000Z',
} as const
const at = (place: { lat: number; lng: number }): RecordedPosition => ({ ...place, source: 'gnss', fix: { ...fix, ...place } })
const question: PlacementQuestion = { position: at(home), workOrder: null, hotspots: [], records: [], identifiers: [] }
const hotspot = (id: string, place: { lat: number; lng: number } | null, updatedAt = '2026-05-01T00:00:00.000Z') => ({
  id,
  name: `Hotspot ${id}`,
  lat: place?.lat ?? null,
  lng: place?.lng ?? null,
  updatedAt,
})
const record = (name: string, place: { lat: number; lng: number }, more: Partial<PlacedDevice> = {}): PlacedDevice => ({
  name,
  ...place,
  at: '2026-06-01T09:00:00.000Z',
  identifiers: [],
  simulated: false,
  ...more,
})
const away = (eastM: number, northM: number, origin = home) => placeAt(origin, { eastM, northM })
const ask = (more: Partial<PlacementQuestion>) => checkPlacement({ ...question, ...more })

describe('what is odd about a place', () => {
  it('is nothing at the work order, with good fixes and nobody near', () => {
    expect(
      ask({ workOrder: away(FAR_FROM_ORDER_M - 1, 0), hotspots: [hotspot('a', away(0, NEARBY_M + 1)), hotspot('b', null)] }),
    ).toEqual([])
  })

  it('is being far from the work order, with the distance and the direction as said', () => {
    const [finding, ...more] = ask({ workOrder: away(-291, -291) })
    expect(more).toEqual([])
    expect(finding).toMatchObject({ code: 'far-from-order', distanceM: expect.closeTo(411.5, 0) })
    expect(finding?.message).toContain('412 m north-east of where the work order wants it')
    expect(ask({ workOrder: away(0, FAR_FROM_ORDER_M + 1) })).toHaveLength(1)
  })

  it('is another device near by: the nearest by name, and how many more', () => {
    const hotspots = [hotspot('far', away(350, 0)), hotspot('near', away(0, -42)), hotspot('out', away(500, 0))]
    const [finding, ...more] = ask({ hotspots, records: [record('Brisk Copper Heron', away(60, 0))] })
    expect(more).toEqual([])
    expect(finding).toMatchObject({ code: 'duplicate-nearby', distanceM: expect.closeTo(42, 3) })
    expect(finding?.message).toContain('Hotspot near stands 42 m away, and 2 more within 400 m')
  })

  it('is worse in the very cell that would be asserted', () => {
    const [lat, lng] = cellToLatLng(latLngToCell(home.lat, home.lng, 12))
    const inside = ask({ position: at(away(1, 1, { lat, lng })), hotspots: [hotspot('a', { lat, lng })] })
    expect(inside[0]?.message).toContain('stands 1 m away, in the same H3 cell: check')
    const outside = ask({ position: at(away(25, 0, { lat, lng })), hotspots: [hotspot('a', { lat, lng })] })
    expect(outside[0]?.message).toContain('stands 25 m away: check')
  })

  it('is not the device itself, however its address is written', () => {
    const identifiers = [{ kind: 'gateway-eui', value: 'AC:1F:09:FF:FE:00:00:01' }] as const
    const known = hotspot('ttn:AC1F09FFFE000001', away(10, 0))
    for (const id of [
      'ac1f09fffe000001',
      'AC1F09FFFE000001',
      'eui-ac1f09fffe000001',
      'ac-1f-09-ff-fe-00-00-01',
      'AC:1F:09:FF:FE:00:00:01',
    ]) {
      expect(ask({ identifiers: [{ kind: 'gateway-eui', value: id }], hotspots: [known] }), id).toEqual([])
      expect(
        ask({ identifiers, records: [record('same', away(10, 0), { identifiers: [{ kind: 'dev-eui', value: id }] })] }),
        id,
      ).toEqual([])
    }
    const key = { kind: 'helium-key', value: '112nYSS35MKvAqiV9ZLhSb8oEZ5EWVPoNtWrUgsqpf4tGJkbKAjx' } as const
    expect(ask({ identifiers: [key], hotspots: [hotspot(`helium:${key.value.toLowerCase()}`, away(10, 0))] })).toHaveLength(1)
  })

  it('is that this very device was elsewhere, by what is known last', () => {
    const identifiers = [{ kind: 'mac', value: '24:6F:28:00:00:01' }] as const
    const hotspots = [hotspot('other:24:6F:28:00:00:01', away(0, 1_240), '2026-03-02T10:00:00.000Z')]
    const [finding] = ask({ identifiers, hotspots })
    expect(finding).toMatchObject({ code: 'moved', distanceM: expect.closeTo(1_240, 0) })
    expect(finding?.message).toContain('last known 1.2 km north of here (2026-03-02)')
    const since = record('it', away(MOVED_M - 1, 0), { identifiers })
    expect(ask({ identifiers, hotspots, records: [since] })).toEqual([])
    const before = record('it', away(MOVED_M - 1, 0), { identifiers, at: '2026-01-01T00:00:00.000Z' })
    expect(ask({ identifiers, hotspots, records: [before] })).toHaveLength(1)
  })

  it('is not that another device joins the same server', () => {
    const identifiers = [
      { kind: 'join-eui', value: 'ac1f09fff8680811' },
      { kind: 'dev-eui', value: 'ac1f09fffe000001' },
    ] as const
    const other = record('other', away(0, 5_000), {
      identifiers: [identifiers[0], { kind: 'dev-eui', value: 'ac1f09fffe000002' }],
    })
    expect(ask({ identifiers, records: [other] })).toEqual([])
    // Nor where another calls itself by what is this one's server.
    const odd = record('odd', away(0, 5_000), { identifiers: [{ kind: 'dev-eui', value: 'ac1f09fff8680811' }] })
    expect(ask({ identifiers, records: [odd] })).toEqual([])
  })

  it('is not what a public list rounds to a large cell', () => {
    const [lat, lng] = cellToLatLng(latLngToCell(home.lat, home.lng, 8))
    const rounded = { lat, lng }
    expect(greatCircleM(home, rounded)).toBeGreaterThan(MOVED_M)
    const identifiers = [{ kind: 'helium-key', value: 'key' }] as const
    expect(ask({ identifiers, hotspots: [hotspot('helium:key', rounded)] })).toEqual([])
    const [finding] = ask({ position: at(away(30, 0, rounded)), hotspots: [hotspot('other', rounded)] })
    expect(finding?.message).toContain('30 m away, as far as its published place is exact')
  })

  it('is a scatter beyond a cell, and 0, 0', () => {
    const scattered = { ...at(home), fix: { ...fix, scatterRmsM: SCATTERED_RMS_M + 0.5, scatterMaxM: 31 } }
    expect(ask({ position: scattered })).toMatchObject([
      { code: 'scattered', message: expect.stringContaining('11 m (at most 31 m)') },
    ])
    const island = { lat: 0, lng: 0, source: 'typed', fix: null } as const
    expect(ask({ position: island, workOrder: home, hotspots: [hotspot('a', island)] })).toMatchObject([
      { code: 'null-island', distanceM: 0 },
    ])
  })

  it('finds near devices as an exact search does, at poles and antimeridian too', () => {
    const centres = fc.constantFrom(
      home,
      { lat: 89.9995, lng: 10 },
      { lat: -89.9, lng: -170 },
      { lat: -18, lng: 179.9999 },
      { lat: 0.2, lng: -180 },
    )
    const offset = fc.double({ min: -600, max: 600, noNaN: true })
    fc.assert(
      fc.property(centres, fc.array(fc.tuple(offset, offset), { minLength: 1, maxLength: 12 }), (centre, offsets) => {
        const places = offsets.map(([eastM, northM]) => placeAt(centre, { eastM, northM }))
        const expected = new NearbyPoints(places, NEARBY_M).within(centre).length
        const [finding] = ask({ position: at(centre), hotspots: places.map((place, index) => hotspot(`${index}`, place)) })
        expect(finding === undefined).toBe(expected === 0)
        if (expected > 1) expect(finding?.message).toContain(`and ${expected - 1} more`)
        if (finding) {
          expect(placementFindingSchema.parse(finding)).toEqual(finding)
          expect(finding.distanceM).toBe(Math.min(...places.map((place) => greatCircleM(centre, place))))
        }
      }),
    )
  })
})

describe('words', () => {
  it('say distances and the eight winds', () => {
    expect([0.4, 999.4, 999.6, 1_250, 99_949, 123_456].map(distanceText)).toEqual([
      '0 m',
      '999 m',
      '1.0 km',
      '1.3 km',
      '99.9 km',
      '123 km',
    ])
    const winds = [
      [0, 9],
      [9, 9],
      [9, 0],
      [9, -9],
      [0, -9],
      [-9, -9],
      [-9, 0],
      [-9, 9],
      [-1, 9],
    ] as const
    expect(winds.map(([eastM, northM]) => offsetText(home, away(eastM, northM)).replace(/^\d+ m /, ''))).toEqual([
      'north',
      'north-east',
      'east',
      'south-east',
      'south',
      'south-west',
      'west',
      'north-west',
      'north',
    ])
  })

  it('call a fix as good as its worst figure', () => {
    expect(gnssQuality({ hdop: 0.9, satellites: 9, scatterRmsM: 2 })).toBe('good')
    expect(gnssQuality({ hdop: 0.9, satellites: 6, scatterRmsM: 2 })).toBe('usable')
    expect(gnssQuality({ hdop: 0.9, satellites: 9, scatterRmsM: 20 })).toBe('poor')
    expect(gnssQuality({ hdop: 5.1, satellites: 9, scatterRmsM: 2 })).toBe('poor')
    expect(gnssQuality({ hdop: 2.1, satellites: 4, scatterRmsM: 2 })).toBe('poor')
  })
})
