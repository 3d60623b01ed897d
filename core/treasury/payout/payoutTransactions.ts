/**
 * The transactions of a payout with all that a signature covers, and their hashes. A Safe's carry no fee; an account's have the
 * nonce, gas and fees that were captured online; those of Solana a durable nonce each. SPEC.md, rules [PY13] to [PY16].
 */
import type { Address, TransactionSerializable } from 'viem'
import { keccak256, serializeTransaction } from 'viem/utils'
import { invariant, Problem, validateArgument } from '../../model/problem'
import { checkFeeSettings } from '../../payout/feeSettings'
import { evmChainId } from '../model/chainKey'
import type { PayoutFileV4, PayoutTransactionV4 } from '../model/payoutFileV4'
import type { SafeTreasury } from '../model/treasuryFacts'
import { safeTransactionOf } from '../planSafeTransactions'
import { checkPayingVersion, type SafeAccount } from '../safeAccount'
import { safeHashes } from '../safeHashes'
import type { SafeTransaction } from '../safeTransaction'
import { checkUint256 } from '../uint256'
import { callsOf, type PaidFacts, payoutSteps } from './payoutCalls'
import type { TransactionSettings } from './payoutParts'
import { solanaTransactions } from './solanaPayments'

export type SafeTransactionV4 = Extract<PayoutTransactionV4, { kind: 'safe' }>
export type AccountTransactionV4 = Extract<PayoutTransactionV4, { kind: 'account' }>

const KIND_WORDS = { safe: 'a Safe', account: 'an account', solana: 'an account of Solana' }

/** @throws Problem `safe.*`, `transaction.*`, `uint256.out-of-range`, `solana.*` or `payout.other-settings` */
export async function payoutTransactions(facts: PaidFacts, settings: TransactionSettings): Promise<PayoutTransactionV4[]> {
  const { treasury } = facts
  if (treasury.kind === 'safe' && settings.kind === 'safe') {
    checkPayingVersion(treasury.version)
    return payoutSteps(facts).map((step) => {
      const nonce = checkUint256(settings.firstNonce + BigInt(step.at), 'The nonce')
      const transaction = safeTransactionAt({ ...step, nonce: nonce.toString() }, facts, treasury)
      return { ...step, kind: 'safe', nonce: nonce.toString(), ...safeHashes(safeAccountOf(treasury), transaction) }
    })
  }
  if (treasury.kind === 'account' && settings.kind === 'account') return accountTransactions(facts, settings)
  if (treasury.kind === 'solana' && settings.kind === 'solana') return solanaTransactions(facts, settings)
  throw new Problem(
    'payout.other-settings',
    `The settings are those of ${KIND_WORDS[settings.kind]}, and the treasury is ${KIND_WORDS[treasury.kind]}: give the settings of the treasury.`,
  )
}

function accountTransactions(
  facts: PaidFacts,
  settings: Extract<TransactionSettings, { kind: 'account' }>,
): PayoutTransactionV4[] {
  const { type, maxFeePerGasWei, maxPriorityFeePerGasWei } = settings
  validateArgument(
    type === 'eip1559' || maxFeePerGasWei === maxPriorityFeePerGasWei,
    'transaction.bad-fee',
    'A legacy transaction has one gas price: give it for both fees.',
  )
  return payoutSteps(facts).map((step) => {
    const gasLimit = step.purpose === 'set-root' ? (settings.rootGasLimit ?? settings.gasLimit) : settings.gasLimit
    const nonce = settings.firstNonce + step.at
    const fields = { ...step, kind: 'account' as const, type, nonce, gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei }
    const isPlainTransfer = facts.token.address === null && step.purpose === 'pay'
    checkFeeSettings({ ...fields, chainId: evmChainId(facts.treasury.chain) }, isPlainTransfer)
    return { ...fields, signingHash: keccak256(serializeTransaction(accountTransactionAt(fields, facts))) }
  })
}

/** What the Safe's owners sign. */
export function safeTransactionAt(
  step: Pick<SafeTransactionV4, 'at' | 'purpose' | 'payees' | 'nonce'>,
  facts: PaidFacts,
  treasury: SafeTreasury,
): SafeTransaction {
  return safeTransactionOf(callsOf(step, facts), treasury.multiSendCallOnly as Address, BigInt(step.nonce))
}

/** What the account signs, as viem serialises it; with a signature the same fields give the signed bytes. */
export function accountTransactionAt(
  transaction: Omit<AccountTransactionV4, 'signingHash'>,
  facts: PaidFacts,
): TransactionSerializable {
  const [call, another] = callsOf(transaction, facts)
  invariant(call && !another, 'an account makes one call in a transaction')
  const { type, nonce, gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei } = transaction
  const common = { chainId: evmChainId(facts.treasury.chain), nonce, gas: BigInt(gasLimit), ...call }
  if (type === 'legacy') return { type: 'legacy', gasPrice: BigInt(maxFeePerGasWei), ...common }
  return {
    type: 'eip1559',
    maxFeePerGas: BigInt(maxFeePerGasWei),
    maxPriorityFeePerGas: BigInt(maxPriorityFeePerGasWei),
    ...common,
  }
}

export function safeAccountOf({ address, chain, version }: SafeTreasury): SafeAccount {
  return { address: address as Address, chainId: evmChainId(chain), version }
}

/** The transaction at a place. @throws Problem `payout.no-transaction` */
export function transactionAt({ transactions }: Pick<PayoutFileV4, 'transactions'>, at: number): PayoutTransactionV4 {
  const transaction = transactions[at]
  if (transaction) return transaction
  throw new Problem('payout.no-transaction', `The payout has ${transactions.length} transactions, and none at place ${at}.`)
}
