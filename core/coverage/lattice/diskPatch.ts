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
  rows: number
  /** First and last i of each row; empty rows have last < first. */
  starts: Int32Array
  ends: Int32Array
  /** The blocks around the spans, `blocksI` to a row, and their slots, -1 where there is none. */
  firstBlockI: number
  blocksI: number
  firstBlockJ: number
  blocks: number
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

/** A patch to lay disks into, again and again: a fleet of small arrays would be most of the work. */
export function emptyPatch(): DiskPatch {
  return {
    face: 0,
    siteX: 0,
    siteY: 0,
    firstRow: 0,
    rows: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    firstBlockI: 0,
    blocksI: 0,
    firstBlockJ: 0,
    blocks: 0,
    slots: new Int32Array(64),
    rivals: [],
  }
}

/** Lays the disk's part on one face into `patch`, with no slots yet. False when the face has no place in it. */
export function layPatch(
  patch: DiskPatch,
  lattice: FaceLattice,
  face: number,
  site: UnitVector,
  reachRad: number,
  rivals: readonly number[],
): boolean {
  const { unit } = lattice
  const view = viewSite(lattice.frames[face] as FaceFrame, face, site)
  const { c, u, v } = view
  const sin2 = Math.sin(reachRad) ** 2
  const cos2 = 1 - sin2
  const rowUnit = unit * ROW_HEIGHT
  let lowY = -FACE_EXTENT
  let highY = FACE_EXTENT
  if (c * c > sin2) {
    const middle = (c * v) / (c * c - sin2)
    const half = Math.sqrt(sin2 * Math.max(0, c * c + v * v - sin2)) / (c * c - sin2)
    lowY = Math.max(lowY, middle - half)
    highY = Math.min(highY, middle + half)
  }
  const firstRow = Math.ceil(lowY / rowUnit - SLACK)
  const rows = Math.floor(highY / rowUnit + SLACK) - firstRow + 1
  if (rows <= 0) return false
  if (rows > patch.starts.length) {
    patch.starts = new Int32Array(2 * rows)
    patch.ends = new Int32Array(2 * rows)
  }
  const { starts, ends } = patch
  const opening = u * u - cos2
  let lowI = Number.POSITIVE_INFINITY
  let highI = Number.NEGATIVE_INFINITY
  for (let row = 0; row < rows; row++) {
    const j = firstRow + row
    const y = j * rowUnit
    const a = c + y * v
    let lowX = -FACE_EXTENT
    let highX = FACE_EXTENT
    if (opening < 0) {
      const root = Math.sqrt(Math.max(0, cos2 * (a * a + opening * (1 + y * y))))
      lowX = Math.max(lowX, (a * u - root) / -opening)
      highX = Math.min(highX, (a * u + root) / -opening)
    }
    const start = Math.ceil(lowX / unit + j * 0.5 - SLACK)
    const end = Math.floor(highX / unit + j * 0.5 + SLACK)
    starts[row] = start
    ends[row] = end
    if (end < start) continue
    if (start < lowI) lowI = start
    if (end > highI) highI = end
  }
  if (highI < lowI) return false
  patch.face = face
  patch.siteX = view.siteX
  patch.siteY = view.siteY
  patch.rivals = rivals
  patch.firstRow = firstRow
  patch.rows = rows
  patch.firstBlockI = lowI >> BLOCK_SHIFT
  patch.blocksI = (highI >> BLOCK_SHIFT) - patch.firstBlockI + 1
  patch.firstBlockJ = firstRow >> BLOCK_SHIFT
  patch.blocks = patch.blocksI * (((firstRow + rows - 1) >> BLOCK_SHIFT) - patch.firstBlockJ + 1)
  if (patch.blocks > patch.slots.length) patch.slots = new Int32Array(2 * patch.blocks)
  patch.slots.fill(-1, 0, patch.blocks)
  return true
}
