/** The transaction that an executor signs to carry out a call: nonce, gas and fees as the chain asks for them now. */
import type { Address } from 'viem'
import { Problem } from '#core/model/problem'
import { capFees, type GasFees, highestPrice, replacementFees, suggestFees } from '#core/treasury/chain/fees'
import { revertWords } from '#core/treasury/chain/revertWords'
import type { SignedTransaction } from '#core/treasury/chain/signedTransaction'
import type { Call } from '#core/treasury/safeTransaction'
import type { EvmChain } from './evmChain'

export interface UnsignedTransaction {
  chainId: number
  from: Address
  nonce: bigint
  call: Call
  gasLimit: bigint
  fees: GasFees
  /** The most that it can cost the sender, its value included. */
  mostWei: bigint
}

/** A quarter more than estimated: balances of payees may change meanwhile, and first payments cost more. */
const GAS_MARGIN_PERCENT = 25n

/** @throws Problem `broadcast.would-fail`, `broadcast.sender-poor`, `fees.above-cap`, `node.*` */
export async function executorTransaction(
  chain: EvmChain,
  { from, call, capWei }: { from: Address; call: Call; capWei: bigint },
): Promise<UnsignedTransaction> {
  const request = { from, to: call.to, data: call.data, valueWei: call.value }
  const estimated = await chain.estimateGas(request)
  if (estimated === null) {
    const answer = await chain.call(request, 'latest')
    const words = answer.ok ? 'the node cannot estimate its gas' : revertWords(answer.data)
    throw new Problem('broadcast.would-fail', `The transaction would fail now: ${words}. Do not send it before that is mended.`)
  }
  const [market, nonce, chainId] = await Promise.all([chain.feeMarket(), chain.nonce(from, 'pending'), chain.chainId()])
  const fees = capFees(suggestFees(market), capWei, market.baseFeeWei)
  const gasLimit = (estimated * (100n + GAS_MARGIN_PERCENT)) / 100n
  return await affordable(chain, { chainId, from, nonce, call, gasLimit, fees })
}

/**
 * The same transaction with higher fees, for the same nonce: whichever is mined, it is paid once.
 * @throws Problem `fees.above-cap`, `fees.other-kind`, `broadcast.sender-poor`, `node.*`
 */
export async function replacementTransaction(
  chain: EvmChain,
  before: SignedTransaction,
  capWei: bigint,
): Promise<UnsignedTransaction> {
  const market = await chain.feeMarket()
  const fees = replacementFees(before.fees, suggestFees(market))
  const price = highestPrice(fees)
  if (price > capWei) {
    throw new Problem(
      'fees.above-cap',
      `Replacing it needs ${price} wei per gas, and at most ${capWei} are allowed: wait, or allow more.`,
    )
  }
  const { chainId, from, nonce, to, valueWei, data, gasLimit } = before
  return await affordable(chain, { chainId, from, nonce, call: { to, value: valueWei, data }, gasLimit, fees })
}

async function affordable(chain: EvmChain, transaction: Omit<UnsignedTransaction, 'mostWei'>): Promise<UnsignedTransaction> {
  const { from, call, gasLimit, fees } = transaction
  const mostWei = gasLimit * highestPrice(fees) + call.value
  const held = await chain.balanceWei(from, 'latest')
  if (held >= mostWei) return { ...transaction, mostWei }
  throw new Problem('broadcast.sender-poor', `${from} has ${held} wei and may need ${mostWei}: send it coin for the gas first.`)
}
