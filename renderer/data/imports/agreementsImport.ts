/** Files of agreements: their members, agreements, installs, and the groups that they put hotspots into. */
import type { InstallRecord } from '#core/agreements/agreementRecords'
import { Problem } from '#core/model/problem'
import type { Agreement, GroupedHotspot, Member } from '#core/model/records'
import { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import type { SharedTable } from '#core/records/recordTables'
import type { AgreementsReading } from '#core/rewards/agreementsReading'
import { hotspotsInGroups } from '#core/rewards/groupsByKey'
import { matchAgreements, type ResolvedAgreements, resolveHotspots } from '#core/rewards/mergeAgreements'
import { type MergedMembers, mergeMembers } from '#core/rewards/mergeMembers'
import type { CommonmastDatabase } from '../records/database'
import { nowText } from '../records/newId'
import type { RecordTransaction } from '../records/RecordTransaction'
import { type AddressContext, withMembers } from '../treasury/addressContext'
import { type ExaminedAddresses, examineAddresses } from './addressChanges'
import type { Said } from './confirmations'
import type { AgreementsPreview, PeriodFactsPreview } from './importPreview'
import { mergeInstalls, PERIOD_FACTS_TABLES, previewPeriodFacts } from './periodFactsImport'

export const AGREEMENTS_TABLES: readonly SharedTable[] = [
  'members',
  'agreements',
  'hotspots',
  'groupedHotspots',
  ...PERIOD_FACTS_TABLES,
]

/** The file against what is here, read in the transaction that writes it. */
export interface MergedReading extends ResolvedAgreements, MergedMembers, ExaminedAddresses {
  reading: AgreementsReading
  installs: InstallRecord[]
  beside: PeriodFactsPreview
  /** Addresses of the members that are here, by id. */
  addresses: ReadonlyMap<string, string | null>
}

/** Which agreements, members and hotspots of the database the file speaks of, and what is to be said of its addresses. */
export async function mergeReading(
  db: CommonmastDatabase,
  reading: AgreementsReading,
  known: AddressContext,
): Promise<MergedReading> {
  const hotspotIds = await db.hotspots.toCollection().primaryKeys()
  const members = await db.members.toArray()
  const agreements = await db.agreements.toArray()
  const references = new HotspotReferences(hotspotIds)
  const resolved = resolveHotspots(reading, references)
  const merged = mergeMembers(members, reading.members)
  const examined = examineAddresses(withMembers(known, members), reading.members, merged)
  const { installs, installProblems } = await mergeInstalls(db, reading.period, references)
  return {
    ...resolved,
    ...merged,
    ...examined,
    problems: [...resolved.problems, ...installProblems, ...examined.problems],
    installs,
    beside: await previewPeriodFacts(db, reading.period),
    agreements: matchAgreements(agreements, resolved.agreements),
    reading,
    addresses: new Map(members.map(({ id, address }) => [id, address])),
  }
}

/**
 * Writes what the file says. An agreement that is here for the same is replaced and keeps when it was made; the addresses
 * of members that are here stay (see mergeMembers); a hotspot keeps its other groups, whether it is in the fleet or not.
 * @throws Problem `agreements.unusable` for what the preview has named
 */
export async function writeAgreements(
  records: RecordTransaction,
  { reading, agreements, changed, addressDiffers, groups, installs, problems }: MergedReading,
): Promise<Map<SharedTable, Said[]>> {
  // The preview has named them and offers no import; the fleet may have grown since.
  const [problem] = problems
  if (problem) throw new Problem('agreements.unusable', problem.message)
  const at = nowText()
  const changedById = new Map(changed.map((member) => [member.id, member]))
  await records.mergeAll(
    'members',
    // Those of whom nothing changes are met all the same.
    reading.members.map(({ id }) => ({ key: id, fields: changedById.get(id) ?? {} })),
    (fields) => ({ ...(fields as Member), createdAt: at, updatedAt: at }),
  )
  await records.mergeAll(
    'agreements',
    agreements.map((agreement) => ({ key: agreement.id, fields: agreement })),
    (fields) => ({ ...(fields as Agreement), createdAt: at, updatedAt: at }),
  )
  const { grouped, inFleet } = await groupHotspots(records, groups, at)
  await records.putAll('installs', installs)
  // An address that the file contradicts is not confirmed by it.
  const otherAddress = new Set(addressDiffers.map(({ memberId }) => memberId))
  return new Map<SharedTable, Said[]>([
    ['members', reading.members.map(({ id }) => (otherAddress.has(id) ? { key: id, fields: ['name', 'role'] } : { key: id }))],
    ['agreements', agreements.map(({ id }) => ({ key: id }))],
    ['hotspots', inFleet.map((key) => ({ key, fields: ['groups'] }))],
    ['groupedHotspots', grouped.map((key) => ({ key, fields: ['groups'] }))],
    ['installs', installs.map(({ id }) => ({ key: id }))],
  ])
}

/** Of a rehearsal: what the file brings beside agreements. */
export function summariseAgreements(records: RecordTransaction, merged: MergedReading): AgreementsPreview {
  const { reading, addresses, addressChanges, newAddresses } = merged
  const named = merged.groups.flatMap(({ hotspots }) => hotspots)
  const inFleet = new Set([...records.outcomes('hotspots')].map(([id]) => id))
  const grouped = new Set(named)
  const withoutAddress = reading.members.filter(({ id, address = null }) => {
    const known = addresses.get(id)
    return (known === undefined ? address : known) === null
  })
  return {
    members: reading.members.length,
    withoutAddress: withoutAddress.length,
    grouped: grouped.size,
    groupedOutsideFleet: [...grouped].filter((id) => !inFleet.has(id)).length,
    addressChanges,
    newAddresses,
    beside: merged.beside,
  }
}

/**
 * Membership stands by key, so that a hotspot that is not in the fleet, or leaves it, is shared by its groups all the same;
 * those of the fleet carry their groups as well.
 * @returns the keys that the file groups, and the hotspots of the fleet among them
 */
async function groupHotspots(
  records: RecordTransaction,
  groups: AgreementsReading['groups'],
  at: string,
): Promise<{ grouped: string[]; inFleet: string[] }> {
  const named = hotspotsInGroups(groups)
  const keys = named.map(({ id }) => id)
  const before = await records.readAll('groupedHotspots', keys)
  await records.mergeAll(
    'groupedHotspots',
    named.map(({ id, groups: names }) => ({ key: id, fields: { groups: together(before.get(id)?.groups, names) } })),
    (fields, id): GroupedHotspot => ({ id, groups: fields.groups ?? [], createdAt: at, updatedAt: at }),
  )
  const known = await records.readAll('hotspots', keys)
  for (const { id, groups: names } of named) {
    const hotspot = known.get(id)
    if (hotspot) await records.patch('hotspots', id, { groups: together(hotspot.groups, names) })
  }
  return { grouped: keys, inFleet: [...known.keys()] }
}

function together(before: readonly string[] = [], added: readonly string[]): string[] {
  return [...new Set([...before, ...added])]
}
