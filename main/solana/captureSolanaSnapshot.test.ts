import type { Address } from '@solana/kit'
import { AccountState } from '@solana-program/token'
import { describe, expect, it } from 'vitest'
import { associatedTokenAccount, type SolanaToken } from '#core/solana/associatedTokenAccount'
import { checkSolanaSnapshot, missingTokenAccounts, usableNonceAccounts } from '#core/solana/checkSolanaSnapshot'
import { EXAMPLE_TOKEN, EXAMPLE_TREASURY, exampleRun, exampleWallet } from '#core/solana/exampleRun'
import { readSolanaSnapshot } from '#core/solana/solanaSnapshot'
import type { SolanaPayee, SolanaPlan } from '#core/solana/solanaTransactions'
import { captureSolanaSnapshot } from './captureSolanaSnapshot'
import { exampleCluster, placeMint, placeNonce, placeTokens } from './testing/exampleCluster'
import { createLiteSvmChain } from './testing/liteSvmChain'
import { createLiteSvmCluster, type LiteSvmCluster, LOCAL_CHAIN } from './testing/liteSvmCluster'

const NOW = '2026-03-01T12:00:00.000Z'
const OPTIONS = { chain: LOCAL_CHAIN, now: NOW }

async function check(cluster: LiteSvmCluster, plan: SolanaPlan, options = OPTIONS) {
  const request = {
    treasury: plan.treasury,
    mint: plan.token?.mint ?? null,
    payees: plan.payees.map(({ address }) => address),
    nonceAccounts: plan.nonceAccounts.map(({ address }) => address),
  }
  const snapshot = await captureSolanaSnapshot(createLiteSvmChain(cluster), request, NOW)
  return { snapshot, ...checkSolanaSnapshot(plan, snapshot, options) }
}

const withPayee = (change: Partial<SolanaPayee>, token: SolanaToken | null = EXAMPLE_TOKEN): SolanaPlan => {
  const plan = exampleRun(3, token)
  return { ...plan, payees: plan.payees.map((payee, at) => (at === 0 ? { ...payee, ...change } : payee)) }
}

