/**
 * WeatherXM's table of beta rewards: one row per station with its allocated WXM. Amounts are decimal text with up to
 * 18 decimals (the table writes 6) and become base units exactly; a row with a problem pays nothing until corrected.
 */
import type { ImportPace } from '../files/importPace'
import type { Table } from '../files/parseTable'
import { readRewardRows } from './rewardRows'
import type { RewardsAnswers } from './rewardsAnswers'
import type { RewardsReading } from './rewardsReading'

const columnNames = { key: 'Station ID', name: 'Station Name', amount: 'Allocated Rewards' } as const

export const weatherxmRewardsCsv = {
  format: 'weatherxm-rewards-csv',
  network: 'weatherxm',
  token: { symbol: 'WXM', decimals: 18 },
  required: Object.values(columnNames),
  distinctive: ['Station ID', 'Rewardable Hours', 'Allocated Rewards', 'Max Daily Claim', 'Transferred Hours From'],
}

/**
 * Its only date is when a station was first heard: which time the rewards are for, the table does not say.
 * @throws Problem `import.cancelled`; everything wrong with the file is in the reading's problems.
 */
export function readWeatherxmRewards(table: Table, answers: RewardsAnswers = {}, pace: ImportPace = {}): Promise<RewardsReading> {
  const { format, network, token } = weatherxmRewardsCsv
  const { key, name, amount } = columnNames
  return readRewardRows(table, { format, network, token, hotspot: key, amount, name, hasName: true }, answers, pace)
}
