/**
 * What a landed transaction really moved, to the unit: read from the balances before and after it, never from a status alone.
 * SPL amounts are base units of the token, everything else lamports.
 */
import type { Address } from '@solana/kit'
import { associatedTokenAccount, type SolanaToken } from './associatedTokenAccount'
import { sameBytes } from './sameBytes'
import { messageBytes, type SolanaTransaction } from './solanaTransactions'

/** A transaction in a finalized block, as a node tells it. */
export interface LandedTransaction {
  signature: string
  slot: bigint
  /** Null when it succeeded; else the cluster's word for why it failed. The fee is paid and the nonce used up all the same. */
  error: string | null
  feeLamports: bigint
  /** The bytes that were signed. */
  message: Uint8Array
  lamports: readonly { account: Address; before: bigint; after: bigint }[]
  /** An account that is missing on one side held nothing there. */
  tokenBalances: readonly { account: Address; mint: Address; owner: Address | null; before: bigint; after: bigint }[]
}

export type PaymentOutcome =
  | { kind: 'paid'; slot: bigint }
  /** It failed on chain: its nonce is used up and nothing was paid. */
  | { kind: 'failed'; slot: bigint; error: string }
  /** It landed and moved something else than it must, or the node tells another transaction than was signed. */
  | { kind: 'different'; slot: bigint; differences: string[] }

/** @param payment the treasury and token of the payout, and one of its transactions. */
export async function reconcilePayment(
  { treasury, token }: { treasury: Address; token: SolanaToken | null },
  transaction: SolanaTransaction,
  landed: LandedTransaction,
): Promise<PaymentOutcome> {
  const { slot, error } = landed
  if (!sameBytes(messageBytes(transaction), landed.message)) {
    return { kind: 'different', slot, differences: ['the node tells another message than was signed'] }
  }
  const expected =
    error === null ? await expectedMoves(treasury, token, transaction) : { lamports: new Map(), units: new Map(), receiver: null }
  const differences = [
    ...tokenDifferences(token, expected, landed, transaction.payee.address),
    ...lamportDifferences(treasury, expected, landed),
  ]
  if (differences.length > 0) return { kind: 'different', slot, differences }
  return error === null ? { kind: 'paid', slot } : { kind: 'failed', slot, error }
}

interface ExpectedMoves {
  /** By account; the treasury's fee and rent are not in it. */
  lamports: Map<Address, bigint>
  /** By token account. */
  units: Map<Address, bigint>
  /** The token account whose rent the treasury may have paid. */
  receiver: Address | null
}

async function expectedMoves(treasury: Address, token: SolanaToken | null, { payee }: SolanaTransaction): Promise<ExpectedMoves> {
  const amount = BigInt(payee.amountBaseUnits)
  if (token === null) {
    return {
      lamports: new Map([
        [treasury, -amount],
        [payee.address, amount],
      ]),
      units: new Map(),
      receiver: null,
    }
  }
  const receiver = await associatedTokenAccount(payee.address, token)
  const source = await associatedTokenAccount(treasury, token)
  return {
    lamports: new Map(),
    units: new Map([
      [source, -amount],
      [receiver, amount],
    ]),
    receiver,
  }
}

function tokenDifferences(
  token: SolanaToken | null,
  { units, receiver }: ExpectedMoves,
  landed: LandedTransaction,
  payee: Address,
): string[] {
  const differences: string[] = []
  const open = new Map(units)
  for (const { account, mint, owner, before, after } of landed.tokenBalances) {
    const moved = after - before
    const expected = mint === token?.mint ? (open.get(account) ?? 0n) : 0n
    if (moved !== expected) differences.push(`token account ${account} moved ${moved} of ${mint}, but ${expected} was signed`)
    if (account === receiver && owner !== null && owner !== payee) {
      differences.push(`token account ${account} belongs to ${owner}, not to ${payee}`)
    }
    if (mint === token?.mint) open.delete(account)
  }
  for (const [account, amount] of open) differences.push(`token account ${account} moved nothing, but ${amount} was signed`)
  return differences
}

/** The treasury pays the fee, and the rent of the account it creates; nobody else's lamports move but the payee's. */
function lamportDifferences(treasury: Address, { lamports, receiver }: ExpectedMoves, landed: LandedTransaction): string[] {
  const moved = new Map(landed.lamports.map(({ account, before, after }) => [account, after - before]))
  const rent = receiver === null ? 0n : (moved.get(receiver) ?? 0n)
  const open = new Map(lamports)
  open.set(treasury, (lamports.get(treasury) ?? 0n) - landed.feeLamports - rent)
  if (receiver !== null) open.set(receiver, rent)
  return [...new Set([...moved.keys(), ...open.keys()])].flatMap((account) => {
    const [found, expected] = [moved.get(account) ?? 0n, open.get(account) ?? 0n]
    return found === expected ? [] : [`account ${account} moved ${found} lamports, but ${expected} was signed`]
  })
}
