/**
 * Amounts are bigint base units inside the program and decimal strings outside it.
 * A base unit is the token's smallest: 10^-decimals. No float comes near an amount.
 */
import { z } from 'zod'
import { Problem } from './problem'

/** A non-negative whole number of base units as text: no sign, no leading zeros, no exponent. */
export const baseUnitsTextSchema = z.string().regex(/^(0|[1-9]\d*)$/, 'must be a whole number of base units')

export const tokenSchema = z.object({
  symbol: z.string().min(1).max(16),
  decimals: z.number().int().min(0).max(36),
})
export type Token = z.infer<typeof tokenSchema>

/**
 * Reads a plain decimal such as `1417.458821` exactly into base units.
 * @throws Problem `amount.malformed`, `amount.negative` or `amount.too-many-decimals`; never rounds.
 */
export function parseAmount(text: string, decimals: number, place: { line?: number; field?: string } = {}): bigint {
  const trimmed = text.trim()
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(trimmed)
  if (!match) {
    throw new Problem('amount.malformed', `"${clip(trimmed)}" is not an amount: write digits with a point, such as 12.5.`, place)
  }
  const [, sign, whole = '', fraction = ''] = match
  const significant = fraction.replace(/0+$/, '')
  if (significant.length > decimals) {
    throw new Problem(
      'amount.too-many-decimals',
      `"${clip(trimmed)}" has ${significant.length} decimals but the token has ${decimals}: correct the amount or the token's decimals.`,
      place,
    )
  }
  const baseUnits = BigInt(whole + significant.padEnd(decimals, '0'))
  if (sign === '-' && baseUnits > 0n) {
    throw new Problem('amount.negative', `"${clip(trimmed)}" is negative: rewards cannot be below zero.`, place)
  }
  return baseUnits
}

/** Base units as a plain decimal without trailing zeros: `1500000n` at 6 decimals is `1.5`. */
export function formatAmount(baseUnits: bigint, decimals: number): string {
  const negative = baseUnits < 0n
  const digits = (negative ? -baseUnits : baseUnits).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

export function smallerOf(one: bigint, other: bigint): bigint {
  return compareBigints(one, other) < 0 ? one : other
}

export function largerOf(one: bigint, other: bigint): bigint {
  return compareBigints(one, other) > 0 ? one : other
}

/** For sorting. */
export function compareBigints(one: bigint, other: bigint): number {
  return one === other ? 0 : one > other ? 1 : -1
}

/** Exact sum of base units. */
export function sumBaseUnits(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
