/** The columns of a result while it is filled. */
import type { CoverageCells } from '../coverageCells'
import { keepAlive } from './keepAlive'

/** Columns that are fuller than this are handed over with the room that is left in their buffers. */
const FULL_SHARE = 0.97

/** The coverage, with the H3 indexes in halves, because 64-bit numbers cost more than the rest together. */
export interface Columns extends CoverageCells {
  words: Uint32Array
  /** How many cells are in it. */
  filled: number
}

/** Memory is taken as it is filled, not before: room that stays empty costs nothing. */
export function createColumns(resolution: number, room: number): Columns {
  const cells = new BigUint64Array(room)
  return {
    resolution,
    cells,
    words: new Uint32Array(cells.buffer),
    bestDbm: new Float32Array(room),
    secondDbm: new Float32Array(room),
    servers: new Uint16Array(room),
    bestServer: new Int32Array(room),
    filled: 0,
  }
}

keepAlive(createColumns(0, 0))

/** The cells that are in the columns, which are emptied: column by column, so that little is ever there twice. */
export function closeColumns(columns: Columns): CoverageCells {
  const { resolution, filled, cells } = columns
  if (filled >= FULL_SHARE * cells.length) {
    const { bestDbm, secondDbm, servers, bestServer } = columns
    return {
      resolution,
      cells: cells.subarray(0, filled),
      bestDbm: bestDbm.subarray(0, filled),
      secondDbm: secondDbm.subarray(0, filled),
      servers: servers.subarray(0, filled),
      bestServer: bestServer.subarray(0, filled),
    }
  }
  return {
    resolution,
    cells: cells.slice(0, filled),
    bestDbm: columns.bestDbm.slice(0, filled),
    secondDbm: columns.secondDbm.slice(0, filled),
    servers: columns.servers.slice(0, filled),
    bestServer: columns.bestServer.slice(0, filled),
  }
}
