/** How many sites cover each cell, kept while sites come and go, and what one more or one less changes. */
export class CoverCount {
  private readonly counts: Int32Array

  /** @param fixed 1 where something covers that never goes */
  constructor(
    private readonly fixed: Uint8Array,
    private readonly weights: Float64Array,
  ) {
    this.counts = new Int32Array(weights.length)
  }

  add(cells: Int32Array): void {
    for (const cell of cells) this.counts[cell] = (this.counts[cell] ?? 0) + 1
  }

  remove(cells: Int32Array): void {
    for (const cell of cells) this.counts[cell] = (this.counts[cell] ?? 0) - 1
  }

  isCovered(cell: number): boolean {
    return this.fixed[cell] === 1 || (this.counts[cell] ?? 0) > 0
  }

  /** Weight that these cells would add. */
  gainOf(cells: Int32Array): number {
    let gain = 0
    for (const cell of cells) if (!this.isCovered(cell)) gain += this.weights[cell] ?? 0
    return gain
  }

  /** Weight that only this member, which is in, covers. */
  onlyOf(cells: Int32Array): number {
    let only = 0
    for (const cell of cells) if (this.isSole(cell)) only += this.weights[cell] ?? 0
    return only
  }

  /** Whether exactly one member covers the cell, and nothing that never goes. */
  isSole(cell: number): boolean {
    return this.fixed[cell] === 0 && this.counts[cell] === 1
  }
}
