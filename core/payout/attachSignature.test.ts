import { type Hex, recoverTransactionAddress } from 'viem'
import { parseTransaction } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { seal } from '../model/contentDigest'
import { attachSignature } from './attachSignature'
import { BO, examplePayout, exampleSignature, exampleSignedPayout, SETTINGS, SIGNER } from './examplePayout'
import type { RootTransactionSettings } from './payoutFile'
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

describe('attachSignature', () => {
  it('[SG1] recovers the signer and gives bytes that any node reads as the same signer', async () => {
    const payout = await exampleSignedPayout()
    const bytes = payout.signature?.signedTransaction as `0x02${string}`
    expect(payout.signature?.recovered).toBe(SIGNER)
    expect(await recoverTransactionAddress({ serializedTransaction: bytes })).toBe(SIGNER)
    expect(await verifyPayout(payout)).toEqual([])
  })

  it('[SG2] refuses a signature by anyone but the device', async () => {
    const payout = await examplePayout()
    const other = await exampleSignature(payout, { signer: BO })
    await expect(attachSignature(payout, other)).rejects.toThrow(refused('ledger.wrong-signer', new RegExp(`${SIGNER}.*${BO}`)))
  })

  it('[SG3] refuses a training signature on any chain but a development chain', async () => {
    const onBase = await examplePayout({ ...SETTINGS, chainId: 8453 })
    const training = await exampleSignature(onBase, { simulated: true })
    await expect(attachSignature(onBase, training)).rejects.toThrow(refused('ledger.training-chain', /8453/))
    const signed = await attachSignature(onBase, await exampleSignature(onBase))
    const relabelled = seal({ ...signed, signature: { ...signed.signature, simulated: true } })
    expect((await verifyPayout(relabelled)).map(({ where }) => where)).toEqual(['signature'])
    const development = await examplePayout()
    const allowed = await attachSignature(development, await exampleSignature(development, { simulated: true }))
    expect(allowed.signature?.simulated).toBe(true)
  })

  it('[SG4] refuses a high s, a zero r and a payout without a transaction', async () => {
    const payout = await examplePayout()
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const good = await exampleSignature(payout)
    const high: Hex = `0x${(order - BigInt(good.s)).toString(16).padStart(64, '0')}`
    const flipped = { ...good, s: high, yParity: good.yParity === 1 ? (0 as const) : (1 as const) }
    await expect(attachSignature(payout, flipped)).rejects.toThrow(refused('ledger.high-s'))
    const zero = { ...good, r: `0x${'0'.repeat(64)}` }
    await expect(attachSignature(payout, zero)).rejects.toThrow(refused('ledger.malformed-signature'))
    const without = await examplePayout(null)
    await expect(attachSignature(without, good)).rejects.toThrow(refused('payout.no-transaction'))
  })
})
