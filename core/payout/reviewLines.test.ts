import { keccak256 } from 'viem/utils'
import { describe, expect, it } from 'vitest'
import { readFixtureJson } from '../../fixtures/readFixture'
import { exampleSplit } from '../rewards/exampleSplit'
import { NO_PREVIOUS_TOTALS, preparePayout } from './preparePayout'
import { reviewLines } from './reviewLines'

const recordings = readFixtureJson('recordings/ledger/index.json') as Record<
  string,
  { unsignedTx: `0x${string}`; screens: string[] }
>
const recorded = recordings['dmk/blind-on/unknown-call-1559']

/** `Tx hash (1/2) | 0x58… | 44…` and the like, joined to one value per label. */
function shown(screens: string[]): Map<string, string> {
  const lines = new Map<string, string>()
  for (const screen of screens) {
    const [label = '', ...parts] = screen.split(' | ')
    const plain = label.replace(/ \(\d+\/\d+\)$/, '')
    lines.set(plain, (lines.get(plain) ?? '') + parts.join(''))
  }
  return lines
}

describe('reviewLines', () => {
  it('[RV1] has the lines that a real device showed for an unknown call, in its order', async () => {
    if (!recorded) throw new Error('the recording is there')
    const screens = shown(recorded.screens)
    const payout = await preparePayout({
      split: exampleSplit(),
      previous: NO_PREVIOUS_TOTALS,
      transaction: {
        chainId: 1,
        contract: '0x3333333333333333333333333333333333333333',
        nonce: 7,
        gasLimit: '65000',
        maxFeePerGasWei: '20000000000',
        maxPriorityFeePerGasWei: '1000000000',
      },
    })
    const { device, offScreen } = reviewLines(payout, '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D')
    const labels = [...screens.keys()].filter((label) => device.some((line) => line.label === label))
    expect(device.map((line) => line.label)).toEqual(labels)
    for (const label of ['From', 'To', 'Max fees']) {
      expect(device.find((line) => line.label === label)?.value).toBe(screens.get(label))
    }
    expect(device.at(-1)).toMatchObject({ label: 'Tx hash', value: payout.transaction?.signingHash })
    expect(screens.get('Tx hash')).toBe(keccak256(recorded.unsignedTx))
    expect(device[3]?.meaning).toContain('At most 65\u2009000 gas at 20 gwei each')
    expect(offScreen.map(({ label, value }) => [label, value])).toEqual([
      ['Network', 'chain 1'],
      ['Root', payout.merkle.root],
      ['Period', expect.stringContaining(payout.split.token.symbol)],
    ])
    expect(reviewLines(payout).device[1]).toMatchObject({ label: 'From', value: null })
  })

  it('[RV2] needs a transaction', async () => {
    const payout = await preparePayout({ split: exampleSplit(), previous: NO_PREVIOUS_TOTALS, transaction: null })
    expect(() => reviewLines(payout)).toThrow(expect.objectContaining({ code: 'payout.no-transaction' }))
  })
})
