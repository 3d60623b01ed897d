import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFixture, readFixtureText } from '../../fixtures/readFixture'
import { formatAmount, sumBaseUnits } from '../model/money'
import { endsInSum } from '../networks/rewardSums'
import { readRewards } from './readRewards'

const data = (name: string) => readFixture(`data/${name}`)
const header =
  'Station ID,Station Name,First data packet,Rewardable Hours,Allocated Rewards,Max Daily Claim, Transferred Hours From'
const readText = (text: string) => readRewards({ fileName: 'rewards.csv', bytes: new TextEncoder().encode(text) })
const station = (key: string, amount: string) => `${key},Name of ${key},2022-02-25,10,${amount},0.1,`

describe('readRewards on the WeatherXM table', () => {
  it('reads every station exactly', async () => {
    const bytes = data('weatherxm_beta_rewards_table.csv')
    const reading = await readRewards({ fileName: 'weatherxm.csv', bytes })
    expect(reading).toMatchObject({ format: 'weatherxm-rewards-csv', network: 'weatherxm', rows: 5166, problems: [] })
    expect(reading.token).toEqual({ symbol: 'WXM', decimals: 18 })
    expect(reading.rewards).toHaveLength(5166)
    expect(reading.rewards[0]).toEqual({
      hotspotKey: '033b6fb0-9636-11ec-900c-abdec1c57354',
      name: 'Winning Aquamarine Mesocyclones',
      amountBaseUnits: 1_417_458_821n * 10n ** 12n,
    })
    expect(formatAmount(sumBaseUnits(reading.rewards.map((reward) => reward.amountBaseUnits)), 18)).toBe('3183477.972015')
  })

  it('gives back any amount of up to 18 decimals', async () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(amounts, async (baseUnits) => {
        fc.pre(!endsInSum(baseUnits))
        const rows = baseUnits.map((amount, index) => station(`s${index}`, formatAmount(amount, 18)))
        const { rewards, problems } = await readText(`${header}\n${rows.join('\n')}\n`)
        expect(problems).toEqual([])
        expect(rewards.map((reward) => reward.amountBaseUnits)).toEqual(baseUnits)
      }),
    )
  })

  it('[RR1] takes no summary row for a station', async () => {
    const { rewards, problems } = await readRewards({
      fileName: 'a.csv',
      bytes: readFixture('cases/files/33-weatherxm-total.csv'),
    })
    expect([rewards.length, problems.map(({ line }) => line)]).toEqual([2, [4]])
  })

  it('[RR7] reads the Helium explorer’s rewards of several kinds and blocks, for the days that they name', async () => {
    const text = readFixtureText('cases/files/07-helium-explorer-rewards.csv')
    const reading = await readText(text)
    expect(reading).toMatchObject({ format: 'helium-explorer-rewards-csv', network: 'helium', joinedRows: 1, problems: [] })
    expect(reading.token).toEqual({ symbol: 'HNT', decimals: 8 })
    expect(reading.dates).toEqual({ start: '2021-04-06T00:00:00.000Z', end: '2021-04-08T00:00:00.000Z' })
    expect(reading.rewards.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits])).toEqual([
      ['tall-teal-mole', 8_430_000n],
      ['calm-blue-owl', 120_430_000n],
    ])
    const mixed = await readText(text.replace('1.2043,Helium Network,HNT', '1.2043,Helium Network,IOT'))
    expect(mixed.problems.map(({ line }) => line)).toEqual([4])
  })

  it('does not take a fleet for rewards', async () => {
    const fleet = readRewards({ fileName: 'fleet.csv', bytes: data('ttn_gateways.csv') })
    await expect(fleet).rejects.toMatchObject({ code: 'import.not-rewards' })
  })
})

describe('readRewards on bad rows', () => {
  it.each([
    ['a negative amount', station('b', '-0.5'), 'Allocated Rewards', '"-0.5" is negative'],
    ['a malformed amount', station('b', '1e5'), 'Allocated Rewards', '"1e5" is not an amount'],
    ['a decimal comma', station('b', '"1,5"'), 'Allocated Rewards', '"1,5" is not an amount'],
    ['too many decimals', station('b', '0.1234567890123456789'), 'Allocated Rewards', 'has 19 decimals but the token has 18'],
    ['no amount', station('b', ''), 'Allocated Rewards', 'write 0'],
    ['no key', station('', '1'), 'Station ID', 'needs its own key'],
    ['a key that came before', station('a', '1'), 'Station ID', '"a" is already on line 2'],
    ['a key that came before in another spelling', station(' a ', '1'), 'Station ID', '"a" is already on line 2'],
    ['a row that is cut off', 'b,Name,2022', null, 'cut off'],
  ])('leaves out and names %s', async (_, row, field, message) => {
    const { rewards, problems, rows } = await readText(`${header}\n${station('a', '1.5')}\n\n${row}\n`)
    expect(rows).toBe(2)
    expect(rewards.map((reward) => reward.hotspotKey)).toEqual(['a'])
    expect(problems).toEqual([{ line: 4, field, message: expect.stringContaining(message) }])
  })

  it('names the column of amounts when it is missing', async () => {
    const text = 'Station ID,Station Name,Rewardable Hours,Max Daily Claim\na,b,1,2\n'
    const { rewards, problems } = await readText(text)
    expect(rewards).toEqual([])
    expect(problems).toEqual([
      { line: 1, field: 'Allocated Rewards', message: expect.stringContaining('"Allocated Rewards" is missing') },
    ])
  })
})
