import { countText } from '#core/words/countText'
import type { TodayRecords } from '../../data/todayRecords'

export interface Activity {
  id: string
  at: string
  kind: 'import' | 'provisioning' | 'signature'
  text: string
}

const NOUNS = { hotspots: 'hotspot', contributions: 'reward', agreements: 'agreement' } as const

/** The newest of what was imported, recorded and signed, newest first. */
export function latestActivity({ imports, provisionings, signatures, periods }: TodayRecords, limit: number): Activity[] {
  const all: Activity[] = [
    ...imports.map((record): Activity => {
      const count = countText(record.added + record.replaced, NOUNS[record.table])
      const what =
        record.status === 'undone' ? `Import of ${record.fileName} undone` : `${count} imported from ${record.fileName}`
      return { id: record.id, at: record.updatedAt, kind: 'import', text: what }
    }),
    ...provisionings.map((record): Activity => {
      const device = record.simulated ? `${record.deviceName} (simulated)` : record.deviceName
      return { id: record.id, at: record.createdAt, kind: 'provisioning', text: `Record of ${device} signed` }
    }),
    ...signatures.map((record): Activity => {
      const period = periods.find(({ id }) => id === record.periodId)?.name ?? 'a period'
      const how = record.simulated ? 'with the simulated Ledger' : 'on a Ledger'
      return { id: record.id, at: record.createdAt, kind: 'signature', text: `Payout of ${period} signed ${how}` }
    }),
  ]
  return all.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit)
}
