/** Signs what carries out a Safe's transaction: with a Ledger, or by an account of a development node. */
import type { Address, Hex } from 'viem'
import { serializeTransaction } from 'viem'
import { numberToHex } from 'viem/utils'
import { z } from 'zod'
import type { BroadcastProgress, Executor } from '#core/contract/treasuryChainCalls'
import type { CancelSignal } from '#core/model/cancelSignal'
import { Problem, validateArgument } from '#core/model/problem'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { UnsignedTransaction } from '../../../chain/executorTransaction'
import type { NodeRpc } from '../../../chain/nodeRpc'
import type { LedgerDevices } from '../../../ledger/ledgerDevices'

export interface ExecutorParts {
  ledger: LedgerDevices
  rpc(chain: string): Promise<NodeRpc>
}

export interface ExecutorContext {
  signal: CancelSignal
  progress(progress: BroadcastProgress): void
}

export type PayingExecutor = Exclude<Executor, { kind: 'none' }>

/** @throws Problem `ledger.*`, or `broadcast.node-account` for one that is not of a development node */
export async function executorAddress(
  { ledger }: ExecutorParts,
  chain: string,
  executor: PayingExecutor,
  { signal, progress }: ExecutorContext,
): Promise<Address> {
  if (executor.kind === 'node-account') {
    validateArgument(
      isPracticeChain(chain),
      'broadcast.node-account',
      'Accounts of a node pay on chains for practice only: let a Ledger pay the gas.',
    )
    return executor.address as Address
  }
  const { deviceId, derivationPath } = executor
  await refuseTraining(ledger, deviceId, chain)
  return ledger.use({ deviceId, signal, onPrompt: progress }, ({ app }) => app.getAddress(derivationPath))
}

/** @returns the signed bytes. @throws Problem `ledger.*`, `node.*` or `broadcast.node-account` */
export async function signAsExecutor(
  { ledger, rpc }: ExecutorParts,
  chain: string,
  executor: PayingExecutor,
  transaction: UnsignedTransaction,
  { signal, progress }: ExecutorContext,
): Promise<Hex> {
  if (executor.kind === 'node-account') return signByNode(await rpc(chain), transaction)
  const { deviceId, derivationPath } = executor
  await refuseTraining(ledger, deviceId, chain)
  const unsigned = serialise(transaction)
  return ledger.use({ deviceId, signal, onPrompt: progress }, async ({ app }) => {
    const { r, s, yParity } = await app.signTransaction(derivationPath, unsigned, transaction.from)
    return serialise(transaction, { r, s, yParity })
  })
}

async function refuseTraining(ledger: LedgerDevices, deviceId: string, chain: string): Promise<void> {
  const { simulated } = await ledger.find(deviceId)
  validateArgument(
    !simulated || isPracticeChain(chain),
    'ledger.training-chain',
    `The training Ledger signs for practice only, and ${chain} is a real chain: use a real Ledger.`,
  )
}

function serialise(transaction: UnsignedTransaction, signature?: { r: Hex; s: Hex; yParity: number }): Hex {
  const { chainId, nonce, call, gasLimit, fees } = transaction
  const { to, value, data } = call
  const common = { chainId, nonce: Number(nonce), to, value, data, gas: gasLimit }
  if (fees.kind === 'legacy') return serializeTransaction({ ...common, type: 'legacy', gasPrice: fees.gasPriceWei }, signature)
  const { maxFeePerGasWei: maxFeePerGas, maxPriorityFeePerGasWei: maxPriorityFeePerGas } = fees
  return serializeTransaction({ ...common, type: 'eip1559', maxFeePerGas, maxPriorityFeePerGas }, signature)
}

const signedSchema = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]+$/.test(value))

async function signByNode({ request, host }: NodeRpc, transaction: UnsignedTransaction): Promise<Hex> {
  const { from, call, nonce, gasLimit, fees, chainId } = transaction
  const price =
    fees.kind === 'legacy'
      ? { gasPrice: numberToHex(fees.gasPriceWei) }
      : {
          maxFeePerGas: numberToHex(fees.maxFeePerGasWei),
          maxPriorityFeePerGas: numberToHex(fees.maxPriorityFeePerGasWei),
        }
  const whole = { from, to: call.to, value: numberToHex(call.value), data: call.data, nonce: numberToHex(nonce) }
  const answer = await request('eth_signTransaction', [
    { ...whole, gas: numberToHex(gasLimit), chainId: numberToHex(chainId), ...price },
  ]).catch((cause: unknown) => {
    throw cause instanceof Problem ? cause : refused(host, from, cause)
  })
  const parsed = signedSchema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw refused(host, from, 'its answer is no signed transaction')
}

function refused(host: string, from: Address, cause: unknown): Problem {
  return new Problem('broadcast.node-account', `The node ${host} does not sign for ${from}: choose one of its own accounts.`, {
    cause,
  })
}
