/**
 * Tries members' proofs against the distributor's own code before a root is set: funding, setting the root and the claims, one
 * after the other inside one `eth_call`. A tree that hashes its leaves in another way than the contract shows here, and so does a
 * contract that pays the same claim twice.
 */
import type { Address, Hex } from 'viem'
import { type Claim, claimCall, type Distributor, setRootCall } from '#core/treasury/chain/distributorCalls'
import { revertWords } from '#core/treasury/chain/revertWords'
import { payeeCall } from '#core/treasury/payeeCalls'
import { claimedAt } from './claimedAt'
import type { EvmChain } from './evmChain'
import { type ProbeOutcome, type ProbeStep, probeCalls, probeThrough, readOutcomes } from './probeCalls'

export interface TriedClaim extends Claim {
  /** The total of the root before: no more than this can have been claimed. */
  previousBaseUnits: bigint
}

export interface RootTrial {
  distributor: Distributor
  /** Who may set the root. */
  owner: Address
  treasury: Address
  /** What the treasury sends to the distributor first; 0 where it is funded. */
  fundBaseUnits: bigint
  root: Hex
  /** Each of an account that is due something now. */
  claims: readonly TriedClaim[]
}

export type RootSimulation =
  | { works: true }
  | { works: false; at: 'fund' | 'set-root' | 'claim'; message: string }
  /** The node cannot try it: nothing is proved. */
  | { works: null; message: string }

interface TrialStep {
  at: 'fund' | 'set-root' | 'claim'
  step: ProbeStep
  /** What the watched address gains, in base units. */
  least: bigint
  most: bigint
  /** The second time: it may be refused. */
  isAgain?: boolean
}

const SENTENCES = {
  fund: 'The distributor cannot be funded',
  'set-root': 'The root cannot be set',
  claim: `A member's proof does not hold against the contract, so do not set this root`,
}

/** @throws Problem `node.*` */
export async function simulateRoot(chain: EvmChain, trial: RootTrial): Promise<RootSimulation> {
  const { distributor, owner, treasury, fundBaseUnits, root, claims } = trial
  const { address, token } = distributor
  const set = setRootCall(distributor, root)
  const isOwn = owner === treasury
  const steps: TrialStep[] = []
  if (fundBaseUnits > 0n) {
    const fund = payeeCall(token, { address, amountBaseUnits: fundBaseUnits })
    steps.push({ at: 'fund', step: { ...fund, watched: address, token }, least: fundBaseUnits, most: fundBaseUnits })
  }
  const setting = { ...(isOwn ? set : probeThrough(owner, set)), watched: address, token }
  steps.push({ at: 'set-root', step: setting, least: 0n, most: 0n })
  for (const claim of claims) {
    const { account, cumulativeBaseUnits, previousBaseUnits } = claim
    const claimed = await claimedAt(chain, distributor, account)
    if (claimed !== null && claimed > previousBaseUnits) {
      const message = `${account} has claimed ${claimed} base units, and the payouts before give ${previousBaseUnits}: another root was set meanwhile, so prepare the payout again after the one that set it.`
      return { works: false, at: 'claim', message }
    }
    const step = { ...claimCall(distributor, claim), watched: account, token }
    const [least, most] = [cumulativeBaseUnits - (claimed ?? previousBaseUnits), cumulativeBaseUnits - (claimed ?? 0n)]
    steps.push({ at: 'claim', step, least, most }, { at: 'claim', step, least: 0n, most: 0n, isAgain: true })
  }
  const accounts: [Address, ...Address[]] = isOwn ? [treasury] : [treasury, owner]
  const outcomes = await probeCalls(
    chain,
    accounts,
    steps.map(({ step }) => step),
  )
  if (outcomes === null) {
    return {
      works: null,
      message: 'The node cannot try a claim before the root is set: set the root, then try one claim at once.',
    }
  }
  for (const [index, step] of steps.entries()) {
    const message = failureOf(step, outcomes[index], step.at === 'set-root' && !isOwn)
    if (message !== null) return { works: false, at: step.at, message }
  }
  return { works: true }
}

function failureOf({ at, least, most, isAgain = false }: TrialStep, outcome: ProbeOutcome | undefined, isNested: boolean) {
  const made = isNested && outcome ? readOutcomes(outcome.answer)?.[0] : outcome
  if (!made?.ok && !isAgain) return `${SENTENCES[at]}: ${revertWords(made?.answer ?? null)}.`
  const gained = outcome?.watchedGained ?? 0n
  if (least <= gained && gained <= most) return null
  if (isAgain) return `The contract pays the same claim a second time (${gained} base units), so do not set this root.`
  return `${SENTENCES[at]}: ${gained} base units arrive, not ${least === most ? most : `${least} to ${most}`}.`
}
