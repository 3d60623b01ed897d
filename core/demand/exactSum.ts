/**
 * Sums of many weights that lose nothing to rounding on the way: what an addition drops is carried beside the sum
 * (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974).
 */

export class CarriedSum {
  private sum = 0
  private carry = 0

  add(value: number): void {
    const next = this.sum + value
    this.carry += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum
    this.sum = next
  }

  get value(): number {
    return this.sum + this.carry
  }
}

export function exactSum(values: ArrayLike<number>): number {
  const sum = new CarriedSum()
  for (let at = 0; at < values.length; at++) sum.add(values[at] ?? 0)
  return sum.value
}
