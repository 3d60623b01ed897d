import { Problem } from '#core/model/problem'
import type { Agreement, Hotspot, Member } from '#core/model/records'
import { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import type { AgreementsReading } from '#core/rewards/agreementsReading'
import { matchAgreements, type ResolvedAgreements, resolveHotspots } from '#core/rewards/mergeAgreements'
import { type MergedMembers, mergeMembers } from '#core/rewards/mergeMembers'
import type { Change } from './commitChanges'
import type { CommonmastDatabase } from './database'
import type { AgreementsPreview } from './importPreview'
import { nowText } from './newId'

interface Merged extends ResolvedAgreements, MergedMembers {
  membersBefore: Map<string, Member>
  agreementsBefore: Map<string, Agreement>
}

/**
 * Members, agreements and the groups that the file puts hotspots into. An agreement that is here for the same is replaced
 * and keeps when it was made; addresses of members that are here stay (see mergeMembers); a hotspot keeps its other groups,
 * and one that is not in the fleet is passed over.
 */
export async function agreementsChanges(db: CommonmastDatabase, reading: AgreementsReading): Promise<Change[]> {
  const at = nowText()
  const merged = await mergeReading(db, reading)
  // The preview has named them and offers no import; the fleet may have grown since.
  const [problem] = merged.problems
  if (problem) throw new Problem('hotspot.two-networks', problem.message)
  const members = merged.changed.map((member): Change => {
    const record: Member = { ...member, createdAt: merged.membersBefore.get(member.id)?.createdAt ?? at, updatedAt: at }
    return { table: 'members', key: record.id, record }
  })
  const agreements = merged.agreements.map((agreement): Change => {
    const createdAt = merged.agreementsBefore.get(agreement.id)?.createdAt ?? at
    const record: Agreement = { ...agreement, createdAt, updatedAt: at }
    return { table: 'agreements', key: record.id, record }
  })
  const grouped = (await hotspotsToGroup(db, merged.groups)).map((hotspot): Change => {
    const record = { ...hotspot, updatedAt: at }
    return { table: 'hotspots', key: record.id, record, patch: { groups: record.groups, updatedAt: at } }
  })
  return [...members, ...agreements, ...grouped]
}

export async function summariseAgreements(
  db: CommonmastDatabase,
  reading: AgreementsReading,
): Promise<AgreementsPreview & Pick<Merged, 'problems'> & { replacing: number }> {
  const merged = await mergeReading(db, reading)
  const withoutAddress = reading.members.filter(({ id, address }) => {
    const before = merged.membersBefore.get(id)
    return (before ? before.address : (address ?? null)) === null
  })
  return {
    members: reading.members.length,
    withoutAddress: withoutAddress.length,
    grouped: (await hotspotsToGroup(db, merged.groups)).length,
    replacing: merged.agreements.filter(({ id }) => merged.agreementsBefore.has(id)).length,
    addressDiffers: merged.addressDiffers,
    problems: merged.problems,
  }
}

async function mergeReading(db: CommonmastDatabase, reading: AgreementsReading): Promise<Merged> {
  const [hotspotIds, members, agreements] = await Promise.all([
    db.hotspots.toCollection().primaryKeys(),
    db.members.toArray(),
    db.agreements.toArray(),
  ])
  const resolved = resolveHotspots(reading, new HotspotReferences(hotspotIds))
  return {
    ...resolved,
    agreements: matchAgreements(agreements, resolved.agreements),
    ...mergeMembers(members, reading.members),
    membersBefore: new Map(members.map((member) => [member.id, member])),
    agreementsBefore: new Map(agreements.map((agreement) => [agreement.id, agreement])),
  }
}

/** The hotspots that gain a group, already with it. */
async function hotspotsToGroup(db: CommonmastDatabase, groups: AgreementsReading['groups']): Promise<Hotspot[]> {
  const groupsById = new Map<string, Set<string>>()
  for (const { name, hotspots } of groups) {
    for (const id of hotspots) groupsById.set(id, (groupsById.get(id) ?? new Set()).add(name))
  }
  const found = await db.hotspots.bulkGet([...groupsById.keys()])
  return found.flatMap((hotspot) => {
    const added = [...(groupsById.get(hotspot?.id ?? '') ?? [])].filter((group) => !hotspot?.groups.includes(group))
    return hotspot && added.length > 0 ? [{ ...hotspot, groups: [...hotspot.groups, ...added] }] : []
  })
}
