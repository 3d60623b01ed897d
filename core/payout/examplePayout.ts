/** A second payout for tests, over the example split: totals from before for one member and for an address now gone. Synthetic. */
import type { Hex } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { exampleSplit } from '../rewards/exampleSplit'
import type { DeviceSignature } from './attachSignature'
import { attachSignature } from './attachSignature'
import type { PayoutFile, RootTransactionSettings } from './payoutFile'
import { preparePayout, rootOf } from './preparePayout'

export const ADA = '0xC347B7Ade2b3b833C08e431C65463Aada34107B5'
export const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'
export const GONE = '0x688C655A374605a71351202643498E1225A582E1'
const KEY: Hex = `0x${'01'.repeat(32)}`
export const SIGNER = privateKeyToAccount(KEY).address
export const SETTINGS: RootTransactionSettings = {
  chainId: 31337,
  contract: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  nonce: 7,
  gasLimit: '160000',
  maxFeePerGasWei: '20000000000',
  maxPriorityFeePerGasWei: '1000000000',
}

export async function examplePayout(transaction: RootTransactionSettings | null = SETTINGS): Promise<PayoutFile> {
  const before = new Map([
    [BO, 5n],
    [GONE, 11n],
  ])
  const totals = [...before].map(([address, amount]) => ({ address, cumulativeBaseUnits: amount.toString() }))
  return preparePayout({
    split: exampleSplit(),
    previous: { root: await rootOf(before), totals, periods: [], held: [] },
    transaction,
  })
}

/** What a device with the example key would answer for the payout's transaction. */
export async function exampleSignature(payout: PayoutFile, changes: Partial<DeviceSignature> = {}): Promise<DeviceSignature> {
  const { r, s, yParity } = await sign({ hash: payout.transaction?.signingHash as Hex, privateKey: KEY })
  const parity = yParity === 1 ? 1 : 0
  const signedAt = '2026-11-20T12:00:00.000Z'
  return {
    r,
    s,
    yParity: parity,
    device: 'Test',
    derivationPath: "44'/60'/0'/0/0",
    simulated: false,
    signer: SIGNER,
    signedAt,
    ...changes,
  }
}

export async function exampleSignedPayout(): Promise<PayoutFile> {
  const payout = await examplePayout()
  return attachSignature(payout, await exampleSignature(payout))
}
