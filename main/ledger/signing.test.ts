import { hashMessage, hashTypedData, keccak256, recoverAddress, serializeTransaction } from 'viem'
import { describe, expect, test } from 'vitest'
import { type Signable, signingDigest } from '#core/treasury/signing/signingDigest'
import type { HwTransport } from './hwTransportPort'
import { openEthereumApp } from './openEthereumApp'
import { createSimulatedLedger, type SimulatedLedgerOptions } from './simulatedLedger'

const PATH = "44'/60'/0'/0/0"
const ADDRESS = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const TO = '0x1111111111111111111111111111111111111111'
const JUNK = 'test test test test test test test test test test test junk'

function safeTransaction(chainId: number | undefined, dataBytes: number): Signable {
  const SafeTx = ['to address', 'value uint256', 'data bytes', 'operation uint8', 'safeTxGas uint256', 'baseGas uint256']
    .concat(['gasPrice uint256', 'gasToken address', 'refundReceiver address', 'nonce uint256'])
    .map((field) => ({ name: field.split(' ')[0] ?? '', type: field.split(' ')[1] ?? '' }))
  const zero = '0x0000000000000000000000000000000000000000'
  return {
    kind: 'typed-data',
    typedData: {
      domain: { ...(chainId === undefined ? {} : { chainId }), verifyingContract: TO },
      types: { SafeTx },
      primaryType: 'SafeTx',
      message: {
        ...{ to: TO, value: '0', data: `0x${'ab'.repeat(dataBytes)}`, operation: 1, safeTxGas: '0', baseGas: '0', gasPrice: '0' },
        ...{ gasToken: zero, refundReceiver: zero, nonce: '42' },
      },
    },
  }
}

const legacy = (chainId: number, data: `0x${string}` = '0x') =>
  serializeTransaction({ type: 'legacy', chainId, to: TO, value: 5n, nonce: 3, gas: 21_000n, gasPrice: 9n, data })

/** The app on a device that stands for a real one, and every APDU that went to it. */
async function open(options: SimulatedLedgerOptions = {}, before: (apdu: string) => void = () => undefined) {
  const device = createSimulatedLedger({ signsForAnyChain: true, ...options })
  const sent: string[] = []
  const hw: HwTransport = {
    ...device,
    async exchange(apdu) {
      sent.push(apdu.toString('hex'))
      before(apdu.toString('hex'))
      return device.exchange(apdu)
    },
  }
  return { app: await openEthereumApp(hw, { modelId: 'nanoSP' }), sent }
}

const nested: Signable = {
  kind: 'typed-data',
  typedData: {
    domain: { name: 'Tests', chainId: 137 },
    types: {
      Order: [
        { name: 'grid', type: 'uint16[2][]' },
        { name: 'signed', type: 'int64' },
        { name: 'wide', type: 'int256' },
        { name: 'flag', type: 'bool' },
        { name: 'tag', type: 'bytes4' },
        { name: 'items', type: 'Item[]' },
        { name: 'text', type: 'string' },
      ],
      Item: [{ name: 'to', type: 'address' }],
    },
    primaryType: 'Order',
    message: {
      grid: [
        ['1', '2'],
        ['3', '65535'],
        ['0', '256'],
      ],
      signed: '-2',
      wide: '-170141183460469231731687303715884105728',
      flag: true,
      tag: '0x00010203',
      items: [{ to: TO }, { to: ADDRESS }],
      text: 'é 🗼',
    },
  },
}

describe('every kind of signing recovers to the expected signer', () => {
  test.each([
    ['a legacy transfer', { kind: 'transaction', unsigned: legacy(1) }],
    [
      'a legacy call on a chain with a large number',
      { kind: 'transaction', unsigned: legacy(11155111, `0x${'cd'.repeat(400)}`) },
    ],
    ['a legacy transfer on chain 869', { kind: 'transaction', unsigned: legacy(869) }],
    ['a message', { kind: 'message', message: { text: 'November, 3 400 HNT: Grüezi 🗼' } }],
    ['a long message', { kind: 'message', message: { text: 'x'.repeat(1200) } }],
    ['bytes as a message', { kind: 'message', message: { hex: '0x00ff10' } }],
    ['a Safe transaction', safeTransaction(8453, 68)],
    ['a Safe transaction of an old Safe, without a chain', safeTransaction(undefined, 0)],
    ['typed data with nested arrays and negative numbers', nested],
  ] satisfies [string, Signable][])('%s', async (_what, signable) => {
    const { app } = await open()
    const { r, s, yParity, signer } = await app.sign(PATH, signable, ADDRESS)
    expect(signer).toBe(ADDRESS)
    expect(await recoverAddress({ hash: signingDigest(signable), signature: { r, s, yParity } })).toBe(ADDRESS)
  })

  test.each([78, 83, 88, 93, 98, 100, 103])(
    'a Safe multisend to %i recipients, whatever its bytes are cut into',
    async (payees) => {
      const { app } = await open()
      expect((await app.sign(PATH, safeTransaction(8453, payees * 153 + 68), ADDRESS)).signer).toBe(ADDRESS)
    },
  )

  test('the digests are those of viem', () => {
    expect(signingDigest({ kind: 'message', message: { text: 'hello' } })).toBe(hashMessage('hello'))
    expect(signingDigest({ kind: 'transaction', unsigned: legacy(1) })).toBe(keccak256(legacy(1)))
    if (nested.kind === 'typed-data') expect(signingDigest(nested)).toBe(hashTypedData(nested.typedData as never))
  })
})

