import { countText } from '#core/words/countText'
import { actOfImport } from '../../data/imports/actOfImport'
import type { TodayRecords } from '../../data/today/todayRecords'

export interface Activity {
  id: string
  at: string
  kind: 'import' | 'provisioning' | 'signature'
  text: string
  /** The act that can be taken back from here; null when there is none. */
  act: { id: string; title: string } | null
}

const NOUNS = { hotspots: 'hotspot', contributions: 'reward', agreements: 'agreement', members: 'member' } as const

/** The newest of what was imported, recorded and signed, newest first. */
export function latestActivity({ imports, provisionings, signatures, periods }: TodayRecords, limit: number): Activity[] {
  const all: Activity[] = [
    ...imports.map((record): Activity => {
      const { id, undoneAt, updatedAt, fileName, added, replaced, table, status } = record
      const at = undoneAt ?? updatedAt
      const title = `Import of ${fileName}`
      if (status === 'undone') return { id, at, kind: 'import', text: `${title} undone`, act: null }
      const text = `${countText(added + replaced, NOUNS[table])} imported from ${fileName}`
      return { id, at, kind: 'import', text, act: { id: actOfImport(record), title } }
    }),
    ...provisionings.map((record): Activity => {
      const device = record.simulated ? `${record.deviceName} (simulated)` : record.deviceName
      return { id: record.id, at: record.createdAt, kind: 'provisioning', text: `Record of ${device} signed`, act: null }
    }),
    ...signatures.map((record): Activity => {
      const period = periods.find(({ id }) => id === record.periodId)?.name ?? 'a period'
      const how = record.simulated ? 'with the simulated Ledger' : 'on a Ledger'
      return { id: record.id, at: record.createdAt, kind: 'signature', text: `Payout of ${period} signed ${how}`, act: null }
    }),
  ]
  return all.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit)
}
