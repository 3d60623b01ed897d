import { type Hex, recoverTransactionAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { concat, decodeFunctionData, parseTransaction, slice } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { seal } from '../../model/contentDigest'
import { KNOWN_CALLS } from '../knownCalls'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { checkConfirmation, verifyConfirmation } from './checkConfirmation'
import { collectConfirmations, goodConfirmations } from './collectConfirmations'
import { confirmationOf } from './exampleConfirmation'
import { ACCOUNT_SETTINGS, ACCOUNTS, BY_ACCOUNT, KEYS, payoutOf, SAFE_TREASURY, TOKEN_FACTS } from './examplePayoutV4'
import { signedHashAt } from './signedHash'
import { executionOf, signedTransactionOf, transactionToSign } from './transactionToSign'

const ORDER = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n
const refused = (code: string) => expect.objectContaining({ code })
const ADDRESSES = ACCOUNTS.map(({ address }) => address)
const real = { treasury: { ...SAFE_TREASURY, chain: 'eip155:8453' }, token: { ...TOKEN_FACTS, chain: 'eip155:8453' } }

function withHighS(signature: string): string {
  const [r, s, v] = [slice(signature as Hex, 0, 32), slice(signature as Hex, 32, 64), slice(signature as Hex, 64)]
  const high: Hex = `0x${(ORDER - BigInt(s)).toString(16).padStart(64, '0')}`
  return concat([r, high, v === '0x1b' ? '0x1c' : '0x1b'])
}

describe('checkConfirmation', () => {
  it('[CF1] recovers the signer, of the hash itself and of it as a personal message', async () => {
    const payout = await payoutOf()
    expect(await checkConfirmation(payout, await confirmationOf(payout, 1))).toMatchObject({ at: 0, signer: ADDRESSES[1] })
    const personal = await ACCOUNTS[1]?.signMessage({ message: { raw: signedHashAt(payout, 0) } })
    const v = Number(slice(personal as Hex, 64)) + 4
    const signature = concat([slice(personal as Hex, 0, 64), `0x${v.toString(16)}`])
    expect(await checkConfirmation(payout, await confirmationOf(payout, 1, 0, { signature }))).toMatchObject({
      signer: ADDRESSES[1],
    })
    const byAccount = await payoutOf(BY_ACCOUNT)
    const wrongKind = await confirmationOf(byAccount, 0, 0, { signature })
    await expect(checkConfirmation(byAccount, wrongKind)).rejects.toThrow(refused('confirmation.malformed'))
  })

  it('[CF2] refuses by name what does not count', async () => {
    const payout = await payoutOf()
    const other = await payoutOf({ settings: { kind: 'safe', firstNonce: 8n } })
    const good = await confirmationOf(payout, 1)
    const cases: [object, string][] = [
      [await confirmationOf(other, 1), 'confirmation.other-payout'],
      [{ ...(await confirmationOf(other, 1)), payoutSha256: payout.contentSha256 }, 'confirmation.other-hash'],
      [{ ...good, at: 9 }, 'confirmation.no-transaction'],
      [{ ...good, signer: ADDRESSES[2] }, 'confirmation.wrong-signer'],
      [{ ...good, signature: (await confirmationOf(other, 1)).signature }, 'confirmation.wrong-signer'],
      [await confirmationOf(payout, 3), 'confirmation.stranger'],
      [{ ...good, signature: withHighS(good.signature) }, 'confirmation.high-s'],
      [{ ...good, signature: `0x${'00'.repeat(64)}1b` }, 'confirmation.malformed'],
      [{ ...good, signature: `${good.signature.slice(0, -2)}01` }, 'confirmation.malformed'],
      [{ format: 'other' }, 'confirmation.malformed'],
    ]
    for (const [file, code] of cases) await expect(checkConfirmation(payout, file), code).rejects.toThrow(refused(code))
  })

  it('[CF3] takes a training signature for practice alone, and of an account only its own key', async () => {
    const simulated = { simulated: true }
    const practice = await payoutOf()
    expect(await checkConfirmation(practice, await confirmationOf(practice, 0, 0, simulated))).toMatchObject({ at: 0 })
    const payout = await payoutOf(real)
    const training = await confirmationOf(payout, 0, 0, simulated)
    await expect(checkConfirmation(payout, training)).rejects.toThrow(refused('confirmation.training-chain'))
    const byAccount = await payoutOf(BY_ACCOUNT)
    const wrongAccount = await confirmationOf(byAccount, 1)
    await expect(checkConfirmation(byAccount, wrongAccount)).rejects.toThrow(/must sign, and .* did/)
  })
})

describe('verifyConfirmation', () => {
  it('[CF7] says from the file alone whether its signer signed its hash', async () => {
    const file = await confirmationOf(await payoutOf(), 1)
    expect(await verifyConfirmation(file)).toEqual([])
    for (const change of [
      { signer: ADDRESSES[2] },
      { signedHash: `0x${'ab'.repeat(32)}` },
      { signature: withHighS(file.signature) },
    ]) {
      expect((await verifyConfirmation({ ...file, ...change })).map(({ where }) => where)).toEqual(['signature'])
    }
    expect(await verifyConfirmation(null)).not.toEqual([])
  })
})

describe('collectConfirmations', () => {
  it('[CF4] joins any two of three owners in ascending order, and names what it leaves out (pay-19)', async () => {
    const payout = await payoutOf()
    const [one, two, three] = await Promise.all([0, 1, 2].map((signer) => confirmationOf(payout, signer)))
    const stranger = await confirmationOf(payout, 3)
    const half = await collectConfirmations(payout, [three, stranger, three, null])
    expect(half.transactions[0]).toMatchObject({ missing: 1, good: [{ signer: ADDRESSES[2] }] })
    expect(half.isComplete).toBe(false)
    expect(half.leftOut.map(({ problem }) => problem.code)).toEqual([
      'confirmation.stranger',
      'confirmation.malformed',
      'confirmation.twice',
    ])
    const all = await collectConfirmations(payout, [three, one, two])
    const ascending = ADDRESSES.slice(0, 3).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    expect(all.transactions[0]?.good.map(({ signer }) => signer)).toEqual(ascending)
    expect(all).toMatchObject({ isComplete: true, leftOut: [] })
    expect(goodConfirmations(all)).toHaveLength(3)
  })

  it('[CF5] carries out a Safe’s transaction with as many signatures as it needs', async () => {
    const payout = await payoutOf()
    const confirmations = await Promise.all([2, 0].map((signer) => confirmationOf(payout, signer)))
    const call = await executionOf(payout, 0, confirmations)
    const { functionName, args } = decodeFunctionData({ abi: KNOWN_CALLS, data: call.data })
    const toSign = await transactionToSign(payout, 0)
    expect([call.to, functionName]).toEqual([payout.treasury.address, 'execTransaction'])
    expect(toSign.kind === 'safe' && args?.[2]).toBe(toSign.kind === 'safe' && toSign.transaction.data)
    await expect(executionOf(payout, 0, confirmations.slice(1))).rejects.toThrow(refused('safe.signatures-missing'))
  })

  it('[CF5] a Safe’s typed data is what its safeTxHash is of', async () => {
    const payout = await payoutOf()
    const toSign = await transactionToSign(payout, 0)
    if (toSign.kind !== 'safe') throw new Error('a Safe pays')
    const signature = await privateKeyToAccount(KEYS[0] as Hex).signTypedData(toSign.typedData as never)
    const confirmation = await confirmationOf(payout, 0, 0, { signature })
    expect(await checkConfirmation(payout, confirmation)).toMatchObject({ signer: ADDRESSES[0] })
  })
})

describe('signedTransactionOf', () => {
  it.each(['eip1559', 'legacy'] as const)(
    '[CF6] gives the bytes of an account’s %s transaction, which say who signed',
    async (type) => {
      const fees = { maxFeePerGasWei: '20000000000', maxPriorityFeePerGasWei: '20000000000' }
      const payout = await payoutOf({ ...BY_ACCOUNT, settings: { ...ACCOUNT_SETTINGS, type, ...fees } as never })
      for (const { at } of payout.transactions) {
        const { raw, hash } = await signedTransactionOf(payout, at, await confirmationOf(payout, 0, at))
        expect(await recoverTransactionAddress({ serializedTransaction: raw as never })).toBe(ADDRESSES[0])
        expect(parseTransaction(raw)).toMatchObject({ type, nonce: 7 + at, chainId: 31337, to: TOKEN_FACTS.address })
        expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
      }
      await expect(signedTransactionOf(payout, 1, await confirmationOf(payout, 0, 0))).rejects.toThrow(
        refused('confirmation.other-transaction'),
      )
    },
  )

  it('[CF6] gives nobody a transaction whose hash is not the one that the file states', async () => {
    const payout: PayoutFileV4 = await payoutOf()
    const [first, ...others] = payout.payees
    const changed = seal({ ...payout, payees: [{ ...first, amountBaseUnits: '1' }, ...others] }) as PayoutFileV4
    await expect(transactionToSign(changed, 0)).rejects.toThrow(refused('payout.hash-differs'))
    const confirmation = await confirmationOf(payout, 0)
    await expect(signedTransactionOf(payout, 0, confirmation)).rejects.toThrow(refused('payout.no-account-transaction'))
    await expect(transactionToSign(payout, 3)).rejects.toThrow(refused('payout.no-transaction'))
  })
})
