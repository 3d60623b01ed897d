import { describe, expect, it } from 'vitest'
import { indexHotspots } from './hotspotIndex'
import { hotspotsInRing } from './hotspotsInRing'

const at = (lng: number, lat: number) => ({ id: `${lng}/${lat}`, h3: null, lat, lng })

describe('hotspots within an outline', () => {
  const fleet = [at(-179.5, -17), at(179.5, -17), at(170, -17), at(0, 0), at(2, 2), at(10, 88), at(-120, 88), at(10, 60)]
  const index = indexHotspots(fleet)
  const chosen = (ring: [number, number][]) =>
    hotspotsInRing(index, ring)
      .map((place) => fleet[place]?.id)
      .sort()

  it('takes those inside and no others', () => {
    expect(
      chosen([
        [-1, -1],
        [3, -1],
        [3, 1],
        [1, 1],
        [1, 3],
        [-1, 3],
      ]),
    ).toEqual(['0/0'])
  })

  it('crosses the antimeridian', () => {
    const ring: [number, number][] = [
      [179, -18],
      [-179, -18],
      [-179, -16],
      [179, -16],
    ]
    expect(chosen(ring)).toEqual(['-179.5/-17', '179.5/-17'])
    expect(chosen([...ring].reverse())).toEqual(['-179.5/-17', '179.5/-17'])
  })

  it('goes around a pole', () => {
    const around = (latitude: number) => [-180, -90, 0, 90].map((lng): [number, number] => [lng, latitude])
    expect(chosen(around(50))).toEqual(['-120/88', '10/60', '10/88'])
    expect(chosen(around(84))).toEqual(['-120/88', '10/88'])
  })

  it('encloses nothing with fewer than three corners', () => {
    expect(
      chosen([
        [0, 0],
        [1, 1],
      ]),
    ).toEqual([])
  })
})
