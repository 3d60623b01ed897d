/** Chain settings as they are typed and as they are remembered. Fees are typed in gwei and kept in wei, exactly. */
import { checkAddress } from '#core/model/evmAddress'
import { formatAmount, parseAmount } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { RootTransactionSettings } from '#core/payout/payoutFile'

const GWEI_DECIMALS = 9

/** A local development chain and an address that nobody can take for a real contract. */
export const TRAINING_CHAIN: RootTransactionSettings = {
  chainId: 31337,
  contract: '0x1111111111111111111111111111111111111111',
  nonce: 0,
  gasLimit: '200000',
  maxFeePerGasWei: '2000000000',
  maxPriorityFeePerGasWei: '1000000000',
}

export const CHAIN_FIELDS = ['chainId', 'contract', 'nonce', 'gasLimit', 'maxFeeGwei', 'priorityFeeGwei'] as const
export type ChainField = (typeof CHAIN_FIELDS)[number]
export type TypedChain = Record<ChainField, string>

export function typedChain(settings: RootTransactionSettings): TypedChain {
  return {
    chainId: String(settings.chainId),
    contract: settings.contract,
    nonce: String(settings.nonce),
    gasLimit: settings.gasLimit,
    maxFeeGwei: formatAmount(BigInt(settings.maxFeePerGasWei), GWEI_DECIMALS),
    priorityFeeGwei: formatAmount(BigInt(settings.maxPriorityFeePerGasWei), GWEI_DECIMALS),
  }
}

/**
 * The settings as typed. Whether gas and fees make sense is for the transaction's builder to say.
 * @throws Problem `chain.not-a-number`, `chain.not-gwei` or `address.*`, its `field` one of the typed fields.
 */
export function parseChain(typed: TypedChain): RootTransactionSettings {
  return {
    chainId: wholeNumber(typed, 'chainId', 'The chain id'),
    contract: checkAddress(typed.contract.trim(), 'the contract', { field: 'contract' }),
    nonce: wholeNumber(typed, 'nonce', 'The nonce'),
    gasLimit: String(wholeNumber(typed, 'gasLimit', 'The gas limit')),
    maxFeePerGasWei: gwei(typed, 'maxFeeGwei', 'The max fee'),
    maxPriorityFeePerGasWei: gwei(typed, 'priorityFeeGwei', 'The priority fee'),
  }
}

function wholeNumber(typed: TypedChain, field: ChainField, name: string): number {
  const text = typed[field].trim()
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new Problem('chain.not-a-number', `${name} must be a whole number in digits, not "${text.slice(0, 40)}".`, { field })
  }
  return value
}

function gwei(typed: TypedChain, field: ChainField, name: string): string {
  try {
    return parseAmount(typed[field], GWEI_DECIMALS, { field }).toString()
  } catch (cause) {
    throw new Problem('chain.not-gwei', `${name} must be a number of gwei with at most ${GWEI_DECIMALS} decimals, such as 1.5.`, {
      field,
      cause,
    })
  }
}
