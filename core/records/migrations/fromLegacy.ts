/**
 * A record of schema version 1 or 2 as a record of version 3. Fields that are not known stay as they are: a record is
 * never reinterpreted, only what has a new name or a new place moves.
 */

export interface Migrated {
  table: string
  key: string
  fields: Record<string, unknown>
}

type Fields = Record<string, unknown>

/** What must be known of all records before one can be migrated. */
export interface LegacyContext {
  /** By old id of a hotspot. */
  hotspotIds: ReadonlyMap<string, string>
  /** The one hotspot with a key in its normal form, or null where hotspots of two networks have it. */
  hotspotWithKey: ReadonlyMap<string, string | null>
  /** Networks of periods. */
  networkOfPeriod: ReadonlyMap<string, string>
  /** The normal form of a device's key in its network. */
  deviceKey: (network: string, key: string) => string
  /** The normal form of a key whose network nobody says. */
  hotspotKey: (key: string) => string
}

/** Settings that belong to a machine, not to the cooperative. */
const MACHINE_SETTINGS: ReadonlySet<string> = new Set(['fleet-views'])

/** @returns null for a table that is no more */
export function fromLegacy(table: string, key: string, row: Fields, context: LegacyContext): Migrated | null {
  switch (table) {
    case 'epochs':
      return { table: 'periods', key, fields: renamed(row, 'epochs', 'periods') }
    case 'contributions':
      return { table, key, fields: contribution(renamed(row, 'epochId', 'periodId'), context) }
    case 'distributions':
      return { table, key, fields: renamed(row, 'epochId', 'periodId') }
    case 'signatures': {
      const fields = renamed(row, 'epochId', 'periodId')
      const id = transactionHash(fields.file) ?? key
      return { table, key: id, fields: { ...fields, id } }
    }
    case 'hotspots': {
      const id = context.hotspotIds.get(key) ?? key
      return { table, key: id, fields: { ...row, id, groups: sortedTexts(row.groups) } }
    }
    case 'agreements':
      return { table, key, fields: { ...row, scope: scope(row.scope, context) } }
    case 'workOrders':
      return { table, key, fields: workOrder(row) }
    case 'plans':
      return { table, key, fields: { ...row, sites: movedSites(row.sites, context) } }
    case 'settings':
      return { table: MACHINE_SETTINGS.has(key) ? 'machineSettings' : 'cooperativeSettings', key, fields: row }
    case 'provisionings':
    case 'members':
    case 'goals':
    case 'radioProfiles':
    case 'dataLayers':
    case 'imports':
      return { table, key, fields: row }
    default:
      return null
  }
}

function renamed(row: Fields, from: string, to: string): Fields {
  const { [from]: value, ...rest } = row
  return value === undefined ? row : { ...rest, [to]: value }
}

function contribution(row: Fields, { networkOfPeriod, deviceKey }: LegacyContext): Fields {
  const network = networkOfPeriod.get(String(row.periodId))
  return network === undefined ? row : { ...row, hotspotKey: deviceKey(network, String(row.hotspotKey)) }
}

/** The hash of the transaction that was signed: one payout that was saved three times is one record. */
function transactionHash(file: unknown): string | null {
  const hash = (file as { signature?: { transactionHash?: unknown } } | null)?.signature?.transactionHash
  return typeof hash === 'string' ? hash : null
}

/** Hotspots become their new ids; a key that the fleet does not have stays a key. */
function scope(value: unknown, { hotspotIds, hotspotWithKey, hotspotKey }: LegacyContext): unknown {
  const ids = (value as { hotspotIds?: unknown } | null)?.hotspotIds
  if (!Array.isArray(ids)) return value
  const referred = ids.map((id) => {
    const known = hotspotIds.get(String(id))
    if (known !== undefined) return known
    const key = hotspotKey(String(id))
    return hotspotWithKey.get(key) ?? key
  })
  return { ...(value as object), hotspotIds: [...new Set(referred)] }
}

/** The lines of a checklist become small records of their own, so that two people can tick lines of one order. */
function workOrder(row: Fields): Fields {
  const details = row.details as { checklist?: unknown } | undefined
  if (!Array.isArray(details?.checklist)) return row
  const { checklist, ...rest } = details as { checklist: { text?: unknown; done?: unknown }[] }
  const lines = checklist.map(({ text, done }, place) => [
    `line-${place + 1}`,
    { text: String(text), done: done === true, place },
  ])
  return { ...row, details: rest, checklist: Object.fromEntries(lines) }
}

function movedSites(sites: unknown, { hotspotIds }: LegacyContext): unknown {
  if (!Array.isArray(sites)) return sites
  return sites.map((site: { study?: { hotspotId?: unknown } }) => {
    const id = site.study?.hotspotId
    return typeof id === 'string' ? { ...site, study: { ...site.study, hotspotId: hotspotIds.get(id) ?? id } } : site
  })
}

function sortedTexts(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set(value.map(String))].sort() : value
}
