/**
 * Which way of paying fits a payout, and what each costs in gas. Figures of payouts to a hundred payees, measured on a development
 * chain: of an address that holds none of the token yet, and of one that does.
 */
import type { PayoutMethod } from './model/payoutFileV4'
import type { TreasuryFacts } from './model/treasuryFacts'

/** More than these are paid by a root, whose cost does not grow with them. */
const MOST_SAFE_PAYEES = 300
const FEW_PAYEES = 3

export interface MethodCost {
  /** Gas for each payee, paid by whoever sends: the first time, and later. Null where it is no gas of an EVM chain. */
  gasPerPayee: { first: number; later: number } | null
  /** Gas for the payout as a whole, whatever the number of payees. */
  gasOnce: number
  /** Gas that each payee pays for the claim, the first time and later; null where nothing is claimed. */
  claimGas: { first: number; later: number } | null
}

const COSTS: Readonly<Record<PayoutMethod, MethodCost>> = {
  safe: { gasPerPayee: { first: 27_500, later: 10_400 }, gasOnce: 0, claimGas: null },
  merkle: { gasPerPayee: { first: 0, later: 0 }, gasOnce: 159_000, claimGas: { first: 96_000, later: 62_000 } },
  transfers: { gasPerPayee: { first: 51_600, later: 34_500 }, gasOnce: 0, claimGas: null },
  solana: { gasPerPayee: null, gasOnce: 0, claimGas: null },
}

export interface MethodWants {
  treasury: TreasuryFacts['kind']
  payees: number
  /** Whether the treasury has a distributor of the token. */
  hasDistributor: boolean
}

export interface MethodChoice {
  method: PayoutMethod
  /** Why it is the one, in a sentence. */
  reason: string
}

/** The methods that the treasury can pay by; a root only where there is a distributor. */
export function possibleMethods({ treasury, hasDistributor }: Pick<MethodWants, 'treasury' | 'hasDistributor'>): PayoutMethod[] {
  if (treasury === 'solana') return ['solana']
  const own: PayoutMethod = treasury === 'safe' ? 'safe' : 'transfers'
  return hasDistributor ? [own, 'merkle'] : [own]
}

export function recommendMethod({ treasury, payees, hasDistributor }: MethodWants): MethodChoice {
  if (treasury === 'solana')
    return { method: 'solana', reason: 'On Solana each payee has a transaction that the Ledger can show.' }
  if (treasury === 'safe' && payees <= MOST_SAFE_PAYEES) {
    return {
      method: 'safe',
      reason: `The Safe pays up to ${MOST_SAFE_PAYEES} payees in few transactions, and nobody has to claim.`,
    }
  }
  if (treasury === 'account' && payees <= FEW_PAYEES) {
    return { method: 'transfers', reason: 'For so few, single transfers are the simplest: the Ledger shows each.' }
  }
  if (hasDistributor)
    return { method: 'merkle', reason: 'One root pays any number: the cost does not grow with the payees, and they claim.' }
  return treasury === 'safe'
    ? {
        method: 'safe',
        reason: `There are more than ${MOST_SAFE_PAYEES}: a distributor would cost less, and this treasury has none.`,
      }
    : {
        method: 'transfers',
        reason: 'Each payee is one signature: a Safe or a distributor would need fewer, and this treasury has none.',
      }
}

/** @returns null where the method takes no gas of an EVM chain */
export function gasOfMethod(method: PayoutMethod, payees: number): { first: number; later: number } | null {
  const { gasPerPayee, gasOnce } = COSTS[method]
  if (!gasPerPayee) return null
  return { first: gasOnce + gasPerPayee.first * payees, later: gasOnce + gasPerPayee.later * payees }
}

export function costOfMethod(method: PayoutMethod): MethodCost {
  return COSTS[method]
}
