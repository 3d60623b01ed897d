import fc from 'fast-check'
import { keccak256, recoverTransactionAddress, serializeTransaction } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../../fixtures/readFixture'
import { type SigningRequest, signingRequestSchema } from '../model/signingRequest'
import { readTransaction } from './readTransaction'
import { makeSignatureFile, verifySignature } from './signatureFile'
import { signingChainId, signingDigest } from './signingDigest'

const KEY = `0x${'11'.repeat(32)}` as const
const SIGNER = privateKeyToAccount(KEY).address
const TO = '0x1111111111111111111111111111111111111111'
const fees = { gas: 21_000n, nonce: 7, to: TO, value: 5n } as const
const common = { format: 'commonmast-signing-request-v1', expectedSigner: SIGNER, purpose: '' } as const
const dynamic = serializeTransaction({
  type: 'eip1559',
  chainId: 31337,
  ...fees,
  maxFeePerGas: 20n,
  maxPriorityFeePerGas: 1n,
})
const legacy = serializeTransaction({ type: 'legacy', chainId: 8453, ...fees, gasPrice: 20n })
const typedData = {
  domain: { chainId: 31337, verifyingContract: TO },
  types: { Note: [{ name: 'amount', type: 'uint256' }] },
  primaryType: 'Note',
  message: { amount: '115792089237316195423570985008687907853269984665640564039457584007913129639935' },
} as const
const requests: SigningRequest[] = [
  signingRequestSchema.parse({ ...common, kind: 'transaction', unsigned: dynamic }),
  signingRequestSchema.parse({ ...common, kind: 'transaction', unsigned: legacy }),
  signingRequestSchema.parse({ ...common, kind: 'typed-data', typedData }),
  signingRequestSchema.parse({ ...common, kind: 'message', message: { text: 'Grüezi 🗼' } }),
  signingRequestSchema.parse({ ...common, kind: 'message', message: { hex: '0x00ff' } }),
]

async function signed(request: SigningRequest) {
  const { r, s, yParity } = await sign({ hash: signingDigest(request), privateKey: KEY })
  const circumstances = {
    derivationPath: "44'/60'/0'/0/0",
    device: 'a key in a test',
    simulated: false,
    signedAt: '2026-01-02T03:04:05.000Z',
  }
  return makeSignatureFile(request, { r, s, yParity: yParity as 0 | 1 }, circumstances)
}

describe('a signature file', () => {
  it('[SN1] holds for every kind, and no longer once one character of it is another', async () => {
    for (const request of requests) {
      const file = JSON.parse(JSON.stringify(await signed(request)))
      expect(await verifySignature(file), request.kind).toEqual([])
    }
    const [request] = requests
    if (!request) throw new Error('there is a request')
    const file = await signed(request)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('digest', 'r', 's', 'signature', 'signer' as const),
        fc.integer({ min: 2, max: 41 }),
        async (name, at) => {
          const text = file[name as 'digest']
          const changed = text.slice(0, at) + (text[at]?.toLowerCase() === 'a' ? 'b' : 'a') + text.slice(at + 1)
          expect(await verifySignature({ ...file, [name]: changed })).not.toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })

  it('[SN2] is not made of another signer, and a training signature stands on development chains only', async () => {
    const [request, onBase] = requests
    if (!request || !onBase) throw new Error('there are requests')
    await expect(signed({ ...request, expectedSigner: TO })).rejects.toMatchObject({ code: 'ledger.wrong-signer' })
    expect(await verifySignature({ ...(await signed(request)), simulated: true })).toEqual([])
    expect(await verifySignature({ ...(await signed(onBase)), simulated: true })).toMatchObject([
      { message: expect.stringContaining('development chains only') },
    ])
  })

  it('[SN3] gives a transaction that is ready to be broadcast', async () => {
    const [request, onBase] = requests
    if (!request || !onBase) throw new Error('there are requests')
    for (const one of [request, onBase]) {
      const { signedTransaction } = await signed(one)
      const serializedTransaction = signedTransaction?.bytes as `0x02${string}`
      expect(await recoverTransactionAddress({ serializedTransaction })).toBe(SIGNER)
      expect(signedTransaction?.transactionHash).toBe(keccak256(serializedTransaction))
    }
    expect(requests.map((one) => signingChainId(one))).toEqual([31337, 8453, 31337, null, null])
  })
})

describe('what cannot be signed', () => {
  it.each([
    ['0x02c0', 'no transaction'],
    [`${dynamic}00`, 'no transaction'],
    [serializeTransaction({ type: 'legacy', ...fees, gasPrice: 20n }), 'names no chain'],
    [serializeTransaction({ type: 'eip2930', chainId: 1, ...fees, gasPrice: 20n }), 'only EIP-1559 and legacy'],
    ['0x', 'no transaction'],
  ])('[SN4] the transaction %s: %s', (unsigned, why) => {
    expect(() => readTransaction(unsigned as `0x${string}`)).toThrow(why)
  })

  it('[SN5] typed data whose fields do not fit its types', () => {
    const digest = (change: object) => () =>
      signingDigest({ kind: 'typed-data', typedData: { ...typedData, ...change } as never })
    expect(digest({ message: { amount: '-1' } })).toThrow('cannot be signed')
    expect(digest({ message: {} })).toThrow('lacks the field "amount"')
    expect(digest({ message: { amount: '1', to: TO } })).toThrow('does not name')
    expect(digest({ message: { amount: 2 ** 60 } })).toThrow('not exact')
    expect(digest({ primaryType: 'Other' })).toThrow('primary type')
    const types = { ...typedData.types, Items: [{ name: 'list', type: 'Item[][2]' }], Item: [{ name: 'memo', type: 'string' }] }
    const items = (list: unknown) => digest({ types, primaryType: 'Items', message: { list } })
    expect(items([[{ memo: 'a' }], []])).not.toThrow()
    expect(items([[{ memo: 'a', to: TO }], []])).toThrow('its field "list" has a field "to" that Item does not name')
    expect(items([[{}], []])).toThrow('its field "list" lacks the field "memo" of Item')
    expect(items([['a'], []])).toThrow('its field "list" is not an object of Item')
    const EIP712Domain = [{ name: 'chainId', type: 'uint256' }]
    expect(digest({ types: { ...typedData.types, EIP712Domain } })).toThrow('names other fields')
  })

  it('[SN6] recorded typed data hashes to what the device signed', async () => {
    const recorded = readFixtureJson('recordings/ledger/index.json') as Record<string, never>
    const {
      typedData: order,
      result,
      expectedAddress,
    } = recorded['dmk/blind-on/eip712-simple'] as unknown as {
      typedData: typeof typedData
      result: { r: `0x${string}`; s: `0x${string}`; v: number }
      expectedAddress: `0x${string}`
    }
    const request = signingRequestSchema.parse({
      ...common,
      expectedSigner: expectedAddress,
      kind: 'typed-data',
      typedData: order,
    })
    const signature = { r: result.r, s: result.s, yParity: (result.v - 27) as 0 | 1 }
    const circumstances = { derivationPath: '', device: '', simulated: false, signedAt: '2026-01-02T03:04:05.000Z' }
    expect((await makeSignatureFile(request, signature, circumstances)).signer).toBe(expectedAddress)
  })
})
