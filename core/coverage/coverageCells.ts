/**
 * What a set of sites covers, one entry per H3 cell, in typed arrays that cross threads without being copied. A cell is
 * in it when at least one site gives it its profile's threshold or more at its centre, within the profile's distance.
 */

export interface CoverageCells {
  resolution: number
  /** H3 indexes, ascending. */
  cells: BigUint64Array
  /** Strongest and second strongest received power, dBm; the second is NaN where only one site serves. */
  bestDbm: Float32Array
  secondDbm: Float32Array
  /** How many sites give the threshold or more. */
  servers: Uint16Array
  /** Position of the strongest site in the list that was painted. */
  bestServer: Int32Array
}

/** The buffers to hand over when this crosses to another thread. */
export function coverageBuffers(coverage: CoverageCells): ArrayBuffer[] {
  const { cells, bestDbm, secondDbm, servers, bestServer } = coverage
  return [cells, bestDbm, secondDbm, servers, bestServer].map((column) => column.buffer as ArrayBuffer)
}
