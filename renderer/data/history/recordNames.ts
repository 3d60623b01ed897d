/** What records are called, one by one and by their table, where a sentence speaks of any of them. */
import type { SharedTable } from '#core/records/recordTables'
import { chainSetting, cooperativeSetting } from '#core/records/tables/cooperativeSettings'
import { countText } from '#core/words/countText'

const NOUNS: Record<SharedTable, [one: string, many?: string]> = {
  hotspots: ['hotspot'],
  plans: ['plan'],
  workOrders: ['work order'],
  provisionings: ['signed record of a device', 'signed records of devices'],
  radioProfiles: ['radio profile'],
  dataLayers: ['data layer'],
  members: ['member'],
  agreements: ['agreement'],
  periods: ['period'],
  contributions: ['reward'],
  distributions: ['split'],
  signatures: ['signature'],
  goals: ['goal'],
  cooperativeSettings: ['setting of the cooperative', 'settings of the cooperative'],
  imports: ['import'],
  confirmations: ['confirmation by an import', 'confirmations by imports'],
  acts: ['entry of the history', 'entries of the history'],
  actors: ['installation'],
}

/** "3 hotspots" */
export function recordsText(count: number, table: SharedTable): string {
  return countText(count, ...NOUNS[table])
}

/** Fields that hold a record's name, the first that is there. */
const NAME_FIELDS = ['name', 'title', 'deviceName', 'fileName']

/** The name that people know a record by; its key where it has none. */
export function nameOf(table: SharedTable, key: string, fields: Record<string, unknown> | undefined): string {
  if (table === 'cooperativeSettings') return settingName(key)
  if (table === 'distributions') return periodName(fields?.file) ?? key
  if (table === 'signatures') return periodName(partOf(fields?.file, 'split')) ?? key
  for (const field of NAME_FIELDS) {
    const name = fields?.[field]
    if (typeof name === 'string' && name.trim() !== '') return name
  }
  return key
}

/** The name of the period in a split file. */
function periodName(split: unknown): string | null {
  const name = partOf(partOf(split, 'period') ?? partOf(split, 'epoch'), 'name')
  return typeof name === 'string' ? name : null
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function settingName(key: string): string {
  if (key === cooperativeSetting.key) return 'name of the cooperative'
  if (key === chainSetting.key) return 'chain settings'
  return key.startsWith('prices:') ? `prices of ${key.slice('prices:'.length)}` : key
}
