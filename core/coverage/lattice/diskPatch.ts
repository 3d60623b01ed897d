/**
 * The places of a disk around a site, as spans of rows on the plane of every face that it touches. On a face's plane
 * the disk is an ellipse, so a row's span is a quadratic's; where it is none, or beyond the face, the whole face is taken.
 * A span may hold a few places beyond the disk: power decides on every place by itself.
 */
import { BLOCK_SHIFT } from './blockStore'
import type { FaceLattice } from './faceLattice'
import { FACE_EXTENT, type FaceFrame } from './icosahedron'

export const ROW_HEIGHT = Math.sqrt(3) / 2

/** Places are never missed by rounding: spans are taken wider by this part of a place. */
const SLACK = 0.05

/** A site as seen from the plane of one face, where it may lie beyond the face's edge. */
export interface SiteView {
  face: number
  siteX: number
  siteY: number
}

/** One face's part of a disk. Rows run along i, at constant j. */
export interface DiskPatch extends SiteView {
  firstRow: number
  /** First and last i of each row; empty rows have last < first. */
  starts: Int32Array
  ends: Int32Array
  /** Block rows and columns that the spans touch, and the slots of the blocks, -1 where there is none. */
  firstBlockI: number
  blocksI: number
  firstBlockJ: number
  blocksJ: number
  slots: Int32Array
  /** Faces of which a place may be instead, nearest to its centre; empty when the disk lies within this face. */
  rivals: readonly number[]
}

export interface UnitVector {
  x: number
  y: number
  z: number
}

/** The site must be less than 90° from the face's centre. */
export function viewSite(
  frame: FaceFrame,
  face: number,
  { x, y, z }: UnitVector,
): SiteView & { c: number; u: number; v: number } {
  const c = x * frame.cx + y * frame.cy + z * frame.cz
  const u = x * frame.ux + y * frame.uy + z * frame.uz
  const v = x * frame.vx + y * frame.vy + z * frame.vz
  return { face, siteX: u / c, siteY: v / c, c, u, v }
}

/** The disk's part on one face, or null when no place of the face's plane is in it. Slots are all -1. */
export function layPatch(
  lattice: FaceLattice,
  face: number,
  site: UnitVector,
  reachRad: number,
  rivals: readonly number[],
): DiskPatch | null {
  const frame = lattice.frames[face]
  if (!frame) return null
  const { unit } = lattice
  const { siteX, siteY, c, u, v } = viewSite(frame, face, site)
  const sin2 = Math.sin(reachRad) ** 2
  const cos2 = 1 - sin2
  const rowUnit = unit * ROW_HEIGHT
  let [lowY, highY] = [-FACE_EXTENT, FACE_EXTENT]
  if (c * c > sin2) {
    const middle = (c * v) / (c * c - sin2)
    const half = Math.sqrt(sin2 * Math.max(0, c * c + v * v - sin2)) / (c * c - sin2)
    lowY = Math.max(lowY, middle - half)
    highY = Math.min(highY, middle + half)
  }
  const firstRow = Math.ceil(lowY / rowUnit - SLACK)
  const rows = Math.floor(highY / rowUnit + SLACK) - firstRow + 1
  if (rows <= 0) return null
  const starts = new Int32Array(rows)
  const ends = new Int32Array(rows)
  let [lowI, highI] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < rows; row++) {
    const j = firstRow + row
    const y = j * rowUnit
    const a = c + y * v
    const b = 1 + y * y
    const quadratic = u * u - cos2
    let [lowX, highX] = [-FACE_EXTENT, FACE_EXTENT]
    if (quadratic < 0) {
      const root = Math.sqrt(Math.max(0, cos2 * (a * a + (u * u - cos2) * b)))
      lowX = Math.max(lowX, (a * u - root) / -quadratic)
      highX = Math.min(highX, (a * u + root) / -quadratic)
    }
    const start = Math.ceil(lowX / unit + j * 0.5 - SLACK)
    const end = Math.floor(highX / unit + j * 0.5 + SLACK)
    starts[row] = start
    ends[row] = end
    if (end < start) continue
    if (start < lowI) lowI = start
    if (end > highI) highI = end
  }
  if (highI < lowI) return null
  const firstBlockI = lowI >> BLOCK_SHIFT
  const blocksI = (highI >> BLOCK_SHIFT) - firstBlockI + 1
  const firstBlockJ = firstRow >> BLOCK_SHIFT
  const blocksJ = ((firstRow + rows - 1) >> BLOCK_SHIFT) - firstBlockJ + 1
  const slots = new Int32Array(blocksI * blocksJ).fill(-1)
  return { face, siteX, siteY, firstRow, starts, ends, firstBlockI, blocksI, firstBlockJ, blocksJ, slots, rivals }
}
