/** The programs of Solana that a payout may call. Every other one in a message is refused. */

import { type Address, address } from '@solana/kit'
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import { ASSOCIATED_TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token'

const TOKEN_2022_PROGRAM_ADDRESS = address('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb')

/** Known only to name them when a message calls one. */
const COMPUTE_BUDGET_PROGRAM = 'ComputeBudget111111111111111111111111111111'
const MEMO_PROGRAM = 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr'

const PROGRAM_NAMES: ReadonlyMap<string, string> = new Map([
  [SYSTEM_PROGRAM_ADDRESS, 'System program'],
  [TOKEN_PROGRAM_ADDRESS, 'Token program'],
  [TOKEN_2022_PROGRAM_ADDRESS, 'Token-2022 program'],
  [ASSOCIATED_TOKEN_PROGRAM_ADDRESS, 'Associated Token Account program'],
  [COMPUTE_BUDGET_PROGRAM, 'Compute Budget program'],
  [MEMO_PROGRAM, 'Memo program'],
])

/** A program's name with its address, or the address alone. */
export function programName(program: string): string {
  const name = PROGRAM_NAMES.get(program)
  return name === undefined ? `program ${program}` : `${name} (${program})`
}

/** Whether the address is one of these programs, which nobody can be paid at. */
export function isKnownProgram(account: string): boolean {
  return PROGRAM_NAMES.has(account)
}

/** The two programs that keep SPL tokens. */
export type TokenProgram = 'token' | 'token-2022'

export function tokenProgramAddress(program: TokenProgram): Address {
  return program === 'token' ? TOKEN_PROGRAM_ADDRESS : TOKEN_2022_PROGRAM_ADDRESS
}

/** Null where the address is no token program. */
export function tokenProgramOf(account: string): TokenProgram | null {
  if (account === TOKEN_PROGRAM_ADDRESS) return 'token'
  return account === TOKEN_2022_PROGRAM_ADDRESS ? 'token-2022' : null
}
