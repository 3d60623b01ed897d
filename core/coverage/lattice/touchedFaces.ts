/** Which faces a disk touches, and which face a place belongs to when its centre is near an edge. */
import type { UnitVector } from './diskPatch'
import { FACE_COUNT, type FaceFrame } from './icosahedron'

const RADIANS = Math.PI / 180
const ROUNDING_RAD = 1e-9
/** Straight distance between the centres of neighbouring faces, on the unit sphere, rounded up. */
const NEIGHBOUR_CHORD = 0.7137
const ALONE: readonly (readonly number[])[] = Array.from({ length: FACE_COUNT }, (_, face) => [face])
/** Centres closer than this to the edge between two faces lie on it; others are 1e-8 away even at resolution 15. */
const ON_EDGE = 1e-10

export function unitVector(lat: number, lng: number): UnitVector {
  const cosLat = Math.cos(lat * RADIANS)
  return { x: cosLat * Math.cos(lng * RADIANS), y: cosLat * Math.sin(lng * RADIANS), z: Math.sin(lat * RADIANS) }
}

/** The faces with a point in the disk, in ascending order; usually only the one that the site is on. */
export function touchedFaces(frames: readonly FaceFrame[], site: UnitVector, reachRad: number): readonly number[] {
  const sinReach = Math.sin(reachRad + ROUNDING_RAD)
  let [face, nearest, next] = [-1, -1, -1]
  for (let candidate = 0; candidate < frames.length; candidate++) {
    const near = nearness(frames[candidate] as FaceFrame, site)
    if (near > nearest) {
      next = nearest
      nearest = near
      face = candidate
    } else if (near > next) next = near
  }
  // Whatever leaves a face crosses the edge to one of its three neighbours first.
  if (nearest - next > NEIGHBOUR_CHORD * sinReach) return ALONE[face] as readonly number[]
  const near = frames.map((frame) => nearness(frame, site))
  return near.flatMap((own, touched) => {
    const meets = near.every((other, rival) => own >= other || other - own <= chord(frames, touched, rival) * sinReach)
    return own > 0 && meets ? touched : []
  })
}

function nearness({ cx, cy, cz }: FaceFrame, { x, y, z }: UnitVector): number {
  return x * cx + y * cy + z * cz
}

/** Length of the chord between two centres: turns a difference of nearness into the sine of the distance to their edge. */
function chord(frames: readonly FaceFrame[], face: number, rival: number): number {
  const [a, b] = [frames[face] as FaceFrame, frames[rival] as FaceFrame]
  return Math.hypot(a.cx - b.cx, a.cy - b.cy, a.cz - b.cz)
}

/** Whether the place at (x, y) of a face's plane is this face's: the nearest centre's, the lowest number's on an edge. */
export function belongsTo(frames: readonly FaceFrame[], face: number, x: number, y: number, rivals: readonly number[]): boolean {
  const frame = frames[face] as FaceFrame
  const px = frame.cx + x * frame.ux + y * frame.vx
  const py = frame.cy + x * frame.uy + y * frame.vy
  const pz = frame.cz + x * frame.uz + y * frame.vz
  for (const rival of rivals) {
    const { cx, cy, cz } = frames[rival] as FaceFrame
    const nearer = px * (frame.cx - cx) + py * (frame.cy - cy) + pz * (frame.cz - cz)
    if (nearer < -ON_EDGE || (nearer <= ON_EDGE && rival < face)) return false
  }
  return true
}
