import { serializeTransaction } from 'viem'
import { keccak256 } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { readFixtureJson, readFixtureText } from '../../../fixtures/readFixture'
import { NO_PREVIOUS_TOTALS, preparePayout } from '../../payout/preparePayout'
import { exampleSplit } from '../../rewards/exampleSplit'
import type { TypedDataDocument } from '../model/signingRequest'
import { reviewOnDevice } from './deviceReview'
import { reviewPayout } from './payoutReview'
import { type DeviceReview, type LedgerSettings, type ReviewLine, type ShownToken, USUAL_SETTINGS } from './reviewLine'

interface Recorded {
  file: string
  message?: string
  unsignedTx?: `0x${string}`
  typedData?: TypedDataDocument
  screens?: string[]
  result?: object
  userAction: string
}

const SIGNER = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
const recordings = readFixtureJson('recordings/ledger/index.json') as Record<string, Recorded>
/** Screens before and after the review, and how a Nano is operated. */
const AROUND = /^(Ethereum|Transaction (signed|rejected)|Message signed|Reject transaction|Press right button)/

/** The screens of a recording as lines: what goes over several screens joined, what stands around the review left out. */
function shown(screens: string[]): [label: string, value: string][] {
  const lines: [string, string][] = []
  for (const screen of screens.filter((one) => !AROUND.test(one))) {
    const [first = '', ...parts] = screen.split(' | ')
    const label = first.replace(/ \(\d+\/\d+\)$/, '')
    const last = lines.at(-1)
    if (label !== first && last?.[0] === label) last[1] += parts.join('')
    else lines.push([label, parts.join('')])
  }
  return lines
}

/** The token that the device was told of: symbol after its length, contract, decimals and chain, each of four bytes. */
function tokenIn(file: string): ShownToken | null {
  const told = /^=> e00a0000..(.*)$/m.exec(readFixtureText(`recordings/ledger/${file}`))?.[1]
  if (told === undefined) return null
  const bytes = Buffer.from(told, 'hex')
  const end = 1 + (bytes[0] ?? 0)
  return {
    symbol: bytes.toString('latin1', 1, end),
    contract: `0x${bytes.toString('hex', end, end + 20)}`,
    decimals: bytes.readUInt32BE(end + 20),
    chainId: bytes.readUInt32BE(end + 24),
  }
}

/** What was signed, and with which model and settings: a recording tells of them by its screens alone. */
function reviewOf({ unsignedTx, typedData, message = '', file }: Recorded, screens: readonly string[]): DeviceReview {
  const has = (start: string) => screens.some((screen) => screen.startsWith(start))
  const settings = {
    rawMessages: has('Review struct'),
    debugContracts: has('Selector'),
    model: has('Hold to sign') ? ('touch' as const) : ('nano' as const),
  }
  const facts = { ...withSettings(settings), token: tokenIn(file) }
  if (unsignedTx) return reviewOnDevice({ kind: 'transaction', unsigned: unsignedTx }, facts)
  if (typedData) return reviewOnDevice({ kind: 'typed-data', typedData }, facts)
  return reviewOnDevice({ kind: 'message', message: { text: message } }, facts)
}

/** The texts alone: where a Nano breaks them into screens and lines does not matter. */
const wording = (lines: (readonly [string, string])[]) => lines.map((line) => line.join(' ').replace(/\s+/g, ' ').trim())

const deviceWording = ({ device }: DeviceReview) =>
  wording(device.map(({ label, value }) => [label, value ?? ''] as const)).map((text) => text.toUpperCase().replace(/\s/g, ''))

const line = ({ device }: DeviceReview, label: string): ReviewLine | undefined => device.find((one) => one.label === label)

const withSettings = (settings: Partial<LedgerSettings>) => ({ settings: { ...USUAL_SETTINGS, ...settings }, signer: SIGNER })

const call = (chainId: number, data: `0x${string}`, value = 0n) =>
  serializeTransaction({
    type: 'eip1559',
    chainId,
    nonce: 7,
    to: '0x3333333333333333333333333333333333333333',
    value,
    gas: 100_000n,
    maxFeePerGas: 3_000_000_000n,
    maxPriorityFeePerGas: 1n,
    data,
  })
const SET_ROOT = `0x7cb64759${'ab'.repeat(32)}` as const

