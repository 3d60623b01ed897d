/**
 * Tries calls as if they came from an account, one after the other and each seeing what the ones before did, and keeps nothing:
 * inside one `eth_call`, the code of CallProbe stands in the place of the account's own.
 */
import type { Address, Hex } from 'viem'
import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem/utils'
import { ZERO_ADDRESS } from '#core/model/evmAddress'
import { Problem } from '#core/model/problem'
import type { Call } from '#core/treasury/safeTransaction'
import { CALL_PROBE_CODE } from './callProbeCode'
import type { EvmChain } from './evmChain'

const PROBE_ABI = parseAbi([
  'function run(Step[] steps) payable returns (Outcome[] outcomes)',
  'struct Step { address to; uint256 value; bytes data; address token; address watched; }',
  'struct Outcome { bool ok; bytes answer; uint256 gasUsed; uint256 watchedBefore; uint256 watchedAfter; uint256 ownBefore; uint256 ownAfter; }',
])

export interface ProbeStep extends Call {
  /** Whose balance is looked at, of what (null: the chain's coin). */
  watched: Address
  token: Address | null
}

export interface ProbeOutcome {
  ok: boolean
  answer: Hex
  gasUsed: bigint
  /** What the watched address has more, and the caller less, in base units. */
  watchedGained: bigint
  ownLost: bigint
}

/** A call that has another account, whose code is replaced as well, make its own. */
export function probeThrough(account: Address, call: Call): Call {
  return { to: account, value: 0n, data: encodeSteps([{ ...call, watched: account, token: null }]) }
}

/**
 * @param accounts the caller, then others whose calls it makes (`probeThrough`)
 * @returns null where the node does not let code be replaced
 * @throws Problem `node.*`
 */
export async function probeCalls(
  chain: EvmChain,
  accounts: readonly [Address, ...Address[]],
  steps: readonly ProbeStep[],
): Promise<ProbeOutcome[] | null> {
  const [caller] = accounts
  const overrides = Object.fromEntries(accounts.map((account) => [account, { code: CALL_PROBE_CODE }]))
  try {
    const answer = await chain.call({ to: caller, data: encodeSteps(steps) }, 'latest', overrides)
    return answer.ok ? readOutcomes(answer.data) : null
  } catch (thrown) {
    // The node takes no third parameter, or none of this form.
    if (thrown instanceof Problem && thrown.code === 'node.refused') return null
    throw thrown
  }
}

function encodeSteps(steps: readonly ProbeStep[]): Hex {
  const args = steps.map((step) => ({ ...step, token: step.token ?? ZERO_ADDRESS }))
  return encodeFunctionData({ abi: PROBE_ABI, args: [args] })
}

/** The outcomes inside the answer of a call of `probeThrough`. */
export function readOutcomes(data: Hex): ProbeOutcome[] | null {
  try {
    return decodeFunctionResult({ abi: PROBE_ABI, data }).map(
      ({ ok, answer, gasUsed, watchedBefore, watchedAfter, ownBefore, ownAfter }) => ({
        ok,
        answer,
        gasUsed,
        watchedGained: watchedAfter - watchedBefore,
        ownLost: ownBefore - ownAfter,
      }),
    )
  } catch {
    // Code that was not replaced answers nothing, or something else.
    return null
  }
}
