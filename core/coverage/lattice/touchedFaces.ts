/** Which faces a disk touches, and which face a place belongs to when its centre is near an edge. */
import type { UnitVector } from './diskPatch'
import type { FaceFrame } from './icosahedron'

const RADIANS = Math.PI / 180
const ROUNDING_RAD = 1e-9
/** Centres closer than this to the edge between two faces lie on it; others are 1e-8 away even at resolution 15. */
const ON_EDGE = 1e-10

export function unitVector(lat: number, lng: number): UnitVector {
  const cosLat = Math.cos(lat * RADIANS)
  return { x: cosLat * Math.cos(lng * RADIANS), y: cosLat * Math.sin(lng * RADIANS), z: Math.sin(lat * RADIANS) }
}

/** The faces with a point in the disk; usually only the one that the site is on. */
export function touchedFaces(frames: readonly FaceFrame[], site: UnitVector, reachRad: number): number[] {
  const nearness = frames.map(({ cx, cy, cz }) => site.x * cx + site.y * cy + site.z * cz)
  const farthestBeyond = -Math.sin(reachRad + ROUNDING_RAD)
  const touched: number[] = []
  for (const [face, near] of nearness.entries()) {
    if (
      near > 0 &&
      nearness.every((other, rival) => near >= other || (near - other) / edgeLength(frames, face, rival) >= farthestBeyond)
    )
      touched.push(face)
  }
  return touched
}

/** Length of the chord between two centres: turns a difference of nearness into the sine of the distance to their edge. */
function edgeLength(frames: readonly FaceFrame[], face: number, rival: number): number {
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