describe('what the device shows', () => {
  const reviewed = Object.entries(recordings).filter(([, { screens = [], unsignedTx, typedData, message }]) => {
    return shown(screens).length > 1 && (unsignedTx || typedData || message)
  })

  it.each(reviewed)('[RV1] is what %s recorded, in its order', (_name, recorded) => {
    const { screens = [] } = recorded
    const review = reviewOf(recorded, screens)
    const expected = wording(shown(screens)).map((text) => text.toUpperCase().replace(/\s/g, ''))
    expect(deviceWording(review)).toEqual(expected)
  })

  it('[RV1] there are recordings of transfers, tokens, calls and typed data in both ways', () => {
    expect(reviewed.length).toBeGreaterThanOrEqual(10)
  })

  it.each([
    [1, undefined, '0.0003 ETH'],
    [8453, 'Base', '0.0003 ETH'],
    [42161, 'Arbitrum', '0.0003 ETH'],
    [137, 'Polygon', '0.0003 POL'],
    [869, '869', '0.0003 ???'],
    [31337, '31337', '0.0003 ???'],
  ])('[RV3] on chain %i names the network %s and the fee %s', (chainId, network, fee) => {
    for (const unsigned of [call(chainId, SET_ROOT), call(chainId, '0x', 5n)]) {
      const review = reviewOnDevice({ kind: 'transaction', unsigned }, withSettings({}))
      expect(line(review, 'Network')?.value).toBe(network)
      expect(line(review, 'Max fees')?.value).toBe(fee)
      expect(review.notes).toEqual([])
    }
  })

  it('[RV3] does not pretend to know how a chain is named that was not seen on it', () => {
    const review = reviewOnDevice({ kind: 'transaction', unsigned: call(100, SET_ROOT) }, withSettings({}))
    expect(line(review, 'Network')).toMatchObject({ value: null, instead: 'the chain’s name, or 100' })
    expect(review.notes[0]).toContain('chain 100')
  })

  it('[RV4] ends by both buttons on a Nano and by holding on a touch model', () => {
    const endOf = (model: 'nano' | 'touch', unsigned: `0x${string}`) =>
      reviewOnDevice({ kind: 'transaction', unsigned }, withSettings({ model })).device.at(-1)?.label
    expect(endOf('nano', call(8453, SET_ROOT))).toBe('Accept risk and sign transaction')
    expect(endOf('nano', call(8453, '0x', 1n))).toBe('Sign transaction')
    expect(endOf('touch', call(8453, SET_ROOT))).toBe('Hold to sign')
  })

  it('[RV5] shows selector and root before the review with Debug contracts on, and that setting is recommended without', () => {
    const unsigned = call(8453, SET_ROOT)
    const on = reviewOnDevice({ kind: 'transaction', unsigned }, withSettings({ debugContracts: true }))
    expect(on.device.slice(0, 3).map(({ label, value }) => [label, value])).toEqual([
      ['Selector', '7CB64759'],
      ['Parameter', 'AB'.repeat(32)],
      ['Blind signing ahead', 'To accept risk, press both buttons'],
    ])
    expect(on.advice).toEqual([])
    const off = reviewOnDevice({ kind: 'transaction', unsigned }, withSettings({}))
    expect(off.advice).toMatchObject([
      { setting: 'Debug contracts', why: expect.stringContaining('root'), how: expect.stringContaining('Settings') },
    ])
    expect(line(off, 'Tx hash')?.value).toBe(keccak256(unsigned))
    const long = reviewOnDevice(
      { kind: 'transaction', unsigned: call(8453, `0x8d80ff0a${'00'.repeat(15_400)}`) },
      withSettings({ debugContracts: true }),
    )
    expect(line(long, 'Parameter')?.instead).toBe('482 parameters, one after the other')
  })

  it('[RV6] recommends Raw messages for typed data, and lists by hash what is not shown without', () => {
    const typedData =
      recordings['raw-on-blind-off/eip712-safetx-erc20']?.typedData ?? recordings['dmk/blind-on/eip712-safetx-erc20']?.typedData
    if (!typedData) throw new Error('the recording is there')
    const off = reviewOnDevice({ kind: 'typed-data', typedData }, withSettings({}))
    expect(off.advice).toMatchObject([{ setting: 'Raw messages' }])
    expect(off.offScreen.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['to', 'value', 'data', 'nonce', 'Domain hash', 'Safe transaction hash']),
    )
    const on = reviewOnDevice({ kind: 'typed-data', typedData }, withSettings({ rawMessages: true }))
    expect(on.advice).toEqual([])
    expect(line(on, 'verifyingContract')?.meaning).toBe('The Safe that pays.')
  })

  it('[RV7] is a refusal where blind signing is off', () => {
    const refusal = (model: 'nano' | 'touch') =>
      reviewOnDevice({ kind: 'transaction', unsigned: call(1, SET_ROOT) }, withSettings({ model, blindSigning: false }))
    expect(refusal('nano').device.map(({ label }) => label)).toEqual(['Blind signing must be enabled in settings'])
    expect(refusal('touch').device.map(({ label }) => label)).toEqual(['This transaction cannot be clear-signed'])
    expect(refusal('nano').advice).toMatchObject([{ setting: 'Blind signing' }])
  })

  it('[RV8] is the whole text of a message, and hex where it is no plain text', () => {
    const of = (text: string) => line(reviewOnDevice({ kind: 'message', message: { text } }, withSettings({})), 'Message')?.value
    expect(of('pay Ada')).toBe('pay Ada')
    expect(of('é')).toBe('0xc3a9')
  })
})

describe('the review of a payout', () => {
  it('[RV9] has beside the device’s lines the root and the period', async () => {
    const payout = await preparePayout({
      split: exampleSplit(),
      previous: NO_PREVIOUS_TOTALS,
      transaction: {
        chainId: 8453,
        contract: '0x3333333333333333333333333333333333333333',
        nonce: 7,
        gasLimit: '65000',
        maxFeePerGasWei: '20000000000',
        maxPriorityFeePerGasWei: '1000000000',
      },
    })
    const { device, offScreen } = reviewPayout(payout, SIGNER)
    expect(device.map(({ label }) => label)).toEqual([
      ...['Blind signing ahead', 'Review transaction', 'From', 'To', 'Max fees', 'Network', 'Tx hash'],
      'Accept risk and sign transaction',
    ])
    expect(offScreen.map(({ label, value }) => [label, value])).toEqual([
      ['Nonce', '7'],
      ['Root', payout.merkle.root],
      ['Period', expect.stringContaining(payout.split.token.symbol)],
    ])
    expect(reviewPayout(payout).device[2]).toMatchObject({ label: 'From', value: null, instead: 'press Show address' })
  })

  it('[RV2] needs a transaction', async () => {
    const payout = await preparePayout({ split: exampleSplit(), previous: NO_PREVIOUS_TOTALS, transaction: null })
    expect(() => reviewPayout(payout)).toThrow(expect.objectContaining({ code: 'payout.no-transaction' }))
  })
})
