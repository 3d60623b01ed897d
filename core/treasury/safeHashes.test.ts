import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { BO, SAFE } from './exampleSafe'
import type { SafeAccount } from './safeAccount'
import { safeHashes } from './safeHashes'
import type { SafeTransaction } from './safeTransaction'

type Given = Omit<SafeTransaction, 'value' | 'safeTxGas' | 'baseGas' | 'gasPrice' | 'nonce'> &
  Record<'value' | 'safeTxGas' | 'baseGas' | 'gasPrice' | 'nonce', string | number>

const { tx } = readFixtureJson('cases/money/t-safe-tx.json') as { tx: Given }
const TRANSACTION: SafeTransaction = {
  ...tx,
  value: BigInt(tx.value),
  safeTxGas: BigInt(tx.safeTxGas),
  baseGas: BigInt(tx.baseGas),
  gasPrice: BigInt(tx.gasPrice),
  nonce: BigInt(tx.nonce),
}
const hashOf = (account: SafeAccount, transaction = TRANSACTION) => safeHashes(account, transaction).safeTxHash

describe('safeHashes', () => {
  it('[SF1] gives the hashes of a Safe 1.4.1 that a Ledger shows, and those of the next nonce', () => {
    expect(safeHashes(SAFE, TRANSACTION)).toEqual({
      domainHash: '0x57e9d3afb0245fc62968cac09822331c76f83fc2e1e9865839bde3b3abac4447',
      messageHash: '0x5ebbebc2b926247a521635fd4695422d2de0ac983b2918d67d36d840cec69e4c',
      safeTxHash: '0x5687eb9eeb01a7e5d4a2d18f576b3636df1ce711b764d6f69ad60be00aeef573',
    })
    expect(safeHashes(SAFE, { ...TRANSACTION, nonce: 13n })).toMatchObject({
      messageHash: '0x9e9c7c3fee5a80c29b65f93a4c3b54a699d04deccf33e124ed904b7be2a5561d',
      safeTxHash: '0x38c1a390899db0733ef4a12be14e219970ecc15801481a92f638e1efec9cd022',
    })
  })

  it('[SF1] has the same rule from 1.3.0 on, with or without the suffix of wallets, and others before', () => {
    const byVersion = (version: string) => hashOf({ ...SAFE, version })
    for (const version of ['1.3.0', '1.3.0+L2', '1.4.1+L2', '1.5.0']) expect(byVersion(version)).toBe(hashOf(SAFE))
    expect(byVersion('1.2.0')).toBe(byVersion('1.0.0'))
    expect(new Set(['0.1.0', '1.2.0', '1.3.0'].map(byVersion)).size).toBe(3)
  })

  it('[SF2] changes with every field of Safe and transaction', () => {
    const other = hashOf(SAFE)
    expect(hashOf({ ...SAFE, address: BO })).not.toBe(other)
    expect(hashOf({ ...SAFE, chainId: 869 })).not.toBe(other)
    const numbers = fc.constantFrom('value', 'safeTxGas', 'baseGas', 'gasPrice', 'nonce')
    fc.assert(
      fc.property(numbers, fc.bigInt(0n, 2n ** 256n - 1n), (field, value) => {
        fc.pre(value !== TRANSACTION[field as 'nonce'])
        expect(hashOf(SAFE, { ...TRANSACTION, [field]: value })).not.toBe(other)
      }),
    )
    for (const change of [{ to: BO }, { data: '0x' }, { operation: 0 }, { gasToken: BO }, { refundReceiver: BO }] as const) {
      expect(hashOf(SAFE, { ...TRANSACTION, ...change })).not.toBe(other)
    }
  })

  it('[SF3] refuses a version that is not known, a missing chain and numbers that no contract holds', () => {
    const refused = (code: string) => expect.objectContaining({ code })
    for (const version of ['2.0.0', '0.0.2', '1.3', '', '1.4.1-L2']) {
      expect(() => hashOf({ ...SAFE, version })).toThrow(refused('safe.unknown-version'))
    }
    for (const chainId of [undefined, 0, -1, 1.5, 2 ** 60]) {
      expect(() => hashOf({ ...SAFE, chainId })).toThrow(refused('safe.no-chain'))
    }
    for (const nonce of [-1n, 2n ** 256n]) {
      expect(() => hashOf(SAFE, { ...TRANSACTION, nonce })).toThrow(refused('uint256.out-of-range'))
    }
  })
})
