/** A payout on Solana for tests, and confirmations by its treasury. Synthetic. */
import { ed25519 } from '@noble/curves/ed25519.js'
import type { Hex } from 'viem'
import { bytesToHex } from 'viem/utils'
import { invariant } from '../../model/problem'
import { EXAMPLE_TREASURY, exampleSecret, exampleWallet } from '../../solana/exampleRun'
import type { ConfirmationFile } from '../model/confirmationFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import type { TokenFacts, TreasuryFacts } from '../model/treasuryFacts'
import { confirmationOf } from './exampleConfirmation'
import { payoutOf, splitOf } from './examplePayoutV4'
import type { TransactionSettings } from './payoutParts'
import type { PayoutInputV4 } from './preparePayoutV4'
import { transactionToSign } from './transactionToSign'

const CHAIN = 'solana:local'
export const SOLANA_TREASURY: TreasuryFacts = { kind: 'solana', chain: CHAIN, address: EXAMPLE_TREASURY }
export const SOLANA_TOKEN: TokenFacts = {
  chain: CHAIN,
  address: exampleWallet('mint'),
  symbol: 'WXM',
  decimals: 6,
  codeHash: null,
}

/** Of the example split's members. */
export const SOLANA_ADDRESSES = Object.fromEntries(
  splitOf()
    .members.filter(({ address }) => address !== null)
    .map(({ id }) => [id, exampleWallet(`member ${id}`)]),
)

export function solanaSettings(firstNonce = 0, accounts = 8): Extract<TransactionSettings, { kind: 'solana' }> {
  return {
    kind: 'solana',
    nonceAccounts: Array.from({ length: accounts }, (_, at) => ({
      address: exampleWallet(`nonce account ${at}`),
      nonce: exampleWallet(`nonce ${firstNonce + at}`),
    })),
    nonceSlot: '7',
    tokenProgram: 'token',
    withoutTokenAccount: new Set(Object.values(SOLANA_ADDRESSES).slice(0, 1)),
  }
}

export function solanaPayoutOf(changes: Partial<PayoutInputV4> = {}): Promise<PayoutFileV4> {
  return payoutOf({
    split: splitOf({ addresses: SOLANA_ADDRESSES }),
    treasury: SOLANA_TREASURY,
    token: SOLANA_TOKEN,
    method: 'solana',
    settings: solanaSettings(),
    ...changes,
  })
}

/** @param by whose key signs, by its name; the treasury's unless told otherwise */
export async function solanaConfirmationOf(
  payout: PayoutFileV4,
  at = 0,
  changes: Partial<ConfirmationFile> = {},
  by = 'treasury',
): Promise<ConfirmationFile> {
  const toSign = await transactionToSign(payout, at)
  invariant(toSign.kind === 'solana', 'the example pays on Solana')
  const signature: Hex = bytesToHex(ed25519.sign(toSign.message, exampleSecret(by)))
  return confirmationOf(payout, 0, at, { signer: exampleWallet(by), signature, ...changes })
}