describe('a snapshot of a cluster', () => {
  it('[SO10] decides nonces and token accounts of a plan, and allows it as captured', async () => {
    for (const token of [null, EXAMPLE_TOKEN]) {
      const plan = exampleRun(4, token)
      const { snapshot, refusals, warnings } = await check(await exampleCluster(4, token), plan)
      expect({ refusals, warnings }).toEqual({ refusals: [], warnings: [] })
      expect(usableNonceAccounts(snapshot)).toEqual(plan.nonceAccounts)
      const created = plan.payees.filter(({ createTokenAccount }) => createTokenAccount)
      expect([...missingTokenAccounts(snapshot)]).toEqual(created.map(({ address }) => address))
    }
  })

  it('[SO10] is refused when it was changed, or is no snapshot', async () => {
    const { snapshot } = await check(await exampleCluster(1), exampleRun(1))
    const travelled = JSON.parse(JSON.stringify(snapshot))
    expect(readSolanaSnapshot(travelled)).toEqual(snapshot)
    for (const change of [{ slot: '999' }, { treasuryLamports: '1' }, { token: null }, { nonceAccounts: [] }, { more: 1 }]) {
      expect(() => readSolanaSnapshot({ ...travelled, ...change })).toThrow(expect.objectContaining({ code: 'solana.snapshot' }))
    }
  })

  const token2022: SolanaToken = { ...EXAMPLE_TOKEN, program: 'token-2022' }
  const entry = (type: number, bytes: number) => Uint8Array.from([type, 0, bytes, 0, ...new Uint8Array(bytes)])
  const refused: [what: string, where: RegExp, says: RegExp, prepare: () => Promise<[LiteSvmCluster, SolanaPlan]>][] = [
    [
      'too little of the token',
      /treasury/,
      /holds 1000000000000 base units/,
      async () => [await exampleCluster(3), withPayee({ amountBaseUnits: 10n ** 13n })],
    ],
    [
      'too few lamports for fees and rent',
      /treasury/,
      /15000 for fees, 2039280 for new token accounts/,
      async () => {
        const cluster = await exampleCluster(3)
        cluster.place(EXAMPLE_TREASURY, {
          owner: '11111111111111111111111111111111' as Address,
          data: new Uint8Array(),
          lamports: 2_000_000n,
        })
        return [cluster, exampleRun(3)]
      },
    ],
    [
      'too little SOL',
      /treasury/,
      /to pay/,
      async () => [await exampleCluster(3, null), withPayee({ amountBaseUnits: 10n ** 12n }, null)],
    ],
    [
      'less SOL than an account must hold',
      /payee/,
      /at least 890880/,
      async () => [await exampleCluster(3, null), withPayee({ amountBaseUnits: 5n }, null)],
    ],
    [
      'a nonce that was used up',
      /nonce account/,
      /used up/,
      async () => {
        const cluster = await exampleCluster(3)
        placeNonce(cluster, exampleWallet('nonce account 1'), exampleWallet('a later nonce'))
        return [cluster, exampleRun(3)]
      },
    ],
    [
      'a nonce account of somebody else',
      /nonce account/,
      /authority is/,
      async () => {
        const cluster = await exampleCluster(3)
        placeNonce(cluster, exampleWallet('nonce account 0'), exampleWallet('nonce 0'), exampleWallet('eve'))
        return [cluster, exampleRun(3)]
      },
    ],
    ['a nonce account that is none', /nonce account/, /no initialized/, async () => [await exampleCluster(2), exampleRun(3)]],
    [
      'a payee that is a token account',
      /payee/,
      /not a wallet/,
      async () => [
        await exampleCluster(3),
        withPayee({ address: await associatedTokenAccount(exampleWallet('payee 0'), EXAMPLE_TOKEN), createTokenAccount: true }),
      ],
    ],
    [
      'a payee without token account that is not to be created',
      /payee/,
      /does not exist/,
      async () => [await exampleCluster(3), withPayee({ address: exampleWallet('ada') })],
    ],
    [
      'a frozen token account',
      /payee/,
      /is frozen/,
      async () => {
        const cluster = await exampleCluster(3)
        await placeTokens(cluster, EXAMPLE_TOKEN, exampleWallet('payee 0'), 0n, AccountState.Frozen)
        return [cluster, exampleRun(3)]
      },
    ],
    [
      'other decimals',
      /token/,
      /8 decimals on chain, not 6/,
      async () => [await exampleCluster(3), { ...exampleRun(3), token: { ...EXAMPLE_TOKEN, decimals: 6 } }],
    ],
    [
      'the other token program',
      /token/,
      /kept by the token program/,
      async () => [await exampleCluster(3), exampleRun(3, token2022)],
    ],
    [
      'a token with a transfer fee',
      /token/,
      /TransferFeeConfig/,
      async () => {
        const cluster = await exampleCluster(3, token2022)
        placeMint(cluster, token2022, Uint8Array.from([...entry(18, 64), ...entry(1, 108)]))
        return [cluster, exampleRun(3, token2022)]
      },
    ],
    [
      'a token with an unknown extension',
      /token/,
      /number 99/,
      async () => {
        const cluster = await exampleCluster(3, token2022)
        placeMint(cluster, token2022, entry(99, 4))
        return [cluster, exampleRun(3, token2022)]
      },
    ],
  ]
  it.each(refused)('[SO11] refuses %s', async (_what, where, says, prepare) => {
    const { refusals } = await check(...(await prepare()))
    expect(refusals).toContainEqual({ where: expect.stringMatching(where), message: expect.stringMatching(says) })
  })

  it('[SO11] refuses another cluster, another treasury, and payees that it does not know', async () => {
    const cluster = await exampleCluster(2)
    expect(
      (await check(cluster, exampleRun(2), { ...OPTIONS, chain: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp' })).refusals,
    ).toEqual([{ where: 'cluster', message: expect.stringContaining(cluster.genesisHash) }])
    const { snapshot } = await check(cluster, exampleRun(2))
    const more = checkSolanaSnapshot(exampleRun(3), snapshot, OPTIONS).refusals
    expect(more.map(({ message }) => message)).toEqual(expect.arrayContaining([expect.stringContaining('nothing of this payee')]))
    const other = checkSolanaSnapshot({ ...exampleRun(2), treasury: exampleWallet('eve') }, snapshot, OPTIONS).refusals
    expect(other[0]?.where).toBe('treasury')
  })

  it('[SO11] warns of its age and clock, of what is no plain wallet, and of accounts that exist already', async () => {
    const cluster = await exampleCluster(3)
    const warned = async (plan: SolanaPlan, now = NOW) =>
      (await check(cluster, plan, { ...OPTIONS, now })).warnings.map(({ message }) => message)
    expect(await warned(exampleRun(3), '2026-03-03T12:00:00.000Z')).toEqual([expect.stringContaining('48 hours ago')])
    expect(await warned(exampleRun(3), '2026-02-28T12:00:00.000Z')).toEqual([expect.stringContaining("this computer's clock")])
    const vault = await associatedTokenAccount(exampleWallet('ada'), EXAMPLE_TOKEN)
    expect(await warned(withPayee({ address: vault, createTokenAccount: true }))).toEqual([
      expect.stringContaining('no key can exist'),
    ])
    expect(await warned(withPayee({ createTokenAccount: true }))).toEqual([expect.stringContaining('exists already')])
  })

  it('[SO11] refuses a token that is not there', async () => {
    await expect(check(createLiteSvmCluster(), exampleRun(1))).rejects.toThrow(expect.objectContaining({ code: 'solana.mint' }))
  })
})
