/** Cuts rings to a rectangle (Sutherland–Hodgman), so that only land near the view is triangulated and drawn. */
import type { Bounds } from './mapView'

/**
 * A flat open ring [x0, y0, x1, y1, …] cut to `bounds` after moving it by `shift` degrees of longitude; empty when outside.
 * Parts that leave the rectangle are joined along its edges, which shows in an outline but not in a fill.
 */
export function clipRing(ring: ArrayLike<number>, shift: number, bounds: Bounds): number[] {
  let corners: number[] = []
  for (let i = 0; i < ring.length; i += 2) corners.push((ring[i] ?? 0) + shift, ring[i + 1] ?? 0)
  corners = clipEdge(corners, 0, bounds.west, 1)
  corners = clipEdge(corners, 0, bounds.east, -1)
  corners = clipEdge(corners, 1, bounds.south, 1)
  return clipEdge(corners, 1, bounds.north, -1)
}

/** Keeps the side of a line where (value - limit) * sign >= 0 on one axis (0 = longitude, 1 = latitude). */
function clipEdge(ring: number[], axis: 0 | 1, limit: number, sign: 1 | -1): number[] {
  const kept: number[] = []
  const count = ring.length / 2
  for (let i = 0; i < count; i++) {
    const j = (i + count - 1) % count
    const ax = ring[2 * j] ?? 0
    const ay = ring[2 * j + 1] ?? 0
    const bx = ring[2 * i] ?? 0
    const by = ring[2 * i + 1] ?? 0
    const before = ((axis === 0 ? ax : ay) - limit) * sign
    const here = ((axis === 0 ? bx : by) - limit) * sign
    if (before < 0 !== here < 0) {
      const t = before / (before - here)
      kept.push(ax + t * (bx - ax), ay + t * (by - ay))
    }
    if (here >= 0) kept.push(bx, by)
  }
  return kept
}
