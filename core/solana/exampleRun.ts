/** For tests: a treasury, payees and nonce accounts that anybody can work out, and a plan of them. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Address, getAddressDecoder } from '@solana/kit'
import type { SolanaToken } from './associatedTokenAccount'
import type { SolanaPlan } from './solanaTransactions'

/** 32 bytes that follow from a name. */
export function exampleSecret(name: string): Uint8Array {
  return sha256(utf8ToBytes(name))
}

export function exampleWallet(name: string): Address {
  return getAddressDecoder().decode(ed25519.getPublicKey(exampleSecret(name)))
}

export const EXAMPLE_TREASURY = exampleWallet('treasury')

export const EXAMPLE_TOKEN: SolanaToken = { mint: exampleWallet('mint'), decimals: 8, program: 'token' }

/** Payee `at` gets 1 000 000 + at base units; every third has no token account yet. */
export function exampleRun(payees = 3, token: SolanaToken | null = EXAMPLE_TOKEN, nonceAccounts = payees): SolanaPlan {
  return {
    treasury: EXAMPLE_TREASURY,
    token,
    payees: Array.from({ length: payees }, (_, at) => ({
      address: exampleWallet(`payee ${at}`),
      amountBaseUnits: 1_000_000n + BigInt(at),
      createTokenAccount: token !== null && at % 3 === 2,
    })),
    nonceAccounts: Array.from({ length: nonceAccounts }, (_, at) => ({
      address: exampleWallet(`nonce account ${at}`),
      nonce: exampleWallet(`nonce ${at}`),
    })),
  }
}
