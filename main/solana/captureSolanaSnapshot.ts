/** Reads while online what a payout needs to know, for drafting and signing it offline. */
import type { Address } from '@solana/kit'
import { Problem } from '#core/model/problem'
import { associatedTokenAccount } from '#core/solana/associatedTokenAccount'
import { NONCE_ACCOUNT_BYTES } from '#core/solana/nonceAccounts'
import { type SolanaSnapshot, sealSolanaSnapshot } from '#core/solana/solanaSnapshot'
import { type ReadMint, readMint, readNonceAccount, readTokenAccount } from './readAccounts'
import type { SolanaAccount, SolanaChain } from './solanaChain'

/** What a transaction with one signature costs, since the cluster began. */
const FEE_LAMPORTS = 5000n
/** Token-2022 marks the owner of an associated account as immutable, which takes five bytes more. */
const TOKEN_ACCOUNT_BYTES = { token: 165, 'token-2022': 170 } as const

export interface SnapshotRequest {
  treasury: Address
  /** Null for native SOL. */
  mint: Address | null
  payees: readonly Address[]
  nonceAccounts: readonly Address[]
}

/**
 * @param now ISO 8601, by this computer's clock.
 * @throws Problem `solana.mint` when there is no such mint, `node.*`
 */
export async function captureSolanaSnapshot(chain: SolanaChain, request: SnapshotRequest, now: string): Promise<SolanaSnapshot> {
  const { treasury, mint, payees, nonceAccounts } = request
  const genesisHash = await chain.genesisHash()
  const token = mint === null ? null : await tokenOf(chain, mint)
  const wallets = [treasury, ...payees]
  const tokenAccounts = token && (await Promise.all(wallets.map((wallet) => associatedTokenAccount(wallet, token))))
  const { slot, value } = await chain.accounts([...wallets, ...nonceAccounts, ...(tokenAccounts ?? [])])
  const walletStates = value.slice(0, wallets.length)
  const nonceStates = value.slice(wallets.length, wallets.length + nonceAccounts.length)
  const tokenStates = value.slice(wallets.length + nonceAccounts.length)

  return sealSolanaSnapshot({
    format: 'commonmast-solana-snapshot-v1',
    capturedAt: now,
    genesisHash,
    slot: slot.toString(),
    treasury,
    treasuryLamports: (walletStates[0]?.lamports ?? 0n).toString(),
    feeLamports: FEE_LAMPORTS.toString(),
    rentLamports: {
      tokenAccount: (await chain.rentLamports(TOKEN_ACCOUNT_BYTES[token?.program ?? 'token'])).toString(),
      nonceAccount: (await chain.rentLamports(NONCE_ACCOUNT_BYTES)).toString(),
      emptyAccount: (await chain.rentLamports(0)).toString(),
    },
    token: token && sourceOf(token, tokenAccounts?.[0] ?? treasury, tokenStates[0] ?? null),
    nonceAccounts: nonceAccounts.map((address, at) => {
      const read = readNonceAccount(address, nonceStates[at] ?? null)
      return { address, nonce: read?.nonce ?? null, authority: read?.authority ?? null }
    }),
    payees: payees.map((address, at) => {
      const state = walletStates[at + 1] ?? null
      return {
        address,
        owner: state?.owner ?? null,
        isProgram: state?.isExecutable ?? false,
        lamports: (state?.lamports ?? 0n).toString(),
        tokenAccount: token && payeeAccount(address, tokenAccounts?.[at + 1] ?? address, tokenStates[at + 1] ?? null, token.mint),
      }
    }),
  })
}

async function tokenOf(chain: SolanaChain, mint: Address): Promise<ReadMint & { mint: Address }> {
  const { value } = await chain.accounts([mint])
  const read = readMint(value[0] ?? null)
  if (read) return { mint, ...read }
  throw new Problem('solana.mint', `${mint} is no token on this cluster: check the address of the mint and the node.`)
}

function sourceOf(token: ReadMint & { mint: Address }, sourceAccount: Address, state: SolanaAccount | null) {
  const read = readTokenAccount(state)
  return {
    ...token,
    sourceAccount,
    sourceBaseUnits: read?.amountBaseUnits.toString() ?? null,
    sourceIsFrozen: read?.isFrozen ?? false,
  }
}

function payeeAccount(wallet: Address, address: Address, state: SolanaAccount | null, mint: Address) {
  const read = readTokenAccount(state)
  // Lamports that somebody sent there make an account, but not a token account: the payment still creates that.
  if (!read) return { address, exists: false, fault: null }
  return { address, exists: true, fault: faultOf(read, wallet, mint) }
}

function faultOf(read: NonNullable<ReturnType<typeof readTokenAccount>>, wallet: Address, mint: Address): string | null {
  if (read.owner !== wallet) return `belongs to ${read.owner}`
  if (read.mint !== mint) return `is of another token (${read.mint})`
  return read.isFrozen ? 'is frozen' : null
}
