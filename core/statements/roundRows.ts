/**
 * Amounts in fewer decimals so that they still add up: the total is rounded once, and the rows by largest remainder to it.
 * SPEC.md, rules [ST11] to [ST13].
 */
import { compareUtf8 } from '../model/compareUtf8'
import { validateArgument } from '../model/problem'

export interface SignedRow {
  /** Breaks ties by its UTF-8 bytes; each stands once. */
  key: string
  /** Base units; below zero for what goes out. */
  amount: bigint
}

interface RoundedRows {
  /** In units of the target's last decimal, by key. */
  amounts: Map<string, bigint>
  total: bigint
  /** How many rows are not what they were. */
  changed: number
}

/**
 * @param from the token's decimals @param to the target's, of which no more than `from` are used
 * @throws Problem `round.duplicate-key`.
 */
export function roundRows(rows: readonly SignedRow[], from: number, to: number): RoundedRows {
  const unit = 10n ** BigInt(Math.max(0, from - to))
  const amounts = new Map<string, bigint>()
  const remainders: { key: string; remainder: bigint }[] = []
  let exact = 0n
  let given = 0n
  for (const { key, amount } of rows) {
    validateArgument(!amounts.has(key), 'round.duplicate-key', `"${key}" stands twice in the rows: give each its own key.`)
    const floor = floorDivide(amount, unit)
    const remainder = amount - floor * unit
    amounts.set(key, floor)
    exact += amount
    given += floor
    if (remainder > 0n) remainders.push({ key, remainder })
  }
  const total = roundHalfAway(exact, unit)
  remainders.sort((a, b) => (a.remainder === b.remainder ? compareUtf8(a.key, b.key) : a.remainder > b.remainder ? -1 : 1))
  for (const { key } of remainders.slice(0, Number(total - given))) amounts.set(key, (amounts.get(key) ?? 0n) + 1n)
  return { amounts, total, changed: remainders.length }
}

/** Base units with all decimals of the target and a point: no exponent, no thousands mark; a sign only below zero. */
export function fixedDecimals(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals)
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

function floorDivide(amount: bigint, unit: bigint): bigint {
  const quotient = amount / unit
  return amount < 0n && quotient * unit !== amount ? quotient - 1n : quotient
}

/** Quotient by a number above zero, half away from zero. */
export function roundHalfAway(amount: bigint, unit: bigint): bigint {
  const size = amount < 0n ? -amount : amount
  const rounded = (2n * size + unit) / (2n * unit)
  return amount < 0n ? -rounded : rounded
}
