/**
 * What a Helium Mobile epoch pays under HIP-149 (approved July 2026, helium/oracles, mobile_verifier): how issued HNT is split, and
 * how the data pool is shared. SPEC.md, rules [HM2] to [HM5]. Amounts in bones, 10^-8 HNT.
 */
import { Problem } from '../model/problem'
import { divide, floor, multiply, type Rational, rational } from '../model/rational'
import { heliumDecimal } from './heliumDecimal'

const SERVICE_PROVIDER_SHARE = rational(24n, 100n)
const LARGEST_U64 = 2n ** 64n - 1n

export interface EmissionsSplit {
  serviceProviderBones: bigint
  dataTransferBones: bigint
}

/**
 * Splits what was issued: service providers get 24% of the whole emissions, as far as there is so much, data transfer the rest.
 * @throws Problem `helium.out-of-range`
 */
export function splitMobileEmissions(totalEmissionsBones: Rational, issuedBones: Rational): EmissionsSplit {
  checkRange('total emissions', totalEmissionsBones)
  checkRange('issued rewards', issuedBones)
  const issued = floor(issuedBones)
  const share = floor(heliumDecimal(multiply(totalEmissionsBones, SERVICE_PROVIDER_SHARE)))
  const isIssuedWhole = share <= issued
  const serviceProviderBones = isIssuedWhole ? share : issued
  return { serviceProviderBones, dataTransferBones: issued - serviceProviderBones }
}

export interface DataTransferRewards {
  /** In the order of what was given. */
  rewardsBones: bigint[]
  /** What rounding left, or the whole pool where nobody carried data. */
  unallocatedBones: bigint
}

/**
 * Shares the pool in proportion to the data credits that each gateway burned, every share rounded down.
 * @throws Problem `helium.out-of-range`
 */
export function shareDataTransfer(poolBones: Rational, dataCredits: readonly bigint[]): DataTransferRewards {
  checkRange('pool', poolBones)
  for (const [at, credits] of dataCredits.entries()) checkRange(`data credits of gateway ${at + 1}`, rational(credits))
  const pool = floor(poolBones)
  const total = dataCredits.reduce((sum, credits) => sum + credits, 0n)
  if (total === 0n) return { rewardsBones: dataCredits.map(() => 0n), unallocatedBones: pool }
  const rate = heliumDecimal(divide(poolBones, rational(total)))
  const rewardsBones = dataCredits.map((credits) => floor(heliumDecimal(multiply(rational(credits), rate))))
  const left = rewardsBones.reduce((rest, reward) => rest - reward, pool)
  return { rewardsBones, unallocatedBones: left > 0n ? left : 0n }
}

function checkRange(what: string, value: Rational): void {
  if (value.numerator >= 0n && floor(value) <= LARGEST_U64) return
  throw new Problem('helium.out-of-range', `The ${what} cannot be below 0 or above ${LARGEST_U64}: correct it.`)
}
