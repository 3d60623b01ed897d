/**
 * The transactions of a payout on Solana: one for each payee, each with a durable nonce of its own, so that all can be signed
 * offline and carried out in any order. Their messages follow from the file. SPEC.md, rules [PL1] to [PL5].
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { address } from '@solana/kit'
import type { Hex } from 'viem'
import { Problem, validateArgument } from '../../model/problem'
import type { SolanaToken } from '../../solana/associatedTokenAccount'
import { compilePayment, type SolanaPayment } from '../../solana/compilePayment'
import { checkSolanaAddress } from '../../solana/solanaAddress'
import type { TokenProgram } from '../../solana/solanaPrograms'
import { paymentOf, planSolanaTransactions, type SolanaPayee, type SolanaPlan } from '../../solana/solanaTransactions'
import type { PayoutFileV4, PayoutPayee, PayoutTransactionV4 } from '../model/payoutFileV4'
import type { TokenFacts } from '../model/treasuryFacts'
import { type PaidFacts, payoutSteps } from './payoutCalls'
import type { TransactionSettings } from './payoutParts'

export type SolanaTransactionV4 = Extract<PayoutTransactionV4, { kind: 'solana' }>
type SolanaSettings = Extract<TransactionSettings, { kind: 'solana' }>

const SOL_DECIMALS = 9

/** @throws Problem `solana.*` naming what to correct */
export async function solanaTransactions(facts: PaidFacts, settings: SolanaSettings): Promise<SolanaTransactionV4[]> {
  const { nonceAccounts, nonceSlot, tokenProgram, withoutTokenAccount } = settings
  const planned = await planSolanaTransactions({
    treasury: checkSolanaAddress(facts.treasury.address, 'the treasury'),
    token: solanaTokenOf(facts.token, tokenProgram),
    payees: facts.payees.map((payee, at) => payeeOf(payee, `payee ${at + 1}`, withoutTokenAccount.has(payee.address))),
    nonceAccounts: nonceAccounts.map(({ address: account, nonce }, at) => ({
      address: checkSolanaAddress(account, `nonce account ${at + 1}`),
      nonce: checkSolanaAddress(nonce, `the nonce of nonce account ${at + 1}`),
    })),
  })
  return payoutSteps(facts).map((step) => {
    const transaction = planned[step.at]
    validateArgument(transaction, 'payout.no-transaction', `Payee ${step.at + 1} has no transaction: prepare the payout again.`)
    const { nonceAccount, nonce, createsTokenAccount, messageSha256 } = transaction
    return { ...step, kind: 'solana', nonceAccount, nonce, nonceSlot, tokenProgram, createsTokenAccount, messageSha256 }
  })
}

/** The settings that transactions were made from, as they themselves state them. */
export function solanaSettingsOf(payees: readonly PayoutPayee[], transactions: readonly PayoutTransactionV4[]): SolanaSettings {
  const ofSolana = transactions.filter((transaction) => transaction.kind === 'solana')
  const [first] = ofSolana
  return {
    kind: 'solana',
    nonceAccounts: ofSolana.map(({ nonceAccount, nonce }) => ({ address: nonceAccount, nonce })),
    nonceSlot: first?.nonceSlot ?? '0',
    tokenProgram: first?.tokenProgram ?? null,
    withoutTokenAccount: new Set(
      payees.flatMap((payee, at) => (ofSolana[at]?.createsTokenAccount === true ? [payee.address] : [])),
    ),
  }
}

/** What one transaction pays and the bytes that are signed, from the file alone. @throws Problem `solana.*` */
export async function solanaPaymentOf(
  payout: Pick<PayoutFileV4, 'treasury' | 'token' | 'payees'>,
  transaction: SolanaTransactionV4,
): Promise<{ payment: SolanaPayment; message: Uint8Array; signedHash: Hex }> {
  const payee = payout.payees[transaction.payees?.first ?? -1]
  validateArgument(payee, 'payout.no-payee', 'The transaction pays nobody in this payout: the file was changed, do not sign it.')
  const plan = {
    treasury: checkSolanaAddress(payout.treasury.address, 'the treasury'),
    token: solanaTokenOf(payout.token, transaction.tokenProgram),
  }
  const nonceAccount = { address: checkSolanaAddress(transaction.nonceAccount, 'the nonce account'), nonce: transaction.nonce }
  const payment = await paymentOf(plan, payeeOf(payee, 'the payee', transaction.createsTokenAccount), nonceAccount)
  const message = await compilePayment(payment)
  return { payment, message, signedHash: `0x${bytesToHex(sha256(message))}` }
}

/** The payout as a plan, to be held against a snapshot. */
export function solanaPlanOf({ treasury, token, payees, transactions }: PayoutFileV4): SolanaPlan {
  const { nonceAccounts, tokenProgram, withoutTokenAccount } = solanaSettingsOf(payees, transactions)
  return {
    treasury: address(treasury.address),
    token: solanaTokenOf(token, tokenProgram),
    payees: payees.map((payee) => payeeOf(payee, 'a payee', withoutTokenAccount.has(payee.address))),
    nonceAccounts: nonceAccounts.map(({ address: account, nonce }) => ({ address: address(account), nonce })),
  }
}

/**
 * Null for SOL.
 * @throws Problem `payout.no-token-program`, `payout.other-decimals` or `solana.address-*`
 */
export function solanaTokenOf({ address: mint, decimals }: TokenFacts, program: TokenProgram | null): SolanaToken | null {
  if (mint === null) {
    validateArgument(decimals === SOL_DECIMALS, 'payout.other-decimals', `SOL has ${SOL_DECIMALS} decimals, not ${decimals}.`)
    validateArgument(program === null, 'payout.no-token-program', 'SOL is kept by no token program: prepare the payout again.')
    return null
  }
  const checked = checkSolanaAddress(mint, 'the mint')
  if (program !== null) return { mint: checked, decimals, program }
  throw new Problem(
    'payout.no-token-program',
    'Which program keeps the token is not known: capture a snapshot with this token and prepare the payout from it.',
  )
}

function payeeOf({ address: wallet, amountBaseUnits }: PayoutPayee, whose: string, createTokenAccount: boolean): SolanaPayee {
  return { address: checkSolanaAddress(wallet, whose), amountBaseUnits: BigInt(amountBaseUnits), createTokenAccount }
}
