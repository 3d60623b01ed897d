/** A second payout for tests, over the example split: totals from before for one member and for an address now gone. Synthetic. */
import type { Hex } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { seal } from '../model/contentDigest'
import { exampleSplit } from '../rewards/exampleSplit'
import type { PayoutFile, PayoutSignature, RootTransactionSettings } from './payoutFile'
import { preparePayout, rootOf } from './preparePayout'
import { signedBytes } from './rootSignature'

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

/** The payout with a signature by the example key, as versions 1 to 3 kept it. What the changes say is believed, true or not. */
export async function signExample(payout: PayoutFile, changes: Partial<PayoutSignature> = {}): Promise<PayoutFile> {
  const { transaction } = payout
  if (!transaction) throw new Error('The payout has no transaction')
  const { r, s, yParity } = await sign({ hash: transaction.signingHash as Hex, privateKey: KEY })
  const given = { r, s, yParity: yParity === 1 ? 1 : 0, ...changes } as const
  const signature: PayoutSignature = {
    ...given,
    device: 'Test',
    derivationPath: "44'/60'/0'/0/0",
    simulated: false,
    signer: SIGNER,
    recovered: SIGNER,
    signedAt: '2026-11-20T12:00:00.000Z',
    ...signedBytes(transaction, given),
    ...changes,
  }
  return seal({ ...payout, signature })
}

export async function exampleSignedPayout(): Promise<PayoutFile> {
  return signExample(await examplePayout())
}
