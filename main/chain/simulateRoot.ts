/**
 * Tries one member's proof against the distributor's own code before a root is set: funding, setting the root and the claim, one
 * after the other inside one `eth_call`. A tree that hashes its leaves in another way than the contract shows here.
 */
import type { Address, Hex } from 'viem'
import { type Claim, claimCall, type Distributor, setRootCall } from '#core/treasury/chain/distributorCalls'
import { revertWords } from '#core/treasury/chain/revertWords'
import { payeeCall } from '#core/treasury/payeeCalls'
import type { EvmChain } from './evmChain'
import { type ProbeStep, probeCalls, probeThrough, readOutcomes } from './probeCalls'

export interface RootTrial {
  distributor: Distributor
  /** Who may set the root. */
  owner: Address
  treasury: Address
  /** What the treasury sends to the distributor first; 0 where it is funded. */
  fundBaseUnits: bigint
  root: Hex
  claim: Claim
  /** What the account has claimed before. */
  claimedBaseUnits: bigint
}

export type RootSimulation =
  | { works: true }
  | { works: false; at: 'fund' | 'set-root' | 'claim'; message: string }
  /** The node cannot try it: nothing is proved. */
  | { works: null; message: string }

/** @throws Problem `node.*` */
export async function simulateRoot(chain: EvmChain, trial: RootTrial): Promise<RootSimulation> {
  const { distributor, owner, treasury, fundBaseUnits, root, claim, claimedBaseUnits } = trial
  const { address, token } = distributor
  const set = setRootCall(distributor, root)
  const isOwn = owner === treasury
  const steps: [at: 'fund' | 'set-root' | 'claim', step: ProbeStep][] = [
    ['set-root', { ...(isOwn ? set : probeThrough(owner, set)), watched: address, token }],
    ['claim', { ...claimCall(distributor, claim), watched: claim.account, token }],
  ]
  if (fundBaseUnits > 0n) {
    const fund = payeeCall(token, { address, amountBaseUnits: fundBaseUnits })
    steps.unshift(['fund', { ...fund, watched: address, token }])
  }
  const accounts: [Address, ...Address[]] = isOwn ? [treasury] : [treasury, owner]
  const outcomes = await probeCalls(
    chain,
    accounts,
    steps.map(([, step]) => step),
  )
  if (outcomes === null) {
    return {
      works: null,
      message: 'The node cannot try a claim before the root is set: set the root, then try one claim at once.',
    }
  }
  const expected = { fund: fundBaseUnits, 'set-root': 0n, claim: claim.cumulativeBaseUnits - claimedBaseUnits }
  for (const [index, [at]] of steps.entries()) {
    const outcome = outcomes[index]
    if (!outcome) continue
    const nested = at === 'set-root' && !isOwn ? readOutcomes(outcome.answer)?.[0] : outcome
    if (!nested?.ok) return { works: false, at, message: `${SENTENCES[at]}: ${revertWords(nested?.answer ?? null)}.` }
    if (outcome.watchedGained !== expected[at]) {
      const message = `${SENTENCES[at]}: ${outcome.watchedGained} base units arrive, not ${expected[at]}.`
      return { works: false, at, message }
    }
  }
  return { works: true }
}

const SENTENCES = {
  fund: 'The distributor cannot be funded',
  'set-root': 'The root cannot be set',
  claim: `A member's proof does not hold against the contract, so do not set this root`,
}
