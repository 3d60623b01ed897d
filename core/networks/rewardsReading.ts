import type { FileProblem } from '../files/fileProblem'
import type { Token } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import { countText } from '../words/countText'
import type { RewardsQuestion } from './rewardsAnswers'

/** What one hotspot got. */
export interface RewardRow {
  hotspotKey: string
  name: string
  amountBaseUnits: bigint
}

export interface RewardsReading {
  format: string
  network: string
  token: Token
  /** The time that the file says it covers, or null: the person is asked then. */
  dates: PeriodDates | null
  /** Data rows in the file, with and without problems. */
  rows: number
  rewards: RewardRow[]
  /** Rows that were added to another of the same hotspot, because they are other payments. [RR7] */
  joinedRows: number
  /** Rows that a person had left out: totals, and rows that came once more. */
  leftOutRows: number
  /** What only a person can know; what has its answer stays, so that it can be changed. */
  questions: RewardsQuestion[]
  problems: FileProblem[]
}

/** What a person should know of rows that were added to others, or left out as they said. */
export function rowsTexts({ joinedRows, leftOutRows }: Pick<RewardsReading, 'joinedRows' | 'leftOutRows'>): string[] {
  return [
    ...(joinedRows === 0
      ? []
      : [`${countText(joinedRows, 'row was', 'rows were')} added to others of the same hotspots, as other payments to them.`]),
    ...(leftOutRows === 0 ? [] : [`${countText(leftOutRows, 'row was', 'rows were')} left out, as you said.`]),
  ]
}
