import { base64 } from '@scure/base'
import type { Address } from '@solana/kit'
import { describe, expect, it } from 'vitest'
import { associatedTokenAccount } from './associatedTokenAccount'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleRun, exampleWallet } from './exampleRun'
import { type LandedTransaction, reconcilePayment } from './reconcileSolana'
import { planSolanaTransactions, type SolanaPlan, type SolanaTransaction } from './solanaTransactions'

const PAYEE = exampleWallet('payee 0')
const AMOUNT = 1_000_000n

async function landedPayment(
  token: SolanaPlan['token'] = EXAMPLE_TOKEN,
): Promise<{ plan: SolanaPlan; transaction: SolanaTransaction; landed: LandedTransaction }> {
  const plan = exampleRun(1, token)
  const [transaction] = await planSolanaTransactions(plan)
  if (!transaction) throw new Error('No transaction')
  const moved = (account: Address, by: bigint, before = 10n ** 10n) => ({ account, before, after: before + by })
  const tokenMoved = async (owner: Address, by: bigint) => ({
    ...moved(await associatedTokenAccount(owner, EXAMPLE_TOKEN), by),
    mint: EXAMPLE_TOKEN.mint,
    owner,
  })
  const landed: LandedTransaction = {
    signature: 'signature',
    slot: 9n,
    error: null,
    feeLamports: 5000n,
    message: base64.decode(transaction.message),
    lamports:
      token === null
        ? [moved(EXAMPLE_TREASURY, -5000n - AMOUNT), moved(PAYEE, AMOUNT), moved(transaction.nonceAccount, 0n)]
        : [moved(EXAMPLE_TREASURY, -5000n), moved(transaction.nonceAccount, 0n)],
    tokenBalances: token === null ? [] : [await tokenMoved(EXAMPLE_TREASURY, -AMOUNT), await tokenMoved(PAYEE, AMOUNT)],
  }
  return { plan, transaction, landed }
}

type Change = (landed: LandedTransaction) => Partial<LandedTransaction>
const onToken =
  (at: number, change: Partial<LandedTransaction['tokenBalances'][number]>): Change =>
  ({ tokenBalances }) => ({
    tokenBalances: tokenBalances.map((entry, place) => (place === at ? { ...entry, ...change } : entry)),
  })
const onLamports =
  (at: number, more: bigint): Change =>
  ({ lamports }) => ({
    lamports: lamports.map((entry, place) => (place === at ? { ...entry, after: entry.after + more } : entry)),
  })

describe('a landed transaction', () => {
  it('[SO16] is paid when exactly what was signed moved', async () => {
    for (const token of [null, EXAMPLE_TOKEN]) {
      const { plan, transaction, landed } = await landedPayment(token)
      expect(await reconcilePayment(plan, transaction, landed)).toEqual({ kind: 'paid', slot: 9n })
    }
  })

  const tokenChanges: [what: string, change: Change][] = [
    ['one unit less arrived (a transfer fee)', onToken(1, { after: 10n ** 10n + AMOUNT - 1n })],
    ['nothing arrived', ({ tokenBalances }) => ({ tokenBalances: tokenBalances.slice(0, 1) })],
    ['nothing left the treasury', onToken(0, { after: 10n ** 10n })],
    ['another token moved', onToken(1, { mint: exampleWallet('another mint') })],
    ['another account received', onToken(1, { account: exampleWallet('eve') })],
    ['the account belongs to somebody else', onToken(1, { owner: exampleWallet('eve') })],
    [
      'a third account moved too',
      ({ tokenBalances }) => ({
        tokenBalances: [
          ...tokenBalances,
          { account: exampleWallet('eve'), mint: EXAMPLE_TOKEN.mint, owner: null, before: 0n, after: 1n },
        ],
      }),
    ],
    ['the treasury lost lamports beside the fee', onLamports(0, -1n)],
    ['the nonce account was emptied', onLamports(1, -1n)],
    [
      'the node tells another message',
      ({ message }) => ({ message: Uint8Array.from(message, (byte, at) => (at === 9 ? byte ^ 1 : byte)) }),
    ],
  ]
  it.each(tokenChanges)('[SO16] is not taken for paid when %s', async (_what, change) => {
    const { plan, transaction, landed } = await landedPayment()
    expect(await reconcilePayment(plan, transaction, { ...landed, ...change(landed) })).toMatchObject({
      kind: 'different',
      slot: 9n,
    })
  })

  const solChanges: [what: string, change: Change][] = [
    ['a lamport less arrived', onLamports(1, -1n)],
    ['a lamport more left', onLamports(0, -1n)],
    ['nobody is named', () => ({ lamports: [] })],
    [
      'a token moved',
      () => ({ tokenBalances: [{ account: PAYEE, mint: EXAMPLE_TOKEN.mint, owner: null, before: 1n, after: 0n }] }),
    ],
  ]
  it.each(solChanges)('[SO16] is not taken for paid in SOL when %s', async (_what, change) => {
    const { plan, transaction, landed } = await landedPayment(null)
    expect(await reconcilePayment(plan, transaction, { ...landed, ...change(landed) })).toMatchObject({ kind: 'different' })
  })

  it('[SO14] that failed paid nothing, and is told apart from one that says so and moved tokens', async () => {
    const { plan, transaction, landed } = await landedPayment()
    const failed = {
      ...landed,
      error: 'InstructionError',
      tokenBalances: landed.tokenBalances.map((entry) => ({ ...entry, after: entry.before })),
    }
    expect(await reconcilePayment(plan, transaction, failed)).toEqual({ kind: 'failed', slot: 9n, error: 'InstructionError' })
    expect(await reconcilePayment(plan, transaction, { ...landed, error: 'InstructionError' })).toMatchObject({
      kind: 'different',
    })
  })
})
