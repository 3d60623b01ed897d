/**
 * Land as the buffers that the polygon layer draws without work of its own, made in a worker. They have the same shape as
 * those of cells, so that a machine's driver has prepared itself for cells once it has drawn the land.
 */
import earcut from 'earcut'
import type { BasemapPiece } from './basemapGeometry'
import { type CellPolygons, polygonBuffers } from './cellPolygons'
import { worldY } from './mapView'

export interface LandPolygons {
  polygons: CellPolygons
  /** One per polygon; see BasemapPiece. */
  tones: Uint8Array
}

export function landPolygons(pieces: readonly BasemapPiece[]): LandPolygons {
  const vertexCount = pieces.reduce((sum, { positions }) => sum + positions.length / 2, 0)
  const positions = new Float64Array(vertexCount * 2)
  const startIndices = new Uint32Array(pieces.length + 1)
  const indices: number[] = []
  let start = 0
  pieces.forEach((piece, i) => {
    positions.set(piece.positions, start * 2)
    startIndices[i] = start
    for (const index of trianglesOf(piece)) indices.push(start + index)
    start += piece.positions.length / 2
  })
  startIndices[pieces.length] = start
  return {
    polygons: { length: pieces.length, startIndices, positions, indices: Uint32Array.from(indices) },
    tones: Uint8Array.from(pieces, ({ tone }) => tone),
  }
}

/** Cut as it is drawn, on the map's plane: triangles that fit together in degrees may overlap there. */
function trianglesOf({ positions, holeIndices }: BasemapPiece): number[] {
  const flat = positions.map((value, i) => (i % 2 === 0 ? value : worldY(value)))
  return earcut(
    flat,
    holeIndices.map((place) => place / 2),
  )
}

export function landBuffers({ polygons, tones }: LandPolygons): Transferable[] {
  return [...polygonBuffers(polygons), tones.buffer]
}
