import fc from 'fast-check'
import { cellToLatLng, getPentagons } from 'h3-js'
import { expect, it } from 'vitest'
import { EARTH_RADIUS_M } from '../../geo/sphere'
import { readRadioProfile } from '../readRadioProfile'
import { CoveragePainter } from './coveragePainter'
import { FirstOrders } from './firstOrders'
import { faceFrames, latticeUnit } from './icosahedron'
import { unitVector } from './touchedFaces'

const DEGREES = 180 / Math.PI

/** Corners and edges of the faces, where the lattice is bent, and where latitude and longitude end. */
const corners = getPentagons(5).map((cell) => cellToLatLng(cell))
const centres = faceFrames(0).map(({ cx, cy, cz }): [number, number] => [Math.asin(cz) * DEGREES, Math.atan2(cy, cx) * DEGREES])
const edges = centres.flatMap(([lat, lng], face): [number, number][] => {
  const [otherLat, otherLng] = centres[(face + 1) % centres.length] ?? [0, 0]
  return [[(lat + otherLat) / 2, (lng + otherLng) / 2]]
})
const bent = [...corners, ...edges, [90, 0], [-90, 0], [0, 180], [0, -180]]

const place = fc.oneof(
  fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true })),
  fc
    .tuple(
      fc.constantFrom(...bent),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.nat(5),
    )
    .map(([[lat = 0, lng = 0], north, east, closeness]) => [
      Math.max(-90, Math.min(90, lat + north * 10 ** -closeness)),
      Math.max(-180, Math.min(180, lng + east * 10 ** -closeness)),
    ]),
)

it('is never later than the first cell that a disk covers', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 11 }),
      place,
      fc.double({ min: 0.6, max: 22, noNaN: true }),
      (resolution, at, cells) => {
        const [lat = 0, lng = 0] = at
        const reachM = Math.min(2_900_000, cells * latticeUnit(resolution) * EARTH_RADIUS_M)
        const { profile } = readRadioProfile({
          model: 'free-space',
          frequencyMhz: 868,
          txPowerDbm: 14,
          antennaGainDbi: 3,
          antennaHeightM: 30,
          receiverHeightM: 1.5,
          sensitivityDbm: -300,
          maxDistanceM: reachM,
        })
        const painter = new CoveragePainter(resolution, [profile])
        painter.add({ lat, lng, profile: 0 })
        const [first] = painter.cells().cells
        fc.pre(first !== undefined)
        for (let level = 0; level <= resolution; level++) {
          const order = Number(((first ?? 0n) >> BigInt(45 - 3 * level)) & ((1n << BigInt(7 + 3 * level)) - 1n))
          const site = { lat, lng, profile: 0, ...unitVector(lat, lng), reachRad: reachM / EARTH_RADIUS_M, nearPole: false }
          expect(new FirstOrders(level).of(site)).toBeLessThanOrEqual(order)
        }
      },
    ),
    { numRuns: 200 },
  )
})

it('says more than nothing where disks are small against the earth', () => {
  const [lat, lng] = [40.7, -74]
  const site = { lat, lng, profile: 0, ...unitVector(lat, lng), reachRad: 1e-4, nearPole: false }
  expect(new FirstOrders(6).of(site)).toBeGreaterThan(20 * 8 ** 6)
  expect(new FirstOrders(6).of({ ...site, reachRad: 0.4 })).toBe(0)
})
