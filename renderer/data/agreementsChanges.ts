import type { Agreement, Hotspot, Member } from '#core/model/records'
import type { AgreementsReading } from '#core/rewards/agreementsReading'
import type { Change } from './commitChanges'
import type { CommonmastDatabase } from './database'
import type { AgreementsPreview } from './importPreview'
import { nowText } from './records/newId'

/**
 * Members, agreements and the groups that the file puts hotspots into. What is here under the same id is replaced and
 * keeps when it was made; a hotspot keeps its other groups, and one that is not in the fleet is passed over.
 */
export async function agreementsChanges(db: CommonmastDatabase, reading: AgreementsReading): Promise<Change[]> {
  const at = nowText()
  const membersBefore = await db.members.bulkGet(reading.members.map(({ id }) => id))
  const agreementsBefore = await db.agreements.bulkGet(reading.agreements.map(({ id }) => id))
  const members = reading.members.map((member, index): Change => {
    const record: Member = { ...member, createdAt: membersBefore[index]?.createdAt ?? at, updatedAt: at }
    return { table: 'members', key: record.id, record }
  })
  const agreements = reading.agreements.map((agreement, index): Change => {
    const record: Agreement = { ...agreement, createdAt: agreementsBefore[index]?.createdAt ?? at, updatedAt: at }
    return { table: 'agreements', key: record.id, record }
  })
  const grouped = (await hotspotsToGroup(db, reading)).map((hotspot): Change => {
    const record = { ...hotspot, updatedAt: at }
    return { table: 'hotspots', key: record.id, record, patch: { groups: record.groups, updatedAt: at } }
  })
  return [...members, ...agreements, ...grouped]
}

export async function summariseAgreements(
  db: CommonmastDatabase,
  reading: AgreementsReading,
): Promise<AgreementsPreview & { replacing: number }> {
  const known = await db.agreements.bulkGet(reading.agreements.map(({ id }) => id))
  return {
    members: reading.members.length,
    withoutAddress: reading.members.filter(({ address }) => address === null).length,
    grouped: (await hotspotsToGroup(db, reading)).length,
    replacing: known.filter((agreement) => agreement !== undefined).length,
  }
}

/** The hotspots that gain a group, already with it. */
async function hotspotsToGroup(db: CommonmastDatabase, { groups }: AgreementsReading): Promise<Hotspot[]> {
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
