/** One payment as the exact bytes that are signed. Its first instruction advances a durable nonce. */

import { type Address, createNoopSigner, type Instruction } from '@solana/kit'
import { getTransferSolInstruction } from '@solana-program/system'
import { getCreateAssociatedTokenIdempotentInstruction, getTransferCheckedInstruction } from '@solana-program/token'
import { validateArgument } from '../model/problem'
import { associatedTokenAccount, type SolanaToken } from './associatedTokenAccount'
import { compileWithNonce, type DurableNonce } from './compileMessage'
import { tokenProgramAddress } from './solanaPrograms'

const LARGEST_U64 = 2n ** 64n - 1n

/** What moves. `to` is a wallet for native SOL and a token account for a token. */
export interface SolanaTransfer {
  to: Address
  amountBaseUnits: bigint
  /** Null for native SOL, whose base unit is the lamport. */
  token: SolanaToken | null
  /** The wallet for which `to` is created first if it does not exist; null when it is known to exist. */
  createFor: Address | null
}

/** The treasury owns the tokens as well, and pays rent where an account is created. */
export interface SolanaPayment extends DurableNonce {
  transfer: SolanaTransfer
}

/**
 * The message to sign. The same payment is the same bytes.
 * @throws Problem `solana.amount` when the amount is no whole number from 1 to 2^64-1.
 */
export async function compilePayment(payment: SolanaPayment): Promise<Uint8Array> {
  return compileWithNonce(payment, await payingInstructions(payment.treasury, payment.transfer))
}

async function payingInstructions(treasury: Address, transfer: SolanaTransfer): Promise<Instruction[]> {
  const { to, amountBaseUnits, token, createFor } = transfer
  validateArgument(
    amountBaseUnits > 0n && amountBaseUnits <= LARGEST_U64,
    'solana.amount',
    `${amountBaseUnits} base units cannot be paid on Solana: an amount is a whole number from 1 to ${LARGEST_U64}.`,
  )
  const authority = createNoopSigner(treasury)
  if (token === null) return [getTransferSolInstruction({ source: authority, destination: to, amount: amountBaseUnits })]
  const tokenProgram = tokenProgramAddress(token.program)
  const pay = getTransferCheckedInstruction(
    {
      source: await associatedTokenAccount(treasury, token),
      mint: token.mint,
      destination: to,
      authority,
      amount: amountBaseUnits,
      decimals: token.decimals,
    },
    { programAddress: tokenProgram },
  )
  if (createFor === null) return [pay]
  const create = getCreateAssociatedTokenIdempotentInstruction({
    payer: authority,
    ata: to,
    owner: createFor,
    mint: token.mint,
    tokenProgram,
  })
  return [create, pay]
}
