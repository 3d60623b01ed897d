import { cellToLatLng, getPentagons, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { FaceLattice } from './faceLattice'
import { faceFrames } from './icosahedron'

const vectors = readFixtureJson('vectors/h3_faces.json') as {
  faces: { centre: number[]; iAxisAzimuthRad: number }[]
}
const RADIANS = Math.PI / 180

/** The same numbers on every run. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Where the centre of an H3 cell lies: the face nearest to it, and its place there before rounding. */
function placeOf(lattice: FaceLattice, cell: string): { face: number; i: number; j: number } {
  const [lat, lng] = cellToLatLng(cell)
  const [cosLat, sinLat] = [Math.cos(lat * RADIANS), Math.sin(lat * RADIANS)]
  const [px, py, pz] = [cosLat * Math.cos(lng * RADIANS), cosLat * Math.sin(lng * RADIANS), sinLat]
  let face = 0
  let nearest = -1
  for (const [candidate, { cx, cy, cz }] of lattice.frames.entries()) {
    const cos = px * cx + py * cy + pz * cz
    if (cos > nearest) [face, nearest] = [candidate, cos]
  }
  const frame = lattice.frames[face]
  if (!frame) throw new Error('no face')
  const x = (px * frame.ux + py * frame.uy + pz * frame.uz) / nearest / lattice.unit
  const y = (px * frame.vx + py * frame.vy + pz * frame.vz) / nearest / lattice.unit
  const j = y / (Math.sqrt(3) / 2)
  return { face, i: x + j / 2, j }
}

describe('the lattice of the faces', () => {
  it('has the published centres and axes', () => {
    for (const [face, { centre, iAxisAzimuthRad }] of vectors.faces.entries()) {
      const frame = faceFrames(0)[face]
      expect([frame?.cx, frame?.cy, frame?.cz]).toEqual(centre)
      // North has no y component east of the centre: the i axis points up by the cosine of its azimuth.
      expect(frame?.uz).toBeCloseTo(Math.cos(iAxisAzimuthRad) * Math.hypot(centre[0] ?? 0, centre[1] ?? 0), 14)
    }
  })

  it.each(Array.from({ length: 16 }, (_, resolution) => resolution))(
    'is H3 on random points of every face at resolution %i',
    (resolution) => {
      const lattice = new FaceLattice(resolution)
      const random = randomNumbers(resolution + 1)
      const seen = new Set<number>()
      for (let point = 0; point < 1500; point++) {
        const lat = Math.asin(2 * random() - 1) / RADIANS
        const cell = latLngToCell(lat, 360 * random() - 180, resolution)
        const { face, i, j } = placeOf(lattice, cell)
        seen.add(face)
        const [wholeI, wholeJ] = [Math.round(i), Math.round(j)]
        expect(Math.abs(i - wholeI) + Math.abs(j - wholeJ)).toBeLessThan(1e-6)
        expect(lattice.index(face, wholeI, wholeJ).toString(16)).toBe(cell)
        const [centreLat, centreLng] = lattice.centre(face, wholeI, wholeJ)
        const [h3Lat, h3Lng] = cellToLatLng(cell)
        expect(Math.abs(centreLat - h3Lat)).toBeLessThan(1e-11)
        expect(Math.abs(centreLng - h3Lng) * Math.cos(h3Lat * RADIANS)).toBeLessThan(1e-11)
      }
      if (resolution > 0) expect(seen.size).toBe(20)
    },
  )

  it('is H3 all around the pentagons', () => {
    const random = randomNumbers(77)
    for (const resolution of [1, 4, 9, 14]) {
      const lattice = new FaceLattice(resolution)
      for (const pentagon of getPentagons(resolution)) {
        const [lat, lng] = cellToLatLng(pentagon)
        for (let point = 0; point < 40; point++) {
          const spread = 10 ** -(3 * random() + resolution / 4)
          const cell = latLngToCell(lat + spread * (random() - 0.5), lng + spread * (random() - 0.5), resolution)
          const { face, i, j } = placeOf(lattice, cell)
          expect(lattice.index(face, Math.round(i), Math.round(j)).toString(16)).toBe(cell)
        }
      }
    }
  })
})
