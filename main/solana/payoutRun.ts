/** A payout on Solana as a run: those of its transactions that the treasury has signed, built again from the file. */
import { base64 } from '@scure/base'
import { address } from '@solana/kit'
import type { Hex } from 'viem'
import { hexToBytes } from 'viem/utils'
import { Problem } from '#core/model/problem'
import { transactionId } from '#core/solana/signedSolanaTransaction'
import type { SignedSolanaTransaction } from '#core/solana/solanaTransactions'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { PayoutMove } from '#core/treasury/model/payoutMove'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { solanaPlanOf } from '#core/treasury/payout/solanaPayments'
import { transactionToSign } from '#core/treasury/payout/transactionToSign'
import { payoutState } from '#core/treasury/state/payoutState'
import type { SolanaRunToSend } from './broadcastSolanaRun'

/**
 * @param only places of the transactions that are meant; all without it
 * @throws Problem `payout.no-solana-transaction`, `payout.hash-differs` or `confirmation.*`
 */
export async function payoutRun(
  payout: PayoutFileV4,
  moves: readonly PayoutMove[],
  only?: readonly number[],
): Promise<SolanaRunToSend> {
  const state = payoutState(payout, moves)
  const transactions: SignedSolanaTransaction[] = []
  let sinceSlot = 0n
  for (const stated of payout.transactions) {
    if (stated.kind !== 'solana') {
      throw new Problem('payout.no-solana-transaction', 'The payout is not of Solana: give a node of its own chain.')
    }
    sinceSlot = BigInt(stated.nonceSlot)
    const [confirmation] = state.transactions.find(({ at }) => at === stated.at)?.confirmations ?? []
    if (!confirmation || only?.includes(stated.at) === false) continue
    await checkConfirmation(payout, confirmation)
    transactions.push(await signedTransaction(payout, stated.at, confirmation.signature as Hex))
  }
  const { treasury, token } = solanaPlanOf(payout)
  return { treasury, token, chain: payout.treasury.chain, sinceSlot, transactions }
}

async function signedTransaction(payout: PayoutFileV4, at: number, signature: Hex): Promise<SignedSolanaTransaction> {
  const toSign = await transactionToSign(payout, at)
  const stated = payout.transactions[at]
  const payee = payout.payees[stated?.payees?.first ?? -1]
  if (toSign.kind !== 'solana' || stated?.kind !== 'solana' || !payee) {
    throw new Problem('payout.no-solana-transaction', `Transaction ${at + 1} pays nobody on Solana: verify the payout.`)
  }
  return {
    at,
    payee: { address: address(payee.address), amountBaseUnits: payee.amountBaseUnits },
    nonceAccount: toSign.payment.nonceAccount,
    nonce: stated.nonce,
    createsTokenAccount: stated.createsTokenAccount,
    message: base64.encode(toSign.message),
    messageSha256: stated.messageSha256,
    signature: transactionId(hexToBytes(signature)),
  }
}
