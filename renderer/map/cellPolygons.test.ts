import { getPentagons, getRes0Cells, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellPolygons, cellRing } from './cellPolygons'

/** The antimeridian, both poles, a face's edge, a place like any other; and every pentagon of a fine resolution. */
const CELLS = [
  ...getRes0Cells(),
  ...getPentagons(7),
  ...[
    [-17, 179.99],
    [90, 0],
    [-89.99, -100],
    [64.7, 10.536],
    [37.77, -122.42],
  ].flatMap(([lat = 0, lng = 0]) => gridDisk(latLngToCell(lat, lng, 4), 8)),
]

describe('cells as polygons', () => {
  it('have the ring of each cell, in any turn of the globe', () => {
    for (const centre of [0, 179, -540, 725]) {
      const { startIndices, positions, length } = cellPolygons(CELLS, centre)
      expect(length).toBe(CELLS.length)
      const rings = CELLS.map((_, i) =>
        Array.from(positions.subarray((startIndices[i] ?? 0) * 2, (startIndices[i + 1] ?? 0) * 2)),
      )
      expect(rings).toEqual(CELLS.map((cell) => cellRing(cell, centre).flat()))
    }
  })

  it('are fans of triangles that stay within their own ring', () => {
    const { startIndices, indices } = cellPolygons(CELLS, 0)
    const fans = CELLS.flatMap((_, i) => {
      const [start = 0, end = 0] = startIndices.subarray(i, i + 2)
      return Array.from({ length: Math.max(0, end - start - 2) }, (_, corner) => [start, start + corner + 1, start + corner + 2])
    })
    expect(Array.from(indices)).toEqual(fans.flat())
  })
})
