import type { Hex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { keccak256 } from 'viem/utils'
import { expect, it } from 'vitest'
import { ADA } from '../exampleSafe'
import { readSignedTransaction } from './signedTransaction'

const account = mnemonicToAccount('test test test test test test test test test test test junk')
const COMMON = { to: ADA, nonce: 7, gas: 50_000n, value: 3n, data: '0x1234' as Hex }

it('[CH10] hash, sender, chain and fees are read from the bytes, of both kinds of transaction', async () => {
  const newer = await account.signTransaction({
    ...COMMON,
    chainId: 8453,
    type: 'eip1559',
    maxFeePerGas: 9n,
    maxPriorityFeePerGas: 2n,
  })
  expect(await readSignedTransaction(newer)).toEqual({
    raw: newer,
    hash: keccak256(newer),
    chainId: 8453,
    from: account.address,
    to: ADA,
    nonce: 7n,
    valueWei: 3n,
    data: '0x1234',
    gasLimit: 50_000n,
    fees: { kind: 'eip1559', maxFeePerGasWei: 9n, maxPriorityFeePerGasWei: 2n },
  })
  const older = await account.signTransaction({ ...COMMON, chainId: 869, type: 'legacy', gasPrice: 5n })
  expect(await readSignedTransaction(older)).toMatchObject({
    chainId: 869,
    from: account.address,
    fees: { kind: 'legacy', gasPriceWei: 5n },
  })
})

it('[CH10] refused: one for any chain, one that creates a contract, bytes that are none', async () => {
  const anyChain = await account.signTransaction({ ...COMMON, type: 'legacy', gasPrice: 5n })
  await expect(readSignedTransaction(anyChain)).rejects.toMatchObject({ code: 'transaction.no-chain' })
  const creating = await account.signTransaction({
    chainId: 1,
    type: 'eip1559',
    nonce: 1,
    gas: 1n,
    data: '0x12',
    maxFeePerGas: 1n,
  })
  await expect(readSignedTransaction(creating)).rejects.toMatchObject({ code: 'transaction.creates' })
  await expect(readSignedTransaction(creating.slice(0, -2) as Hex)).rejects.toMatchObject({ code: 'transaction.malformed' })
})
