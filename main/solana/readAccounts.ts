/** What accounts hold: nonces, mints and token accounts, told from their bytes and from the program that owns them. */

import { type Address, lamports } from '@solana/kit'
import { decodeNonce, NonceState, NonceVersion, SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import { AccountState, getMintDecoder, getTokenDecoder } from '@solana-program/token'
import { NONCE_ACCOUNT_BYTES } from '#core/solana/nonceAccounts'
import { type TokenProgram, tokenProgramOf } from '#core/solana/solanaPrograms'
import { mintExtensions } from './mintExtensions'
import type { SolanaAccount } from './solanaChain'

const MINT_BYTES = 82
const TOKEN_ACCOUNT_BYTES = 165

/** Null where the account is no initialized nonce account of the present kind. */
export function readNonceAccount(address: Address, account: SolanaAccount | null): { nonce: string; authority: Address } | null {
  // The System program owns every plain wallet too.
  if (account?.owner !== SYSTEM_PROGRAM_ADDRESS || account.data.length !== NONCE_ACCOUNT_BYTES) return null
  const { data } = decodeNonce({
    address,
    data: account.data,
    executable: account.isExecutable,
    lamports: lamports(account.lamports),
    programAddress: account.owner,
    space: BigInt(account.data.length),
  })
  if (data.version !== NonceVersion.Current || data.state !== NonceState.Initialized) return null
  return { nonce: data.blockhash, authority: data.authority }
}

export interface ReadMint {
  decimals: number
  program: TokenProgram
  /** Extensions of a Token-2022 mint by name. */
  extensions: string[]
}

/** Null where the account is no initialized mint. */
export function readMint(account: SolanaAccount | null): ReadMint | null {
  const program = account && tokenProgramOf(account.owner)
  if (!account || !program || account.data.length < MINT_BYTES) return null
  if (program === 'token' && account.data.length !== MINT_BYTES) return null
  const { decimals, isInitialized } = getMintDecoder().decode(account.data.subarray(0, MINT_BYTES))
  return isInitialized ? { decimals, program, extensions: mintExtensions(account.data) } : null
}

export interface ReadTokenAccount {
  mint: Address
  owner: Address
  amountBaseUnits: bigint
  isFrozen: boolean
}

/** Null where the account is no initialized token account. */
export function readTokenAccount(account: SolanaAccount | null): ReadTokenAccount | null {
  if (!account || tokenProgramOf(account.owner) === null || account.data.length < TOKEN_ACCOUNT_BYTES) return null
  const { mint, owner, amount, state } = getTokenDecoder().decode(account.data.subarray(0, TOKEN_ACCOUNT_BYTES))
  if (state === AccountState.Uninitialized) return null
  return { mint, owner, amountBaseUnits: amount, isFrozen: state === AccountState.Frozen }
}
