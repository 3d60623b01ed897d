import type { FileProblem } from '../files/fileProblem'
import type { Token } from '../model/money'
import type { PeriodDates } from '../model/periodDates'
import { countText } from '../words/countText'

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
  problems: FileProblem[]
}

/** What a person should know of rows that were added to others. */
export function joinedText(rows: number): string {
  return `${countText(rows, 'row was', 'rows were')} added to others of the same hotspots, as other payments to them.`
}
