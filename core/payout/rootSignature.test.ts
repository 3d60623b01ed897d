import { type Hex, recoverTransactionAddress } from 'viem'
import { parseTransaction } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { BO, examplePayout, exampleSignedPayout, SETTINGS, SIGNER, signExample } from './examplePayout'
import type { PayoutFile, RootTransactionSettings } from './payoutFile'
import { verifyPayout } from './verifyPayout'

const refused = (code: string, words = /./) => expect.objectContaining({ code, message: expect.stringMatching(words) })

describe('the root transaction', () => {
  it('[TX1] serialises exactly the settings and the root', async () => {
    const { transaction, merkle } = await examplePayout()
    const parsed = parseTransaction(transaction?.unsigned as `0x02${string}`)
    expect(parsed).toEqual({
      type: 'eip1559',
      chainId: 31337,
      nonce: 7,
      to: SETTINGS.contract.toLowerCase(),
      gas: 160000n,
      maxFeePerGas: 20000000000n,
      maxPriorityFeePerGas: 1000000000n,
      data: `0x7cb64759${merkle.root.slice(2)}`,
    })
  })

  it('[TX2] refuses settings that no chain would take', async () => {
    const attempt = (changes: Partial<RootTransactionSettings>) => examplePayout({ ...SETTINGS, ...changes })
    const cases: [Partial<RootTransactionSettings>, string][] = [
      [{ chainId: 0 }, 'transaction.bad-chain'],
      [{ nonce: -1 }, 'transaction.bad-nonce'],
      [{ gasLimit: '21000' }, 'transaction.bad-gas'],
      [{ gasLimit: '16777217' }, 'transaction.bad-gas'],
      [{ gasLimit: '1e5' }, 'transaction.bad-number'],
      [{ maxFeePerGasWei: '0', maxPriorityFeePerGasWei: '0' }, 'transaction.bad-fee'],
      [{ maxPriorityFeePerGasWei: '20000000001' }, 'transaction.bad-fee'],
      [{ contract: SETTINGS.contract.toLowerCase() }, 'address.no-checksum'],
    ]
    for (const [changes, code] of cases) await expect(attempt(changes)).rejects.toThrow(refused(code))
  })
})

const wheresIn = async (payout: PayoutFile) => (await verifyPayout(payout)).map(({ where }) => where)

describe('the signature of a root transaction', () => {
  it('[SG1] is by the signer whom any node reads in its bytes', async () => {
    const payout = await exampleSignedPayout()
    const bytes = payout.signature?.signedTransaction as `0x02${string}`
    expect(await recoverTransactionAddress({ serializedTransaction: bytes })).toBe(SIGNER)
    expect(await wheresIn(payout)).toEqual([])
  })

  it('[SG2] does not hold as that of anyone else', async () => {
    const payout = await examplePayout()
    expect(await wheresIn(await signExample(payout, { signer: BO }))).toEqual(['signature.signer'])
    expect(await wheresIn(await signExample(payout, { signer: BO, recovered: BO }))).toEqual([
      'signature.signer',
      'signature.recovered',
    ])
  })

  it('[SG3] of the training Ledger holds on no chain but a development chain', async () => {
    const onBase = await examplePayout({ ...SETTINGS, chainId: 8453 })
    expect(await wheresIn(await signExample(onBase))).toEqual([])
    const [finding, ...others] = await verifyPayout(await signExample(onBase, { simulated: true }))
    expect(finding).toMatchObject({ where: 'signature', message: expect.stringContaining('8453') })
    expect(others).toEqual([])
    expect(await wheresIn(await signExample(await examplePayout(), { simulated: true }))).toEqual([])
  })

  it('[SG4] does not hold with a high s, a zero r or without the transaction', async () => {
    const payout = await examplePayout()
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const good = await signExample(payout)
    if (!good.signature) throw new Error('The payout is not signed')
    const high: Hex = `0x${(order - BigInt(good.signature.s)).toString(16).padStart(64, '0')}`
    const yParity = good.signature.yParity === 1 ? (0 as const) : (1 as const)
    const messages = async (file: PayoutFile) => (await verifyPayout(file)).map(({ message }) => message)
    expect(await messages(await signExample(payout, { s: high, yParity }))).toEqual([expect.stringMatching(/upper half|high/i)])
    expect(await wheresIn(await signExample(payout, { r: `0x${'0'.repeat(64)}` }))).toEqual(['signature'])
    expect(await wheresIn(seal({ ...good, transaction: null }))).toEqual(['signature'])
  })
})
