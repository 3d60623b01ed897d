/** How fine the cells of a coverage picture are: fine enough to see the edge of a disk, coarse enough to count quickly. */
import { getHexagonAreaAvg } from 'h3-js'

/** A disk of about this many cells has an edge that looks round. */
const CELLS_PER_DISK = 1_200
/** More pairs of site and cell than this take seconds rather than tenths. */
const MAX_PAIRS = 30_000_000
const FINEST = 11
const COARSEST = 5

/**
 * The finest H3 resolution, from 5 to 11, at which a disk of `reachM` has about a thousand cells and all sites together
 * stay within what is painted in seconds.
 */
export function coverageResolution(reachM: number, siteCount: number): number {
  const diskM2 = Math.PI * reachM * reachM
  for (let resolution = FINEST; resolution > COARSEST; resolution--) {
    const cells = diskM2 / getHexagonAreaAvg(resolution, 'm2')
    if (cells <= CELLS_PER_DISK && cells * siteCount <= MAX_PAIRS) return resolution
  }
  return COARSEST
}
