/**
 * Whom a message pays, from its bytes alone: what a second machine reads before anybody signs or sends. What was read is
 * compiled again, and only the very same bytes are believed, so that nothing beside it can be in the message.
 */

import type { Address } from '@solana/kit'
import { parseAdvanceNonceAccountInstruction, parseTransferSolInstruction } from '@solana-program/system'
import { parseCreateAssociatedTokenIdempotentInstruction, parseTransferCheckedInstruction } from '@solana-program/token'
import { Problem, validateArgument } from '../model/problem'
import { associatedTokenAccount } from './associatedTokenAccount'
import { compilePayment, type SolanaPayment, type SolanaTransfer } from './compilePayment'
import { decodeMessage, parsed } from './decodeMessage'
import { instructionName, payingInstruction, type ReadInstruction } from './namedInstruction'
import { sameBytes } from './sameBytes'
import { tokenProgramOf } from './solanaPrograms'

/**
 * The one payment that the message makes.
 * @throws Problem `solana.message-unreadable`, `solana.message-foreign` naming what else is in it, `solana.message-accounts`
 * where the accounts are not those of the payment, `solana.amount`.
 */
export async function readSolanaTransaction(message: Uint8Array): Promise<SolanaPayment> {
  const { instructions, feePayer, nonce } = decodeMessage(message)
  const [first, ...rest] = instructions
  if (!first || payingInstruction(first) !== 'advance-nonce') {
    throw foreign(first ? `begins with ${instructionName(first)}` : 'has no instruction', 'a durable nonce must come first')
  }
  const { accounts } = parsed(first, () => parseAdvanceNonceAccountInstruction(first))
  const payment: SolanaPayment = {
    treasury: feePayer,
    nonceAccount: accounts.nonceAccount.address,
    nonce,
    transfer: readTransfer(rest),
  }
  await checkAccounts(payment, accounts.nonceAuthority.address)
  if (!sameBytes(await compilePayment(payment), message)) {
    throw new Problem(
      'solana.message-accounts',
      'The message pays in another way than its bytes must: an account, a signer or a flag in it belongs to no payment of the treasury. Do not sign or send it.',
    )
  }
  return payment
}

function readTransfer(instructions: readonly ReadInstruction[]): SolanaTransfer {
  const kinds = instructions.map(payingInstruction)
  instructions.forEach((instruction, at) => {
    if (kinds[at] === null || kinds[at] === 'advance-nonce') throw foreign(`holds ${instructionName(instruction)}`)
  })
  const [first, second] = instructions
  const shape = kinds.join()
  if (first && shape === 'transfer-sol') return readSolTransfer(first)
  if (first && shape === 'transfer-checked') return readTokenTransfer(first, null)
  if (first && second && shape === 'create-token-account,transfer-checked') return readTokenTransfer(second, first)
  const found = instructions.length === 0 ? 'pays nobody' : `holds ${instructions.map(instructionName).join(', then ')}`
  throw foreign(found)
}

function readSolTransfer(instruction: ReadInstruction): SolanaTransfer {
  const { accounts, data } = parsed(instruction, () => parseTransferSolInstruction(instruction))
  return { to: accounts.destination.address, amountBaseUnits: data.amount, token: null, createFor: null }
}

function readTokenTransfer(instruction: ReadInstruction, creation: ReadInstruction | null): SolanaTransfer {
  const program = tokenProgramOf(instruction.programAddress)
  const { accounts, data } = parsed(instruction, () => parseTransferCheckedInstruction(instruction))
  if (program === null) throw foreign(`holds ${instructionName(instruction)}`)
  const created = creation && parsed(creation, () => parseCreateAssociatedTokenIdempotentInstruction(creation)).accounts
  return {
    to: accounts.destination.address,
    amountBaseUnits: data.amount,
    token: { mint: accounts.mint.address, decimals: data.decimals, program },
    createFor: created ? created.owner.address : null,
  }
}

/** The accounts that the bytes alone can prove: all but the payee's. */
async function checkAccounts({ treasury, transfer }: SolanaPayment, authority: Address): Promise<void> {
  validateArgument(
    authority === treasury,
    'solana.message-accounts',
    `The authority of the nonce is ${authority}, but ${treasury} pays and signs: they must be one. Do not sign it.`,
  )
  const { token, createFor, to } = transfer
  if (token === null || createFor === null) return
  const own = await associatedTokenAccount(createFor, token)
  validateArgument(
    own === to,
    'solana.message-accounts',
    `The message creates the token account of ${createFor}, which is ${own}, but pays ${to}: do not sign it.`,
  )
}

function foreign(what: string, why = 'a payment is one transfer and nothing else'): Problem {
  return new Problem('solana.message-foreign', `The message ${what}, but ${why}: do not sign or send it.`)
}
