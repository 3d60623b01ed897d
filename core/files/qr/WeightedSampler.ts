/**
 * Draws one of several alternatives by their weights: the alias method of Walker and Vose, in the order of steps that multipart
 * uniform resources fix (BCR-2024-001), because sender and receiver must draw the same from the same numbers.
 */
export class WeightedSampler {
  private readonly chances: Float64Array
  private readonly aliases: Uint32Array

  /** @param weights at least one, none negative */
  constructor(weights: readonly number[]) {
    const count = weights.length
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const scaled = weights.map((weight) => (weight * count) / total)
    this.chances = new Float64Array(count).fill(1)
    this.aliases = new Uint32Array(count)
    const small: number[] = []
    const large: number[] = []
    const sort = (at: number) => ((scaled[at] ?? 0) < 1 ? small : large).push(at)
    for (let at = count - 1; at >= 0; at--) sort(at)
    while (small.length > 0 && large.length > 0) {
      const low = small.pop() ?? 0
      const high = large.pop() ?? 0
      this.chances[low] = scaled[low] ?? 0
      this.aliases[low] = high
      // Added in this order, which rounds as the published implementation does.
      scaled[high] = (scaled[high] ?? 0) + ((scaled[low] ?? 0) - 1)
      sort(high)
    }
  }

  /** @param draw gives numbers from 0 up to, and without, 1; it is asked twice. @returns the place of an alternative */
  next(draw: () => number): number {
    const place = draw()
    const chance = draw()
    const at = Math.floor(this.chances.length * place)
    return chance < (this.chances[at] ?? 0) ? at : (this.aliases[at] ?? 0)
  }
}
