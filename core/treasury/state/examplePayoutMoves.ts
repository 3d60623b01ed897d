/** A Safe's payout of two transactions and moves of it, for tests. Synthetic: nothing in it is signed. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { ADA, BO, CY, MULTI_SEND, SAFE } from '../exampleSafe'
import type { ConfirmationFile } from '../model/confirmationFile'
import type { PayoutTransactionV4 } from '../model/payoutFileV4'
import type { MoveFact, PayoutMove } from '../model/payoutMove'
import { makeMove } from './makeMove'
import type { SignedParts } from './payoutStateModel'

const digest = (text: string) => bytesToHex(sha256(utf8ToBytes(text)))
export const exampleHash = (text: string): `0x${string}` => `0x${digest(text)}`

function safeTransactionAt(at: number): PayoutTransactionV4 {
  return {
    ...{ at, purpose: 'pay', payees: { first: at * 100, count: 100 }, kind: 'safe', nonce: `${12 + at}` },
    ...{ domainHash: exampleHash('domain'), messageHash: exampleHash(`message ${at}`), safeTxHash: exampleHash(`safe ${at}`) },
  }
}

/** Two of three owners on Base; two transactions with one nonce behind the other. */
export const SAFE_PAYOUT: SignedParts = {
  contentSha256: digest('a payout of a Safe'),
  treasury: {
    ...{ kind: 'safe', chain: 'eip155:8453', address: SAFE.address, version: '1.4.1' },
    ...{ owners: [ADA, BO, CY], threshold: 2, multiSendCallOnly: MULTI_SEND },
  },
  transactions: [safeTransactionAt(0), safeTransactionAt(1)],
}

/** One account, one transaction. */
export const ACCOUNT_PAYOUT: SignedParts = {
  contentSha256: digest('a payout of an account'),
  treasury: { kind: 'account', chain: 'eip155:31337', address: ADA },
  transactions: [
    {
      ...{ at: 0, purpose: 'pay', payees: { first: 0, count: 1 }, kind: 'account', type: 'eip1559', nonce: 7 },
      ...{ gasLimit: '60000', maxFeePerGasWei: '2000000000', maxPriorityFeePerGasWei: '1000000000' },
      signingHash: exampleHash('account 0'),
    },
  ],
}

export interface MoveOptions {
  payout?: SignedParts
  movedAt?: string
  installation?: string
}

export function moveOf(
  fact: MoveFact,
  { payout = SAFE_PAYOUT, movedAt = '2026-03-01T10:00:00.000Z', installation = 'a1'.repeat(32) }: MoveOptions = {},
): PayoutMove {
  return makeMove({ payoutId: payout.contentSha256, movedAt, installation, fact })
}

/** A signature that is none: states are folded from what was checked where it came in. */
export function confirmationOf(
  signer: string,
  at: number,
  { payout = SAFE_PAYOUT, ...changes }: Partial<ConfirmationFile> & { payout?: SignedParts } = {},
): ConfirmationFile {
  const transaction = payout.transactions[at]
  const signedHash = transaction?.kind === 'account' ? transaction.signingHash : exampleHash(`safe ${at}`)
  return {
    ...{ format: 'commonmast-confirmation-v1', payoutSha256: payout.contentSha256, at, signedHash, signer },
    ...{ signature: `0x${digest(signer)}${digest(`${at}`)}1b`, simulated: false, device: 'Ledger Nano X, Ethereum app 1.22.0' },
    ...{ derivationPath: "44'/60'/0'/0/0", shown: [], signedAt: '2026-03-01T09:59:00.000Z' },
    ...changes,
  }
}

export function confirmed(signer: string, at: number, changes: Partial<ConfirmationFile> = {}): MoveFact {
  return { kind: 'confirmed', confirmation: confirmationOf(signer, at, changes) }
}

export function broadcastOf(
  at: number,
  transaction: string = exampleHash(`sent ${at}`),
): Extract<MoveFact, { kind: 'broadcast' }> {
  return { kind: 'broadcast', at, transaction, raw: '0x02', executor: CY, nonce: '1', maxFeePerGasWei: '2000000000' }
}

export function minedOf(
  at: number,
  { transaction = exampleHash(`sent ${at}`), block = '100', blockHash = exampleHash(`block ${block}`) } = {},
): Extract<MoveFact, { kind: 'mined' }> {
  return { kind: 'mined', at, transaction, block, blockHash, outcome: 'succeeded' }
}

export function unminedOf({ transaction, blockHash, at }: Extract<MoveFact, { kind: 'mined' }>): MoveFact {
  return { kind: 'unmined', at, transaction, blockHash }
}

export const RECEIPT = {
  ...{ address: ADA, receivedBaseUnits: '80000000', transaction: exampleHash('sent 0'), block: '100', logIndexes: [0] },
}
export const RECONCILED: MoveFact = { kind: 'reconciled', receipts: [RECEIPT], nodes: 2 }
