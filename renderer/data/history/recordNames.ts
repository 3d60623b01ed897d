/** What records are called, one by one and by their table, where a sentence speaks of any of them. */
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import type { SharedTable } from '#core/records/recordTables'
import { chainSetting, cooperativeSetting, rewardsTokenSetting } from '#core/records/tables/cooperativeSettings'
import { countText } from '#core/words/countText'

const NOUNS: Record<SharedTable, [one: string, many?: string]> = {
  hotspots: ['hotspot'],
  groupedHotspots: ['hotspot grouped by its key', 'hotspots grouped by their keys'],
  plans: ['plan'],
  workOrders: ['work order'],
  provisionings: ['signed record of a device', 'signed records of devices'],
  evidence: ['photo or file', 'photos and files'],
  radioProfiles: ['radio profile'],
  dataLayers: ['data layer'],
  members: ['member'],
  agreements: ['agreement'],
  periods: ['period'],
  contributions: ['reward'],
  distributions: ['split'],
  closings: ['closed period'],
  signatures: ['signature'],
  installs: ['install'],
  bookEntries: ['entry of the books', 'entries of the books'],
  periodInputs: ["period's prices and measures", "periods' prices and measures"],
  priceTables: ['price table'],
  agreementTemplates: ['template of an agreement', 'templates of agreements'],
  termsSignatures: ["member's signature under an agreement", "members' signatures under agreements"],
  reopenings: ['reopening of a period', 'reopenings of periods'],
  chains: ['chain'],
  treasuries: ['treasury', 'treasuries'],
  tokens: ['token'],
  payouts: ['payout'],
  payoutMoves: ['step of a payout', 'steps of payouts'],
  addressConfirmations: ['confirmation of an address', 'confirmations of addresses'],
  moneyPayouts: ['payout in money', 'payouts in money'],
  moneyPayoutMarks: ['word on a payment', 'words on payments'],
  goals: ['goal'],
  cooperativeSettings: ['setting of the cooperative', 'settings of the cooperative'],
  imports: ['import'],
  confirmations: ['confirmation by an import', 'confirmations by imports'],
  acts: ['entry of the history', 'entries of the history'],
  actors: ['installation'],
  accessGrants: ["word on an installation's access", "words on installations' access"],
  installations: ['name of an installation', 'names of installations'],
}

/** "3 hotspots" */
export function recordsText(count: number, table: SharedTable): string {
  return countText(count, ...NOUNS[table])
}

/** "Hotspots" */
export function tableTitle(table: SharedTable): string {
  const [one, many = `${one}s`] = NOUNS[table]
  return many.charAt(0).toUpperCase() + many.slice(1)
}

/** Fields that hold a record's name, the first that is there. */
const NAME_FIELDS = ['name', 'title', 'deviceName', 'fileName', 'sourceName']

/** Records that are known by the period of their file. */
const PERIOD_TABLES: ReadonlySet<SharedTable> = new Set(['distributions', 'signatures', 'payouts', 'moneyPayouts'])

/** The name that people know a record by; its key where it has none. */
export function nameOf(table: SharedTable, key: string, fields: Record<string, unknown> | undefined): string {
  if (table === 'cooperativeSettings') return settingName(key)
  if (PERIOD_TABLES.has(table)) return periodName(fields?.file) ?? key
  if (table === 'installs' && typeof fields?.hotspotId === 'string') return hotspotKeyOf(fields.hotspotId)
  if (table === 'tokens') return textIn(fields?.facts, 'symbol') ?? key
  if (table === 'payoutMoves') return textIn(fields?.fact, 'kind') ?? key
  if (table === 'addressConfirmations')
    return textIn((fields?.file as { facts?: unknown } | undefined)?.facts, 'memberName') ?? key
  if (table === 'termsSignatures') return signedText(fields?.file) ?? key
  for (const field of NAME_FIELDS) {
    const name = fields?.[field]
    if (typeof name === 'string' && name.trim() !== '') return name
  }
  return key
}

function textIn(value: unknown, field: string): string | null {
  const text = ((value ?? {}) as Record<string, unknown>)[field]
  return typeof text === 'string' && text.trim() !== '' ? text : null
}

function settingName(key: string): string {
  if (key === cooperativeSetting.key) return 'name of the cooperative'
  if (key === chainSetting.key) return 'chain settings'
  if (key === rewardsTokenSetting.key) return 'token of rewards tables'
  if (key.startsWith('minimum-payout:')) return `smallest payout of ${key.slice('minimum-payout:'.length)}`
  return key.startsWith('prices:') ? `prices of ${key.slice('prices:'.length)}` : key
}

/** Of a split or payout file; those of version 1 called a period an epoch. */
function periodName(file: unknown): string | null {
  const { split = file } = (file ?? {}) as { split?: unknown }
  const { period, epoch } = (split ?? {}) as { period?: { name?: unknown }; epoch?: { name?: unknown } }
  const name = (period ?? epoch)?.name
  return typeof name === 'string' ? name : null
}

/** "Ada under Harbour", of a declaration that terms are agreed to. */
function signedText(file: unknown): string | null {
  const { said } =
    ((file ?? {}) as { facts?: { said?: { member?: { name?: unknown }; terms?: { name?: unknown } } } }).facts ?? {}
  const [member, terms] = [said?.member?.name, said?.terms?.name]
  return typeof member === 'string' && typeof terms === 'string' ? `${member} under ${terms}` : null
}
