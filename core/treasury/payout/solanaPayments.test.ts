import { describe, expect, it } from 'vitest'
import { seal } from '../../model/contentDigest'
import { exampleWallet } from '../../solana/exampleRun'
import { messageHashOnDevice } from '../../solana/ledgerReview'
import { readSolanaTransaction } from '../../solana/readSolanaTransaction'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { nonceOf } from '../state/payoutSigners'
import { checkConfirmation, verifyConfirmation } from './checkConfirmation'
import { collectConfirmations } from './collectConfirmations'
import { confirmationOf } from './exampleConfirmation'
import { ACCOUNT_TREASURY, payoutOf, splitOf } from './examplePayoutV4'
import {
  SOLANA_ADDRESSES,
  SOLANA_TOKEN,
  SOLANA_TREASURY,
  solanaConfirmationOf,
  solanaPayoutOf,
  solanaSettings,
} from './exampleSolanaPayout'
import { knownPayoutOf } from './knownPayout'
import { guardPayoutV4 } from './payoutGuardV4'
import type { PayoutInputV4 } from './preparePayoutV4'
import { compareSecondLook, secondLook } from './secondLook'
import { solanaPlanOf } from './solanaPayments'
import { transactionToSign } from './transactionToSign'
import { verifyPayoutV4 } from './verifyPayoutV4'

const refused = (code: string) => expect.objectContaining({ code })
const february = (address?: string) =>
  splitOf({
    period: 'february',
    amount: 501n,
    addresses: address === undefined ? SOLANA_ADDRESSES : { ...SOLANA_ADDRESSES, ada: address },
  })
const standing = { isSigned: true, isVoid: false, isPaid: false, usedNonces: [] }

describe('a payout on Solana', () => {
  it('[PL1] pays each payee by one transaction with a nonce of its own, read back from the bytes', async () => {
    const payout = await solanaPayoutOf()
    expect(payout.transactions).toHaveLength(payout.payees.length)
    expect(payout.payees.length).toBeGreaterThan(1)
    const read = await Promise.all(
      payout.transactions.map(async ({ at }) => {
        const toSign = await transactionToSign(payout, at)
        if (toSign.kind !== 'solana') throw new Error('an account of Solana pays')
        return readSolanaTransaction(toSign.message)
      }),
    )
    expect(read.map(({ transfer }) => transfer.amountBaseUnits.toString())).toEqual(
      payout.payees.map(({ amountBaseUnits }) => amountBaseUnits),
    )
    expect(read.map(({ nonceAccount, nonce }) => ({ nonceAccount, nonce }))).toEqual(
      payout.transactions.map((each) => each.kind === 'solana' && { nonceAccount: each.nonceAccount, nonce: each.nonce }),
    )
    expect(read.filter(({ transfer }) => transfer.createFor !== null)).toHaveLength(1)
    expect(solanaPlanOf(payout).payees.filter(({ createTokenAccount }) => createTokenAccount)).toHaveLength(1)
    expect(await verifyPayoutV4(JSON.parse(JSON.stringify(payout)))).toEqual([])
  })

  it('[PL1] pays native SOL as well', async () => {
    const sol = { symbol: 'SOL', decimals: 9 }
    const { contentSha256: _, ...split } = splitOf({ addresses: SOLANA_ADDRESSES })
    const settings = { ...solanaSettings(), tokenProgram: null, withoutTokenAccount: new Set<string>() }
    const inSol = { split: seal({ ...split, token: sol }), token: { ...SOLANA_TOKEN, ...sol, address: null }, settings }
    const payout = await solanaPayoutOf(inSol)
    expect(await verifyPayoutV4(payout)).toEqual([])
    const toSign = await transactionToSign(payout, 0)
    expect(toSign).toMatchObject({ payment: { transfer: { token: null, to: payout.payees[0]?.address } } })
  })

  const wrong: [what: string, code: string, changes: Partial<PayoutInputV4>][] = [
    ['more payees than nonce accounts', 'solana.too-few-nonce-accounts', { settings: solanaSettings(0, 1) }],
    ['a payee of an EVM chain', 'solana.address-malformed', { split: splitOf() }],
    ['the treasury as payee', 'solana.payee', { split: february(SOLANA_TREASURY.address) }],
    ['the mint as payee', 'solana.payee', { split: february(SOLANA_TOKEN.address ?? '') }],
    ['a token whose program is not known', 'payout.no-token-program', { settings: { ...solanaSettings(), tokenProgram: null } }],
    ['a token of another chain', 'payout.other-chain', { token: { ...SOLANA_TOKEN, chain: 'eip155:31337' } }],
    ['an EVM chain', 'payout.other-chain', { treasury: { ...SOLANA_TREASURY, chain: 'eip155:31337' } }],
    ['another method', 'payout.other-method', { method: 'transfers' }],
    ['the settings of an account', 'payout.other-settings', { settings: { kind: 'safe', firstNonce: 1n } }],
  ]
  it.each(wrong)('[PL2] is refused with %s', async (_what, code, changes) => {
    await expect(solanaPayoutOf(changes)).rejects.toThrow(refused(code))
  })

  it('[PL2] Solana addresses cannot be paid from an EVM treasury', async () => {
    const split = splitOf({ addresses: SOLANA_ADDRESSES })
    await expect(payoutOf({ split })).rejects.toThrow(refused('address.malformed'))
    await expect(solanaPayoutOf({ treasury: ACCOUNT_TREASURY })).rejects.toThrow(refused('payout.other-chain'))
  })
})

