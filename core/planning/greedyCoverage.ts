/**
 * Greedy maximum coverage over whole cells. Each pick covers the most cells that are not covered yet; of equals the
 * candidate that comes first wins. Gains are kept up to date as cells become covered (eager decrement), so every
 * candidate's exact gain is known at each pick. Greedy reaches at least 63% of the best possible choice.
 */

export interface GreedyPick {
  candidate: number
  gainCells: number
  /** Gain of the best candidate that was not picked this time; 0 when none is left. */
  nextBestGainCells: number
}

export class GreedyCoverage {
  /** Candidates that cover each cell. */
  private readonly coveredBy: number[][]
  private readonly gains: Int32Array
  private readonly covered: Uint8Array

  /** @param cover cells of each candidate, each cell once; @param alreadyCovered 1 for cells that count as covered */
  constructor(
    private readonly cover: readonly Int32Array[],
    alreadyCovered: Uint8Array,
  ) {
    this.covered = alreadyCovered.slice()
    this.gains = new Int32Array(cover.length)
    this.coveredBy = Array.from(this.covered, () => [])
    for (const [candidate, cells] of cover.entries()) {
      for (const cell of cells) {
        if (this.covered[cell] === 1) continue
        this.coveredBy[cell]?.push(candidate)
        this.gains[candidate] = (this.gains[candidate] ?? 0) + 1
      }
    }
  }

  /** The next pick, or null when no candidate covers anything new. A candidate is never picked twice: its gain is 0 after. */
  pick(): GreedyPick | null {
    let [best, bestGain, nextBestGain] = [-1, 0, 0]
    for (let candidate = 0; candidate < this.gains.length; candidate++) {
      const gain = this.gains[candidate] ?? 0
      if (gain > bestGain) [best, bestGain, nextBestGain] = [candidate, gain, bestGain]
      else if (gain > nextBestGain) nextBestGain = gain
    }
    if (best < 0) return null
    for (const cell of this.cover[best] ?? []) this.coverCell(cell)
    return { candidate: best, gainCells: bestGain, nextBestGainCells: nextBestGain }
  }

  private coverCell(cell: number): void {
    if (this.covered[cell] === 1) return
    this.covered[cell] = 1
    for (const candidate of this.coveredBy[cell] ?? []) this.gains[candidate] = (this.gains[candidate] ?? 0) - 1
  }
}
