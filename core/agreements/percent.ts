/**
 * Percentages of an agreement as whole weights: one weight unit is a millionth of a percent, so 100 % is 100,000,000.
 * Decimal text in, bigint out; shares that do not add up to exactly 100 are refused. SPEC.md, rules [PC1] to [PC4].
 */
import { formatAmount } from '../model/money'
import { Problem } from '../model/problem'
import type { Weight } from './apportion'

export const PERCENT_DECIMALS = 6
export const HUNDRED_PERCENT = 100_000_000n

/** Percentages that were read: the same few are asked for with every host of a period. */
const KNOWN = new Map<string, bigint>()
const KNOWN_AT_MOST = 10_000

/**
 * `33.333333` as 33333333n.
 * @throws Problem `percent.malformed` for signs, exponents, more than 6 decimals or more than 100.
 */
export function parsePercent(text: string, place: { line?: number; field?: string } = {}): bigint {
  const known = KNOWN.get(text)
  if (known !== undefined) return known
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(text)
  const weight = match ? BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(PERCENT_DECIMALS, '0')) : null
  if (weight === null || weight > HUNDRED_PERCENT) {
    throw new Problem(
      'percent.malformed',
      `"${text.slice(0, 40)}" is not a percentage: write a number from 0 to 100 with at most 6 decimals, such as 33.333333.`,
      place,
    )
  }
  if (KNOWN.size < KNOWN_AT_MOST) KNOWN.set(text, weight)
  return weight
}

/**
 * The weights of an agreement's members, keyed by member id.
 * @throws Problem `percent.malformed`, `agreement.duplicate-member` or `agreement.not-100`, naming the agreement.
 */
export function agreementWeights(agreement: {
  name: string
  shares: readonly { memberId: string; percent: string }[]
}): Weight[] {
  const seen = new Set<string>()
  let sum = 0n
  const weights = agreement.shares.map(({ memberId, percent }) => {
    if (seen.has(memberId)) {
      throw new Problem(
        'agreement.duplicate-member',
        `Agreement "${agreement.name}" names member "${memberId}" twice: join the two.`,
      )
    }
    seen.add(memberId)
    const weight = parsePercent(percent, { field: `agreement ${agreement.name}` })
    sum += weight
    return { key: memberId, weight }
  })
  if (sum !== HUNDRED_PERCENT) {
    throw new Problem(
      'agreement.not-100',
      `The shares of agreement "${agreement.name}" add up to ${formatAmount(sum, PERCENT_DECIMALS)} %, not 100 %: correct them.`,
    )
  }
  return weights
}
