/**
 * One payment as the exact bytes that are signed: a legacy message, which every version of the Ledger app reads. Its first
 * instruction advances a durable nonce, so that it can be signed offline and sent days later, once.
 */

import {
  type Address,
  appendTransactionMessageInstructions,
  compileTransactionMessage,
  createNoopSigner,
  createTransactionMessage,
  getCompiledTransactionMessageEncoder,
  type Instruction,
  type Nonce,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingDurableNonce,
} from '@solana/kit'
import { getTransferSolInstruction } from '@solana-program/system'
import { getCreateAssociatedTokenIdempotentInstruction, getTransferCheckedInstruction } from '@solana-program/token'
import { validateArgument } from '../model/problem'
import { associatedTokenAccount, type SolanaToken } from './associatedTokenAccount'
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

export interface SolanaPayment {
  /** Signs, pays fee and rent, owns the tokens, and is the authority of the nonce account. */
  treasury: Address
  nonceAccount: Address
  /** The value that the nonce account holds: base58 of 32 bytes. */
  nonce: string
  transfer: SolanaTransfer
}

/**
 * The message to sign. The same payment is the same bytes.
 * @throws Problem `solana.amount` when the amount is no whole number from 1 to 2^64-1.
 */
export async function compilePayment(payment: SolanaPayment): Promise<Uint8Array> {
  const { treasury, nonceAccount, nonce, transfer } = payment
  const instructions = await payingInstructions(treasury, transfer)
  const message = pipe(
    createTransactionMessage({ version: 'legacy' }),
    (empty) => setTransactionMessageFeePayer(treasury, empty),
    (paid) =>
      setTransactionMessageLifetimeUsingDurableNonce(
        { nonce: nonce as Nonce, nonceAccountAddress: nonceAccount, nonceAuthorityAddress: treasury },
        paid,
      ),
    (dated) => appendTransactionMessageInstructions(instructions, dated),
  )
  return Uint8Array.from(getCompiledTransactionMessageEncoder().encode(compileTransactionMessage(message)))
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
