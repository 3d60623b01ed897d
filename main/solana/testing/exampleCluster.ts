/** For tests: a cluster with a funded treasury, its token, nonce accounts and payees of whom every third has no token account. */
import { ed25519 } from '@noble/curves/ed25519.js'
import type { Address } from '@solana/kit'
import { getNonceEncoder, NonceState, NonceVersion, SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import { AccountState, getMintEncoder, getTokenEncoder } from '@solana-program/token'
import { associatedTokenAccount, type SolanaToken } from '#core/solana/associatedTokenAccount'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleRun, exampleSecret, exampleWallet } from '#core/solana/exampleRun'
import { transactionId } from '#core/solana/signedSolanaTransaction'
import { tokenProgramAddress } from '#core/solana/solanaPrograms'
import { messageBytes, type SignedSolanaTransaction, type SolanaTransaction } from '#core/solana/solanaTransactions'
import { createLiteSvmCluster, type LiteSvmCluster } from './liteSvmCluster'

export const SOURCE_BASE_UNITS = 1_000_000_000_000n

export async function exampleCluster(payees = 3, token: SolanaToken | null = EXAMPLE_TOKEN): Promise<LiteSvmCluster> {
  const cluster = createLiteSvmCluster()
  cluster.fund(EXAMPLE_TREASURY, 100_000_000_000n)
  for (const [at, { address }] of exampleRun(payees).nonceAccounts.entries())
    placeNonce(cluster, address, exampleWallet(`nonce ${at}`))
  if (token === null) return cluster
  placeMint(cluster, token)
  await placeTokens(cluster, token, EXAMPLE_TREASURY, SOURCE_BASE_UNITS)
  for (const { address, createTokenAccount } of exampleRun(payees, token).payees) {
    if (!createTokenAccount) await placeTokens(cluster, token, address, 0n)
  }
  return cluster
}

export function placeNonce(cluster: LiteSvmCluster, address: Address, nonce: Address, authority = EXAMPLE_TREASURY): void {
  const data = getNonceEncoder().encode({
    version: NonceVersion.Current,
    state: NonceState.Initialized,
    authority,
    blockhash: nonce,
    lamportsPerSignature: 5000n,
  })
  cluster.place(address, { owner: SYSTEM_PROGRAM_ADDRESS, data: Uint8Array.from(data) })
}

export function placeMint(
  cluster: LiteSvmCluster,
  { mint, decimals, program }: SolanaToken,
  extensions: Uint8Array = new Uint8Array(),
): void {
  const plain = getMintEncoder().encode({
    mintAuthority: exampleWallet('mint authority'),
    supply: SOURCE_BASE_UNITS,
    decimals,
    isInitialized: true,
    freezeAuthority: null,
  })
  const padding = extensions.length === 0 ? [] : [...new Uint8Array(83), 1]
  cluster.place(mint, { owner: tokenProgramAddress(program), data: Uint8Array.from([...plain, ...padding, ...extensions]) })
}

export async function placeTokens(
  cluster: LiteSvmCluster,
  token: SolanaToken,
  owner: Address,
  amount: bigint,
  state = AccountState.Initialized,
): Promise<void> {
  const data = getTokenEncoder().encode({
    mint: token.mint,
    owner,
    amount,
    delegate: null,
    state,
    isNative: null,
    delegatedAmount: 0n,
    closeAuthority: null,
  })
  const address = await associatedTokenAccount(owner, token)
  cluster.place(address, { owner: tokenProgramAddress(token.program), data: Uint8Array.from(data) })
}

/** Signed by the example treasury's key, without any signer between. */
export function signedBy(transactions: readonly SolanaTransaction[], name = 'treasury'): SignedSolanaTransaction[] {
  return transactions.map((transaction) => ({
    ...transaction,
    signature: transactionId(ed25519.sign(messageBytes(transaction), exampleSecret(name))),
  }))
}
