import { address } from '@solana/kit'
import { expect } from 'vitest'
import { exampleSplitInput } from '#core/rewards/exampleSplit'
import { splitByTerms } from '#core/rewards/splitByTerms'
import type { SplitFile } from '#core/rewards/splitFile'
import { termsOf } from '#core/rewards/termsOf'
import { associatedTokenAccount, type SolanaToken } from '#core/solana/associatedTokenAccount'
import { compilePayment } from '#core/solana/compilePayment'
import { exampleWallet } from '#core/solana/exampleRun'
import { assembleTransaction } from '#core/solana/signedSolanaTransaction'
import { readSolanaSnapshot } from '#core/solana/solanaSnapshot'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { checkAgainstSolanaSnapshot, solanaSettingsFrom } from '#core/treasury/payout/solanaSettings'
import { createSoftwareSolanaSigner } from '../../ledger/solana/softwareSolanaSigner'
import { captureSolanaSnapshot } from '../captureSolanaSnapshot'
import { readTokenAccount } from '../readAccounts'
import type { SolanaChain } from '../solanaChain'
import { placeMint, placeNonce, placeTokens } from './exampleCluster'
import { createLiteSvmCluster, type LiteSvmCluster } from './liteSvmCluster'

/** A cluster of one's own, on which the training key may sign. */
export const CHAIN = 'solana:local'
export const PATH = "44'/501'/0'"
export const HNT: SolanaToken = { mint: exampleWallet('HNT'), decimals: 8, program: 'token' }
export const NOW = '2026-11-20T12:00:00.000Z'
export const PAYEES = 20
export const members = Array.from({ length: PAYEES }, (_, at) => ({
  id: `m${at}`,
  name: `Member ${at}`,
  address: exampleWallet(`member ${at}`),
}))
const nonceAccounts = members.map((_, at) => exampleWallet(`pool ${at}`))

/** A closed period: each member owns one mast, which earned its own amount. */
function twentyMemberSplit(): SplitFile {
  const masts = members.map(({ id }, at) => ({ id, key: `h${at}`, amountBaseUnits: 123_456_789n * BigInt(at + 1) }))
  return splitByTerms({
    ...exampleSplitInput(),
    token: { symbol: 'HNT', decimals: HNT.decimals },
    rewards: masts.map(({ key, amountBaseUnits }) => ({ hotspotKey: key, name: key, groups: [], amountBaseUnits })),
    members,
    agreements: masts.map(({ id, key }) =>
      termsOf({
        ...{ id: key, name: key, scope: { kind: 'hotspots', hotspotIds: [key] } },
        shares: [{ memberId: id, percent: '100' }],
      }),
    ),
  })
}

/** Twenty nonce accounts; every other member has an account for the token. */
export async function preparedCluster(total: bigint): Promise<LiteSvmCluster> {
  const cluster = createLiteSvmCluster()
  const treasury = await createSoftwareSolanaSigner().getAddress(PATH)
  cluster.fund(treasury, 10_000_000_000n)
  placeMint(cluster, HNT)
  await placeTokens(cluster, HNT, treasury, total + 5n)
  for (const [at, { address }] of members.entries()) {
    placeNonce(cluster, exampleWallet(`pool ${at}`), exampleWallet(`pool nonce ${at}`), treasury)
    if (at % 2 === 0) await placeTokens(cluster, HNT, address, BigInt(at))
  }
  return cluster
}

/** Captured online and carried over as a file; drafted and verified offline. */
export async function draftedPayout(chain: SolanaChain): Promise<PayoutFileV4> {
  const treasury = await createSoftwareSolanaSigner().getAddress(PATH)
  const request = { treasury, mint: HNT.mint, payees: members.map(({ address }) => address), nonceAccounts }
  const captured = JSON.stringify(await captureSolanaSnapshot(chain, request, NOW))
  const snapshot = readSolanaSnapshot(JSON.parse(captured))
  const payout = await preparePayoutV4({
    split: twentyMemberSplit(),
    treasury: { kind: 'solana', chain: CHAIN, address: treasury },
    token: { chain: CHAIN, address: HNT.mint, symbol: 'HNT', decimals: HNT.decimals, codeHash: null },
    method: 'solana',
    settings: solanaSettingsFrom(snapshot),
    snapshotSha256: snapshot.contentSha256,
    previous: [],
    first: true,
  })
  expect(checkAgainstSolanaSnapshot(payout, snapshot, NOW)).toEqual([])
  expect(payout.transactions).toHaveLength(PAYEES)
  return payout
}

export async function balances(cluster: LiteSvmCluster): Promise<bigint[]> {
  const accounts = await Promise.all(
    members.map(async ({ address }) => cluster.account(await associatedTokenAccount(address, HNT))),
  )
  return accounts.map((account) => readTokenAccount(account)?.amountBaseUnits ?? 0n)
}

export const startBalances = members.map((_, at) => (at % 2 === 0 ? BigInt(at) : 0n))
export const total = members.reduce((sum, _, at) => sum + 123_456_789n * BigInt(at + 1), 0n)
export const expectedBalances = members.map((_, at) => 123_456_789n * BigInt(at + 1) + (startBalances[at] ?? 0n))

/** One base unit to another member, with the nonce of the payout's first transaction. */
export async function otherPayment(
  { nonceAccount, nonce }: { nonceAccount: string; nonce: string },
  payer: string,
): Promise<Uint8Array> {
  const treasury = address(payer)
  const signer = createSoftwareSolanaSigner()
  const wallet = members[0]?.address ?? treasury
  const message = await compilePayment({
    treasury,
    nonceAccount: address(nonceAccount),
    nonce,
    transfer: { to: await associatedTokenAccount(wallet, HNT), amountBaseUnits: 1n, token: HNT, createFor: null },
  })
  return assembleTransaction(message, await signer.signTransaction(PATH, message), treasury)
}
