/**
 * For tests: a cluster of one process. Solana's own runtime executes what is sent (litesvm); around it stands what a node
 * keeps and litesvm does not: slots, balances before and after, which transactions named an account, and that a failed
 * transaction uses up its nonce.
 */

import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import {
  type Address,
  getBase58Decoder,
  getBase58Encoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  lamports,
} from '@solana/kit'
import { decodeNonce, getNonceEncoder, SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import { getTokenDecoder } from '@solana-program/token'
import { FailedTransactionMetadata, LiteSVM } from 'litesvm'
import { NONCE_ACCOUNT_BYTES } from '#core/solana/nonceAccounts'
import type { LandedTransaction } from '#core/solana/reconcileSolana'
import { tokenProgramOf } from '#core/solana/solanaPrograms'
import type { SolanaAccount } from '../solanaChain'

/** litesvm has no first block; any 32 bytes do. */
const LOCAL_GENESIS_HASH = 'LocaL1itesvm1111111111111111111111111111111'
export const LOCAL_CHAIN = `solana:${LOCAL_GENESIS_HASH.slice(0, 32)}`

export interface LiteSvmCluster {
  genesisHash: string
  slot(): bigint
  account(address: Address): SolanaAccount | null
  rentLamports(dataBytes: number): bigint
  recentBlockhash(): string
  landed(signature: string): LandedTransaction | null
  history(account: Address): { signature: string; slot: bigint }[]
  /** @returns why it was refused, or null when it landed, failed or not. */
  submit(transaction: Uint8Array, options?: { skipsPreflight: boolean }): string | null
  /** An account as if it had been made by a transaction in the present slot. */
  place(address: Address, account: { owner: Address; data: Uint8Array; lamports?: bigint }): void
  fund(address: Address, lamports: bigint): void
}

export function createLiteSvmCluster(genesisHash = LOCAL_GENESIS_HASH): LiteSvmCluster {
  const svm = new LiteSVM()
  const landed = new Map<string, LandedTransaction>()
  const named: { account: Address; signature: string; slot: bigint }[] = []
  let slot = 1n

  function account(address: Address): SolanaAccount | null {
    const found = svm.getAccount(address)
    if (!found.exists || found.lamports === 0n) return null
    const { programAddress: owner, executable: isExecutable, data } = found
    return { owner, lamports: found.lamports, isExecutable, data: Uint8Array.from(data) }
  }

  function tokenOf(address: Address) {
    const found = account(address)
    if (!found || tokenProgramOf(found.owner) === null || found.data.length < 165) return null
    return getTokenDecoder().decode(found.data.subarray(0, 165))
  }

  /** A cluster advances the nonce of a failed transaction too; litesvm takes it back, so it is advanced here. */
  function advanceNonceOf(accounts: readonly Address[]): void {
    for (const address of accounts) {
      const found = svm.getAccount(address)
      if (!found.exists || found.programAddress !== SYSTEM_PROGRAM_ADDRESS || found.data.length !== NONCE_ACCOUNT_BYTES) continue
      const nonce = decodeNonce(found).data
      const latest = getBase58Encoder().encode(svm.latestBlockhash())
      const next = getBase58Decoder().decode(sha256(Uint8Array.from([...utf8ToBytes('DURABLE_NONCE'), ...latest])))
      const data = Uint8Array.from(getNonceEncoder().encode({ ...nonce, blockhash: next as Address }))
      svm.setAccount({ ...found, data })
    }
  }

  function nextBlock(): void {
    svm.expireBlockhash()
    slot += 1n
    svm.warpToSlot(slot)
  }

  return {
    genesisHash,
    slot: () => slot,
    account,
    rentLamports: (dataBytes) => svm.minimumBalanceForRentExemption(BigInt(dataBytes)),
    recentBlockhash: () => svm.latestBlockhash(),
    landed: (signature) => landed.get(signature) ?? null,
    history: (address) => named.flatMap(({ account: of, ...entry }) => (of === address ? [entry] : [])).reverse(),
    submit(wire, { skipsPreflight } = { skipsPreflight: false }) {
      const transaction = getTransactionDecoder().decode(wire)
      const message = Uint8Array.from(transaction.messageBytes)
      const signature = getBase58Decoder().decode(wire.subarray(1, 65))
      const accounts = getCompiledTransactionMessageDecoder().decode(message).staticAccounts
      if (landed.has(signature)) return 'This transaction has already been processed'
      if (!skipsPreflight) {
        const simulated = svm.simulateTransaction(transaction)
        if (simulated instanceof FailedTransactionMetadata) return `Transaction simulation failed: ${simulated.err()}`
      }
      const before = accounts.map((address) => ({ address, lamports: account(address)?.lamports ?? 0n, token: tokenOf(address) }))
      const result = svm.sendTransaction(transaction)
      const payer = before[0]
      const failed = result instanceof FailedTransactionMetadata
      const paidFee = payer !== undefined && (account(payer.address)?.lamports ?? 0n) < payer.lamports
      if (failed && !paidFee) return `Transaction refused: ${result.err()}`
      if (failed) advanceNonceOf(accounts)
      nextBlock()
      landed.set(signature, {
        signature,
        slot,
        error: failed ? String(result.err()) : null,
        feeLamports: 5000n,
        message,
        lamports: before.map(({ address, lamports: held }) => ({
          account: address,
          before: held,
          after: account(address)?.lamports ?? 0n,
        })),
        tokenBalances: before.flatMap(({ address, token }) => {
          const after = tokenOf(address)
          const told = after ?? token
          if (!told) return []
          const { mint, owner } = told
          return [{ account: address, mint, owner, before: token?.amount ?? 0n, after: after?.amount ?? 0n }]
        }),
      })
      named.push(...accounts.map((address) => ({ account: address, signature, slot })))
      return null
    },
    place(address, { owner, data, lamports: held = svm.minimumBalanceForRentExemption(BigInt(data.length)) }) {
      svm.setAccount({
        address,
        data,
        executable: false,
        lamports: lamports(held),
        programAddress: owner,
        space: BigInt(data.length),
      })
      named.push({ account: address, signature: `made ${address}`, slot })
      nextBlock()
    },
    fund(address, amount) {
      svm.airdrop(address, lamports(amount))
    },
  }
}
