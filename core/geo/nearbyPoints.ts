/**
 * Which of many points lie within a distance of a place, exactly and fast. Points are unit vectors sorted into cubes
 * whose side is at least the reach, so that only neighbouring cubes are searched; nothing is special at poles or antimeridian.
 * Distances are great-circle metres on H3's sphere; a chord of a known length stands for each.
 */
import { invariant } from '../model/problem'
import { EARTH_RADIUS_M, type LatLng, unitVector } from './sphere'

/** On the unit sphere, about 127 m: smaller cubes could not be numbered without gaps in a double. */
const smallestCube = 2e-5

export class NearbyPoints {
  private readonly vectors: Float64Array
  private readonly cubes = new Map<number, number[]>()
  private readonly reachM: number
  private readonly cubeSide: number
  private readonly cubesPerAxis: number

  /** @param reachM the furthest that will be asked for */
  constructor(points: readonly LatLng[], reachM: number) {
    this.reachM = reachM
    const chord = chordOf(reachM)
    invariant(chord > 0, 'a reach is positive')
    this.cubeSide = Math.max(chord, smallestCube)
    this.cubesPerAxis = Math.ceil(2 / this.cubeSide) + 3
    this.vectors = new Float64Array(points.length * 3)
    for (const [index, point] of points.entries()) {
      const vector = unitVector(point)
      this.vectors.set(vector, index * 3)
      const cube = this.cubeOf(...vector)
      const members = this.cubes.get(cube)
      if (members === undefined) this.cubes.set(cube, [index])
      else members.push(index)
    }
  }

  /** Indices of the points within reach of a place, or within less, cube by cube. */
  within(place: LatLng, reachM = this.reachM): number[] {
    invariant(reachM <= this.reachM, 'no reach goes beyond the one that was announced')
    const [x, y, z] = unitVector(place)
    const centre = this.cubeOf(x, y, z)
    const squared = chordOf(reachM) ** 2
    const found: number[] = []
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) {
        for (let k = -1; k <= 1; k++) {
          for (const index of this.cubes.get(centre + (i * this.cubesPerAxis + j) * this.cubesPerAxis + k) ?? []) {
            const dx = (this.vectors[index * 3] ?? 0) - x
            const dy = (this.vectors[index * 3 + 1] ?? 0) - y
            const dz = (this.vectors[index * 3 + 2] ?? 0) - z
            if (dx * dx + dy * dy + dz * dz <= squared) found.push(index)
          }
        }
      }
    }
    return found
  }

  private cubeOf(x: number, y: number, z: number): number {
    const [i, j, k] = [this.axisCube(x), this.axisCube(y), this.axisCube(z)]
    return (i * this.cubesPerAxis + j) * this.cubesPerAxis + k
  }

  /** From 1 on, so that the neighbour below exists as well. */
  private axisCube(coordinate: number): number {
    return Math.floor((coordinate + 1) / this.cubeSide) + 1
  }
}

/** Of a distance over ground, on the unit sphere. */
function chordOf(distanceM: number): number {
  return 2 * Math.sin(Math.min(distanceM / EARTH_RADIUS_M, Math.PI) / 2)
}
