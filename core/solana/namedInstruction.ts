/** What an instruction of a message does, by the names that its program gives it. */

import type { AccountMeta, Address, Instruction } from '@solana/kit'
import { identifySystemInstruction, SYSTEM_PROGRAM_ADDRESS, SystemInstruction } from '@solana-program/system'
import {
  ASSOCIATED_TOKEN_PROGRAM_ADDRESS,
  AssociatedTokenInstruction,
  identifyAssociatedTokenInstruction,
  identifyTokenInstruction,
  TokenInstruction,
} from '@solana-program/token'
import { programName, tokenProgramOf } from './solanaPrograms'

/** An instruction with its accounts and bytes, which may be none. */
export interface ReadInstruction extends Instruction {
  accounts: readonly AccountMeta[]
  data: Uint8Array
}

export type PayingInstruction = 'advance-nonce' | 'transfer-sol' | 'create-token-account' | 'transfer-checked'

/** Null for any that a payout has no use for. */
export function payingInstruction(instruction: ReadInstruction): PayingInstruction | null {
  const { programAddress, data } = instruction
  if (programAddress === SYSTEM_PROGRAM_ADDRESS) {
    const kind = quietly(() => identifySystemInstruction(data))
    if (kind === SystemInstruction.AdvanceNonceAccount) return 'advance-nonce'
    return kind === SystemInstruction.TransferSol ? 'transfer-sol' : null
  }
  if (programAddress === ASSOCIATED_TOKEN_PROGRAM_ADDRESS) {
    const kind = quietly(() => identifyAssociatedTokenInstruction(data))
    return kind === AssociatedTokenInstruction.CreateAssociatedTokenIdempotent ? 'create-token-account' : null
  }
  if (tokenProgramOf(programAddress) !== null) {
    const kind = quietly(() => identifyTokenInstruction(data))
    return kind === TokenInstruction.TransferChecked ? 'transfer-checked' : null
  }
  return null
}

/** In words, e.g. `Approve of the Token program (Tokenkeg…)`. */
export function instructionName({ programAddress, data }: ReadInstruction): string {
  return `${instructionTitle(programAddress, data)} of the ${programName(programAddress)}`
}

function instructionTitle(program: Address, data: Uint8Array): string {
  const unknown = `an unknown instruction (first byte ${data[0] ?? 'missing'})`
  if (program === SYSTEM_PROGRAM_ADDRESS) {
    return titleOf(SystemInstruction, () => identifySystemInstruction(data)) ?? unknown
  }
  if (program === ASSOCIATED_TOKEN_PROGRAM_ADDRESS) {
    return titleOf(AssociatedTokenInstruction, () => identifyAssociatedTokenInstruction(data)) ?? unknown
  }
  if (tokenProgramOf(program) !== null) return titleOf(TokenInstruction, () => identifyTokenInstruction(data)) ?? unknown
  return unknown
}

function titleOf(names: Readonly<Record<number, string>>, identify: () => number): string | null {
  const kind = quietly(identify)
  return kind === null ? null : (names[kind] ?? null)
}

/** Null where the program's own reader does not know the bytes. */
function quietly<Result>(read: () => Result): Result | null {
  try {
    return read()
  } catch {
    return null
  }
}