describe('confirmations of a payout on Solana', () => {
  it('[PL3] are Ed25519 signatures over the message, by the treasury alone', async () => {
    const payout = await solanaPayoutOf()
    const good = await solanaConfirmationOf(payout, 1)
    expect(await checkConfirmation(payout, good)).toMatchObject({ at: 1, signer: SOLANA_TREASURY.address })
    const cases: [file: object, code: string][] = [
      [{ ...good, at: 0 }, 'confirmation.other-hash'],
      [{ ...good, signature: (await solanaConfirmationOf(payout, 0)).signature }, 'confirmation.wrong-signer'],
      [await solanaConfirmationOf(payout, 1, {}, 'eve'), 'confirmation.wrong-signer'],
      [await solanaConfirmationOf(payout, 1, { signer: SOLANA_TREASURY.address }, 'eve'), 'confirmation.wrong-signer'],
      [{ ...good, signer: exampleWallet('eve') }, 'confirmation.wrong-signer'],
      [await confirmationOf(payout, 0, 1), 'confirmation.wrong-signer'],
    ]
    for (const [file, code] of cases) await expect(checkConfirmation(payout, file)).rejects.toThrow(refused(code))
    const mainnet = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'
    const real = { treasury: { ...SOLANA_TREASURY, chain: mainnet }, token: { ...SOLANA_TOKEN, chain: mainnet } }
    const onMainnet = await solanaPayoutOf(real)
    const training = await solanaConfirmationOf(onMainnet, 0, { simulated: true })
    await expect(checkConfirmation(onMainnet, training)).rejects.toThrow(refused('confirmation.training-chain'))
    expect(await verifyConfirmation(good)).toEqual([{ where: 'signature', message: expect.stringContaining('its payout') }])
  })

  it('[PL3] are collected, one for each transaction', async () => {
    const payout = await solanaPayoutOf()
    const all = await Promise.all(payout.transactions.map(({ at }) => solanaConfirmationOf(payout, at)))
    const [first, ...others] = all
    expect((await collectConfirmations(payout, others)).isComplete).toBe(false)
    const collected = await collectConfirmations(payout, [...all, first])
    expect(collected.isComplete).toBe(true)
    expect(collected.leftOut.map(({ problem }) => problem.code)).toEqual(['confirmation.twice'])
  })

  it('[PL4] a second machine works out the hash that the Ledger shows, which keeps its capital letters', async () => {
    const payout = await solanaPayoutOf()
    const lines = await secondLook(payout)
    const toSign = await transactionToSign(payout, 0)
    if (toSign.kind !== 'solana') throw new Error('an account of Solana pays')
    const value = messageHashOnDevice(toSign.message)
    expect(lines).toContainEqual({ label: 'solanaMessageHash', of: 0, value })
    const typed = { label: 'solanaMessageHash' as const, of: 0, value: `${value.slice(0, 8)} ${value.slice(8)}` }
    expect(await compareSecondLook(payout, [typed])).toMatchObject({ isSame: true })
    const lower = { ...typed, value: value.toLowerCase() }
    expect(await compareSecondLook(payout, [lower])).toMatchObject({ isSame: false })
  })

  it('[PL4] nobody is given bytes whose hash is not the one that the file states', async () => {
    const payout = await solanaPayoutOf()
    const [first, ...others] = payout.payees
    const changed = seal({ ...payout, payees: [{ ...first, amountBaseUnits: '1' }, ...others] }) as PayoutFileV4
    await expect(transactionToSign(changed, 0)).rejects.toThrow(refused('payout.hash-differs'))
  })
})

