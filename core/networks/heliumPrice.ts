/**
 * What data credits are worth in HNT at an oracle's price (helium/oracles, reward_shares). One data credit is always $0.00001.
 * SPEC.md, rules [HM6] and [HM7]. Prices in US dollars, amounts in bones, 10^-8 HNT.
 */
import { Problem } from '../model/problem'
import { divide, multiply, type Rational, rational } from '../model/rational'
import { heliumDecimal } from './heliumDecimal'

const DATA_CREDIT_USD = rational(1n, 100_000n)
/** Decimals of a bone to which such an amount is rounded up. */
const BONE_DECIMALS_SCALE = 10n ** 15n
const MOST_PRICE_DECIMALS = 14
const LARGEST_U64 = 2n ** 64n - 1n

/**
 * Bones, rounded up at the fifteenth decimal.
 * @throws Problem `helium.out-of-range` or `helium.no-price`
 */
export function dataCreditsInBones(dataCredits: Rational, pricePerBoneUsd: Rational): Rational {
  if (pricePerBoneUsd.numerator <= 0n) {
    throw new Problem('helium.no-price', 'The price of a bone is not above 0: give the price of the epoch.')
  }
  checkAmount('data credits', dataCredits)
  const usd = heliumDecimal(multiply(dataCredits, DATA_CREDIT_USD))
  const exact = divide(usd, pricePerBoneUsd)
  checkAmount('bones', exact, 2n ** 96n - 1n)
  const { numerator, denominator } = heliumDecimal(exact)
  const scaled = numerator * BONE_DECIMALS_SCALE
  return rational((scaled + denominator - 1n) / denominator, BONE_DECIMALS_SCALE)
}

/**
 * The price of one bone from an oracle's price of one HNT, which it states in units of 10^-decimals dollars.
 * @throws Problem `helium.out-of-range`
 */
export function pricePerBone(priceInBones: bigint, decimals: number): Rational {
  checkAmount('price', rational(priceInBones))
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MOST_PRICE_DECIMALS) {
    throw new Problem(
      'helium.out-of-range',
      `A price has from 0 to ${MOST_PRICE_DECIMALS} decimals, not ${decimals}: correct them.`,
    )
  }
  const scale = rational(10n ** BigInt(decimals))
  return heliumDecimal(divide(heliumDecimal(divide(rational(priceInBones), scale)), scale))
}

function checkAmount(what: string, { numerator, denominator }: Rational, largest = LARGEST_U64): void {
  if (numerator >= 0n && numerator <= largest * denominator) return
  throw new Problem('helium.out-of-range', `The ${what} cannot be below 0 or above ${largest}: correct the figures.`)
}
