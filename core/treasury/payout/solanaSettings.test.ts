import { expect, it } from 'vitest'
import { exampleWallet } from '../../solana/exampleRun'
import { nonceKey } from '../../solana/nonceKey'
import { type SolanaSnapshot, sealSolanaSnapshot } from '../../solana/solanaSnapshot'
import { SOLANA_ADDRESSES, SOLANA_TOKEN, SOLANA_TREASURY, solanaPayoutOf, solanaSettings } from './exampleSolanaPayout'
import { checkAgainstSolanaSnapshot, solanaSettingsFrom } from './solanaSettings'

const NOW = '2026-11-20T12:00:00.000Z'
const payees = [...new Set(Object.values(SOLANA_ADDRESSES))]

function snapshotWith(changes: Partial<SolanaSnapshot> = {}): SolanaSnapshot {
  return sealSolanaSnapshot({
    format: 'commonmast-solana-snapshot-v1',
    capturedAt: NOW,
    genesisHash: exampleWallet('genesis'),
    slot: '7',
    treasury: SOLANA_TREASURY.address,
    treasuryLamports: '10000000000',
    feeLamports: '5000',
    rentLamports: { tokenAccount: '2039280', nonceAccount: '1447680', emptyAccount: '890880' },
    token: {
      ...{ mint: SOLANA_TOKEN.address ?? '', decimals: 6, program: 'token', extensions: [] },
      ...{ sourceAccount: exampleWallet('source'), sourceBaseUnits: '10000000000', sourceIsFrozen: false },
    },
    nonceAccounts: [
      ...solanaSettings().nonceAccounts.map((account) => ({ ...account, authority: SOLANA_TREASURY.address })),
      { address: exampleWallet('of another'), nonce: exampleWallet('nonce 99'), authority: exampleWallet('eve') },
      { address: exampleWallet('empty'), nonce: null, authority: null },
    ],
    payees: payees.map((address, at) => ({
      ...{ address, owner: null, isProgram: false, lamports: '0' },
      tokenAccount: { address: exampleWallet(`account of ${address}`), exists: at > 0, fault: null },
    })),
    ...changes,
  })
}

it('[PL6] a snapshot gives own nonces, the program, and whose token account is created', async () => {
  const settings = solanaSettingsFrom(snapshotWith())
  expect(settings).toEqual(solanaSettings())
  const payout = await solanaPayoutOf({ settings })
  expect(payout).toEqual(await solanaPayoutOf())
})

it('[PL6] a payout is held against the snapshot', async () => {
  const payout = await solanaPayoutOf()
  expect(checkAgainstSolanaSnapshot(payout, snapshotWith(), NOW)).toEqual([])
  const later = checkAgainstSolanaSnapshot(payout, snapshotWith(), '2026-11-25T12:00:00.000Z')
  expect(later).toEqual([{ where: 'snapshot', message: expect.stringContaining('120 hours ago') }])
  const poor = snapshotWith({ treasuryLamports: '1' })
  expect(() => checkAgainstSolanaSnapshot(payout, poor, NOW)).toThrow(
    expect.objectContaining({ code: 'payout.snapshot-refuses', message: expect.stringContaining('holds 1 lamports') }),
  )
})

it('[PL7] nonces that other signed payouts hold are left to them', async () => {
  const [first, second] = solanaSettings().nonceAccounts
  const settings = solanaSettingsFrom(snapshotWith(), new Set([nonceKey(first ?? { address: '', nonce: '' })]))
  const { transactions } = await solanaPayoutOf({ settings })
  expect(transactions[0]).toMatchObject({ nonceAccount: second?.address, nonce: second?.nonce })
  const all = new Set(solanaSettings().nonceAccounts.map(nonceKey))
  const none = solanaPayoutOf({ settings: solanaSettingsFrom(snapshotWith(), all) })
  await expect(none).rejects.toMatchObject({ code: 'solana.too-few-nonce-accounts' })
})
