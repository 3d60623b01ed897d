/**
 * A payout on Solana as plain data: one transaction for each payee, one nonce account for each transaction. The same plan
 * gives the same bytes, on any machine.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import type { Address } from '@solana/kit'
import { invariant, Problem, validateArgument } from '../model/problem'
import { associatedTokenAccount, type SolanaToken } from './associatedTokenAccount'
import { compilePayment, type SolanaPayment } from './compilePayment'
import { checkSolanaAddress } from './solanaAddress'

export interface SolanaPayee {
  address: Address
  amountBaseUnits: bigint
  /** Whether the payee's token account has to be created first; false for native SOL. */
  createTokenAccount: boolean
}

export interface NonceAccount {
  address: Address
  /** Its value: base58 of 32 bytes. It changes with every transaction that uses it. */
  nonce: string
}

export interface SolanaPlan {
  treasury: Address
  /** Null for native SOL. */
  token: SolanaToken | null
  payees: readonly SolanaPayee[]
  nonceAccounts: readonly NonceAccount[]
}

export interface SolanaTransaction {
  /** Place among the payout's transactions, from 0. */
  at: number
  payee: { address: Address; amountBaseUnits: string }
  nonceAccount: Address
  nonce: string
  /** Whether the payee's token account is created by it, for which the treasury pays the rent. */
  createsTokenAccount: boolean
  /** Base64 of the bytes that are signed. */
  message: string
  /** SHA-256 of these bytes, 64 hex digits; the Ledger shows the same in base58 as "Message Hash". */
  messageSha256: string
}

export interface SignedSolanaTransaction extends SolanaTransaction {
  /** The treasury's over the message, base58 of 64 bytes: also the id by which the cluster knows the transaction. */
  signature: string
}

/**
 * One transaction for each payee, in their order. A nonce account carries one pending transaction, and its next value is known
 * only when that has landed: so there are at least as many nonce accounts as payees.
 * @throws Problem `solana.*` naming what to correct.
 */
export async function planSolanaTransactions(plan: SolanaPlan): Promise<SolanaTransaction[]> {
  checkPlan(plan)
  const { treasury, token, payees, nonceAccounts } = plan
  const transactions: SolanaTransaction[] = []
  for (const [at, payee] of payees.entries()) {
    const account = nonceAccounts[at]
    invariant(account, 'the plan has a nonce account for each payee')
    const message = await compilePayment(await paymentOf({ treasury, token }, payee, account))
    transactions.push({
      at,
      payee: { address: payee.address, amountBaseUnits: payee.amountBaseUnits.toString() },
      nonceAccount: account.address,
      nonce: account.nonce,
      createsTokenAccount: payee.createTokenAccount,
      message: base64.encode(message),
      messageSha256: bytesToHex(sha256(message)),
    })
  }
  return transactions
}

/** What the treasury pays to one payee with one nonce. */
export async function paymentOf(
  { treasury, token }: Pick<SolanaPlan, 'treasury' | 'token'>,
  payee: SolanaPayee,
  nonceAccount: NonceAccount,
): Promise<SolanaPayment> {
  return {
    treasury,
    nonceAccount: nonceAccount.address,
    nonce: nonceAccount.nonce,
    transfer: {
      to: token === null ? payee.address : await associatedTokenAccount(payee.address, token),
      amountBaseUnits: payee.amountBaseUnits,
      token,
      createFor: payee.createTokenAccount ? payee.address : null,
    },
  }
}

/** @throws Problem `solana.message-unreadable` */
export function messageBytes({ at, message }: Pick<SolanaTransaction, 'at' | 'message'>): Uint8Array {
  try {
    return base64.decode(message)
  } catch (cause) {
    throw new Problem('solana.message-unreadable', `The message of transaction ${at + 1} is no base64.`, { cause })
  }
}

function checkPlan({ treasury, token, payees, nonceAccounts }: SolanaPlan): void {
  checkSolanaAddress(treasury, 'the treasury')
  if (token !== null) checkSolanaAddress(token.mint, 'the mint')
  validateArgument(payees.length > 0, 'solana.no-payees', 'There is nobody to pay: choose payees.')
  validateArgument(
    nonceAccounts.length >= payees.length,
    'solana.too-few-nonce-accounts',
    `${payees.length} payees need ${payees.length} nonce accounts, one for each payment, and ${nonceAccounts.length} of the treasury's can be used: create ${payees.length - nonceAccounts.length} more while online, then capture a snapshot with all of them.`,
  )
  refuseSecond(
    payees.map(({ address }) => address),
    (address) => `${address} is to be paid twice in one payout: add the amounts up.`,
  )
  refuseSecond(
    nonceAccounts.map(({ address }) => address),
    (address) => `The nonce account ${address} stands in the plan twice: it carries one transaction.`,
  )
  for (const [at, { address, amountBaseUnits, createTokenAccount }] of payees.entries()) {
    checkSolanaAddress(address, `payee ${at + 1}`)
    validateArgument(address !== treasury, 'solana.payee', `Payee ${at + 1} is the treasury itself: leave it out.`)
    validateArgument(address !== token?.mint, 'solana.payee', `Payee ${at + 1} is the token's mint, which nobody owns.`)
    validateArgument(amountBaseUnits > 0n, 'solana.amount', `Payee ${at + 1} (${address}) gets nothing: leave it out.`)
    validateArgument(
      token !== null || !createTokenAccount,
      'solana.payee',
      `Payee ${at + 1} is paid in SOL, for which there is no token account to create.`,
    )
  }
}

function refuseSecond(addresses: readonly string[], sentence: (address: string) => string): void {
  const seen = new Set<string>()
  for (const address of addresses) {
    validateArgument(!seen.has(address), 'solana.duplicate', sentence(address))
    seen.add(address)
  }
}