describe('[pay-20] the expected signer', () => {
  const sign = async (path: string, expected: `0x${string}`) => {
    const { app, sent } = await open({ seed: JUNK })
    const outcome = await app.sign(path, { kind: 'transaction', unsigned: legacy(1) }, expected).catch((error: unknown) => error)
    return { outcome, asked: sent.filter((apdu) => /^e0(04|08|0c)/.test(apdu)) }
  }

  test.each([
    ["44'/60'/0'/0/0", '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'],
    ["44'/60'/0'/0", '0x1e59ce931B4CFea3fe4B875411e280e173cB7A9C'],
    ["44'/60'/1'/0/0", '0x8C8d35429F74ec245F8Ef2f4Fd1e551cFF97d650'],
    ["44'/60'/0'/0/1", '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'],
  ] as const)('is found at %s, and signs there only', async (path, address) => {
    expect((await sign(path, address)).outcome).toMatchObject({ signer: address })
    const elsewhere = await sign("44'/60'/4'/0/0", address)
    expect(elsewhere.outcome).toMatchObject({ code: 'ledger.other-account', message: expect.stringContaining(`is at ${path} (`) })
    expect(elsewhere.asked).toEqual([])
    const { app } = await open({ seed: JUNK })
    expect(await app.findPath(address)).toBe(path)
  })

  test('that is at no usual path is said so, and nothing is asked to sign', async () => {
    const { outcome, asked } = await sign(PATH, TO)
    expect(outcome).toMatchObject({ code: 'ledger.other-account', message: expect.stringContaining('None of the usual paths') })
    expect(asked).toEqual([])
  })
})

describe('an address on the device', () => {
  test('is confirmed, rejected, and another account told before it is shown', async () => {
    expect(await (await open()).app.showAddress(PATH)).toBe(ADDRESS)
    const rejecting = await open({ decision: 'reject' })
    await expect(rejecting.app.showAddress(PATH, ADDRESS)).rejects.toMatchObject({ code: 'ledger.address-rejected' })
    const other = await open()
    await expect(other.app.showAddress(PATH, TO)).rejects.toMatchObject({ code: 'ledger.other-account' })
    expect(other.sent.filter((apdu) => apdu.startsWith('e00201'))).toEqual([])
  })

  test('that is not the one it gave before is refused', async () => {
    const [device, other] = [createSimulatedLedger(), createSimulatedLedger({ seed: JUNK })]
    const swapped: HwTransport = {
      ...device,
      exchange: (apdu) => (apdu.toString('hex').startsWith('e00201') ? other : device).exchange(apdu),
    }
    const app = await openEthereumApp(swapped, { modelId: 'nanoSP' })
    await expect(app.showAddress(PATH)).rejects.toMatchObject({ code: 'ledger.address-differs' })
  })
})

describe('what the device or its line does wrong', () => {
  const signables: Signable[] = [
    { kind: 'transaction', unsigned: legacy(1, '0x12345678') },
    { kind: 'message', message: { text: 'hello' } },
    safeTransaction(1, 68),
  ]

  test.each(signables)('a review that is rejected: $kind', async (signable) => {
    const { app, sent } = await open({ decision: 'reject' })
    await expect(app.sign(PATH, signable, null)).rejects.toMatchObject({ code: 'ledger.rejected' })
    expect(sent.filter((apdu) => /^e00[48]00|^e00c/.test(apdu))).toHaveLength(1)
  })

  test.each(signables)('a link that breaks while it is signed names its own cause: $kind', async (signable) => {
    const { app, sent } = await open({}, (apdu) => {
      if (/^e00[48]|^e00c/.test(apdu)) throw new Error('read failed at byte 3')
    })
    await expect(app.sign(PATH, signable, null)).rejects.toMatchObject({
      code: 'ledger.link-broken',
      cause: expect.stringContaining('read failed at byte 3'),
    })
    expect(sent.filter((apdu) => /^e00[48]|^e00c/.test(apdu))).toHaveLength(1)
  })

  test('typed data that the device refuses is told of Raw messages, and its bare hashes are never sent', async () => {
    const { app, sent } = await open({ fault: 'blind-signing-off' })
    await expect(app.sign(PATH, safeTransaction(1, 68), null)).rejects.toMatchObject({
      code: 'ledger.blind-signing-off',
      message: expect.stringContaining('Raw messages'),
    })
    expect(sent.filter((apdu) => apdu.startsWith('e00c'))).toEqual([])
  })

  test('an app that is too old is not used', async () => {
    await expect(open({ appVersion: '1.9.18' })).rejects.toMatchObject({
      code: 'ledger.old-app',
      message: expect.stringContaining('1.10.0'),
    })
    expect((await open({ appVersion: '1.10.0' })).app.app.version).toBe('1.10.0')
    expect((await open({ appVersion: '2.0.0-dev' })).app.app.version).toBe('2.0.0-dev')
  })
})

describe('the training Ledger', () => {
  test.each([
    ['a transaction', { kind: 'transaction', unsigned: legacy(1) }],
    ['a Safe transaction', safeTransaction(8453, 0)],
    ['a Safe transaction without a chain', safeTransaction(undefined, 0)],
  ] satisfies [string, Signable][])('signs %s on no chain where it would count', async (_what, signable) => {
    const { app } = await open({ signsForAnyChain: false })
    await expect(app.sign(PATH, signable, null)).rejects.toMatchObject({ code: 'ledger.training-chain' })
  })

  test.each([31337, 1337])('signs on chain %i', async (chainId) => {
    const { app } = await open({ signsForAnyChain: false })
    expect((await app.sign(PATH, safeTransaction(chainId, 0), null)).signer).toBe(ADDRESS)
    const again = await open({ signsForAnyChain: false })
    expect((await again.app.signTransaction(PATH, legacy(chainId))).signer).toBe(ADDRESS)
  })
})
