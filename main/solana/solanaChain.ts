/**
 * A cluster of Solana as the console uses it: what finalized blocks say, and a way to hand in a transaction. What happened is
 * told by `landed` alone; that a transaction was taken says nothing.
 */
import type { Address } from '@solana/kit'
import type { LandedTransaction } from '#core/solana/reconcileSolana'

export interface SolanaAccount {
  /** The program that owns it. */
  owner: Address
  lamports: bigint
  isExecutable: boolean
  data: Uint8Array
}

/** An answer with the slot up to which the node had seen blocks. */
export interface AtSlot<Value> {
  slot: bigint
  value: Value
}

export interface SolanaChain {
  /** For people: which node answers. */
  readonly host: string
  genesisHash(): Promise<string>
  /** In the order asked for; null where there is no account. */
  accounts(addresses: readonly Address[]): Promise<AtSlot<(SolanaAccount | null)[]>>
  /** What an account with so many bytes must hold. */
  rentLamports(dataBytes: number): Promise<bigint>
  /** Hash of a block of the last seconds, which a transaction can live by for about a minute. */
  recentBlockhash(): Promise<string>
  /** Null when no finalized block that the node knows holds it. */
  landed(signature: string): Promise<AtSlot<LandedTransaction | null>>
  /** Signatures of transactions that name the account, the newest first, as far back as the node remembers. */
  history(account: Address): Promise<{ signature: string; slot: bigint }[]>
  /** @throws Problem when the node refuses it, which does not mean that it will not land. */
  send(transaction: Uint8Array): Promise<void>
}
