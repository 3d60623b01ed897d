import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, keccak256 } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { exampleSecret } from '../../solana/exampleRun'
import { reviewOfMessage } from '../../solana/ledgerReview'
import { readSignableMessage } from '../../solana/readSignableMessage'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { ACCOUNTS, BY_ACCOUNT, payoutOf } from '../payout/examplePayoutV4'
import { solanaPayoutOf } from '../payout/exampleSolanaPayout'
import { readTransaction } from '../signing/readTransaction'
import {
  type CancellingFact,
  cancelAccountTransaction,
  cancelSafeTransaction,
  cancelSolanaTransaction,
  checkCancelling,
} from './cancelTransaction'
import { confirmationOf } from './examplePayoutMoves'

const FEES = { kind: 'eip1559', maxFeePerGasWei: 30_000_000_000n, maxPriorityFeePerGasWei: 2_000_000_000n } as const

async function signedBy(payout: PayoutFileV4, index: number, hash: `0x${string}`, unsigned: string | null) {
  const account = ACCOUNTS[index]
  if (!account) throw new Error('There are four accounts')
  const signature = await account.sign({ hash })
  const confirmation = confirmationOf(account.address, 0, { payout, signedHash: hash, signature, simulated: true })
  return { kind: 'cancelling', at: 0, unsigned, confirmation } satisfies CancellingFact
}

describe('what cancels a transaction', () => {
  it('[PS11] of an account sends nothing to itself under the same nonce', async () => {
    const payout = await payoutOf(BY_ACCOUNT)
    const [first] = payout.transactions
    const read = readTransaction(cancelAccountTransaction(payout, 0, FEES))
    expect(read).toMatchObject({ to: payout.treasury.address.toLowerCase(), nonce: Number(first?.nonce), chainId: 31337 })
    expect([read.value ?? 0n, read.data ?? '0x']).toEqual([0n, '0x'])
  })

  it('[PS11] of a Safe is an empty call to itself under the same nonce', async () => {
    const payout = await payoutOf()
    const { transaction, safeTxHash } = cancelSafeTransaction(payout, 0)
    const [first] = payout.transactions
    expect(transaction).toMatchObject({ to: payout.treasury.address, value: 0n, data: '0x', nonce: BigInt(first?.nonce ?? -1) })
    expect(first?.kind === 'safe' && first.safeTxHash).not.toBe(safeTxHash)
  })

  it('[PS11] on Solana advances the same nonce and does nothing else', async () => {
    const payout = await solanaPayoutOf()
    const [first] = payout.transactions
    const { message, signedHash } = cancelSolanaTransaction(payout, 0)
    expect(await readSignableMessage(message)).toMatchObject({
      kind: 'nonce-advance',
      treasury: payout.treasury.address,
      advanced: { nonceAccount: first?.kind === 'solana' && first.nonceAccount, nonce: first?.nonce },
    })
    expect((await reviewOfMessage(message)).lines).toEqual([
      { title: 'Advance nonce', value: first?.kind === 'solana' && first.nonceAccount },
    ])
    const sign = (by: string) => bytesToHex(ed25519.sign(message, exampleSecret(by)))
    const by = (signature: `0x${string}`, hash = signedHash) => {
      const given = { payout, signedHash: hash, signature, simulated: true }
      return checkCancelling(payout, {
        ...{ kind: 'cancelling', at: 0, unsigned: null },
        confirmation: confirmationOf(payout.treasury.address, 0, given),
      })
    }
    await by(sign('treasury'))
    await expect(by(sign('eve'))).rejects.toMatchObject({ code: 'confirmation.wrong-signer' })
    const other = cancelSolanaTransaction(payout, 1).signedHash
    await expect(by(sign('treasury'), other)).rejects.toMatchObject({ code: 'payout.other-cancelling' })
  })

  it('[PS12] takes the signatures of those who may, and no others', async () => {
    const ofSafe = await payoutOf()
    const { safeTxHash } = cancelSafeTransaction(ofSafe, 0)
    await checkCancelling(ofSafe, await signedBy(ofSafe, 0, safeTxHash, null))
    const ofAccount = await payoutOf(BY_ACCOUNT)
    const unsigned = cancelAccountTransaction(ofAccount, 0, FEES)
    const good = await signedBy(ofAccount, 0, keccak256(unsigned), unsigned)
    await checkCancelling(ofAccount, good)

    const stranger = await signedBy(ofSafe, 3, safeTxHash, null)
    await expect(checkCancelling(ofSafe, stranger)).rejects.toMatchObject({ code: 'confirmation.wrong-signer' })
    const [payment] = ofSafe.transactions
    const ofPayment = payment?.kind === 'safe' ? await signedBy(ofSafe, 0, payment.safeTxHash as `0x${string}`, null) : good
    await expect(checkCancelling(ofSafe, ofPayment)).rejects.toMatchObject({ code: 'payout.other-cancelling' })
    const moreFees = cancelAccountTransaction(ofAccount, 0, { ...FEES, maxFeePerGasWei: 40_000_000_000n })
    await expect(checkCancelling(ofAccount, { ...good, unsigned: moreFees })).rejects.toMatchObject({
      code: 'payout.other-cancelling',
    })
    await expect(checkCancelling(ofAccount, { ...good, unsigned: null })).rejects.toMatchObject({
      code: 'payout.other-cancelling',
    })
    const second = cancelAccountTransaction(ofAccount, 1, FEES)
    const otherNonce = await signedBy(ofAccount, 0, keccak256(second), second)
    await expect(checkCancelling(ofAccount, otherNonce)).rejects.toMatchObject({ code: 'payout.other-cancelling' })
  })

  it('[PS12] is signed by a training Ledger for practice only', async () => {
    const treasury = { ...BY_ACCOUNT.treasury, chain: 'eip155:8453' }
    const token = { ...(await payoutOf(BY_ACCOUNT)).token, chain: 'eip155:8453' }
    const payout = await payoutOf({ ...BY_ACCOUNT, treasury, token })
    const unsigned = cancelAccountTransaction(payout, 0, FEES)
    const fact = await signedBy(payout, 0, keccak256(unsigned), unsigned)
    await expect(checkCancelling(payout, fact)).rejects.toMatchObject({ code: 'confirmation.training-chain' })
  })
})
