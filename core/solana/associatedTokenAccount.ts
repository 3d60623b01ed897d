/** Where a wallet keeps a token: the account whose address follows from wallet, token program and mint. */

import type { Address } from '@solana/kit'
import { findAssociatedTokenPda } from '@solana-program/token'
import { type TokenProgram, tokenProgramAddress } from './solanaPrograms'

export interface SolanaToken {
  mint: Address
  decimals: number
  program: TokenProgram
}

/** The associated token account of `owner`; it may not exist on chain yet. */
export async function associatedTokenAccount(owner: Address, { mint, program }: Omit<SolanaToken, 'decimals'>): Promise<Address> {
  const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram: tokenProgramAddress(program) })
  return account
}