describe('the guard', () => {
  it('[PL5] knows the nonce of each nonce account: one that a signed payout took is not taken again', async () => {
    const january = await solanaPayoutOf()
    const next = { split: february(), previous: [january] }
    const same = await solanaPayoutOf({ ...next, settings: solanaSettings(0) })
    const known = [knownPayoutOf(january, standing)]
    expect(await guardPayoutV4(same, known)).toMatchObject({ code: 'payout.nonce-used' })
    const fresh = await solanaPayoutOf({ ...next, settings: solanaSettings(50) })
    expect(await guardPayoutV4(fresh, known)).toBeNull()
    const again = await solanaPayoutOf({ settings: solanaSettings(50) })
    expect(await guardPayoutV4(again, known)).toMatchObject({ code: 'payout.period-signed' })
  })

  it('[PL5] a payout takes the place of another only with the same nonces, or when they are used up', async () => {
    const january = await solanaPayoutOf()
    const replaces = { payout: january, reason: 'Wrong address', unpaid: null }
    const split = splitOf({ addresses: SOLANA_ADDRESSES })
    const other = await solanaPayoutOf({ split, replaces, settings: solanaSettings(50) })
    const isVoid = { ...standing, isVoid: true }
    expect(await guardPayoutV4(other, [knownPayoutOf(january, isVoid)])).toMatchObject({ code: 'payout.replaced-can-still-pay' })
    const usedNonces = january.transactions.map(nonceOf)
    expect(await guardPayoutV4(other, [knownPayoutOf(january, { ...isVoid, usedNonces })])).toBeNull()
  })

  it('[PL5] nonce accounts that were created in one block hold the same nonce: one of them used up says nothing of the others', async () => {
    const settings = solanaSettings()
    const nonceAccounts = settings.nonceAccounts.map(({ address }) => ({ address, nonce: exampleWallet('nonce of one block') }))
    const january = await solanaPayoutOf({ settings: { ...settings, nonceAccounts } })
    const replaces = { payout: january, reason: 'Wrong address', unpaid: null }
    const split = splitOf({ addresses: SOLANA_ADDRESSES })
    const other = await solanaPayoutOf({ split, replaces, settings: solanaSettings(50) })
    const [first] = january.transactions
    const one = { ...standing, isVoid: true, usedNonces: first ? [nonceOf(first)] : [] }
    expect(await guardPayoutV4(other, [knownPayoutOf(january, one)])).toMatchObject({ code: 'payout.replaced-can-still-pay' })
  })
})
