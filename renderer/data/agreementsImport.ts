/** Files of agreements: their members, agreements and the groups that they put hotspots into. */
import type { Agreement, Member } from '#core/model/records'
import type { SharedTable } from '#core/records/recordTables'
import type { AgreementsReading } from '#core/rewards/agreementsReading'
import type { Said } from './commands/confirmations'
import type { AgreementsPreview } from './importPreview'
import { nowText } from './records/newId'
import type { RecordTransaction } from './records/RecordTransaction'

export const AGREEMENTS_TABLES: readonly SharedTable[] = ['members', 'agreements', 'hotspots']

/** Writes what the file says. A hotspot keeps its other groups, and one that is not in the fleet is passed over. */
export async function writeAgreements(records: RecordTransaction, reading: AgreementsReading): Promise<Map<SharedTable, Said[]>> {
  const at = nowText()
  await records.mergeAll(
    'members',
    reading.members.map((member) => ({ key: member.id, fields: member })),
    (fields) => ({ ...(fields as Member), createdAt: at, updatedAt: at }),
  )
  await records.mergeAll(
    'agreements',
    reading.agreements.map((agreement) => ({ key: agreement.id, fields: agreement })),
    (fields) => ({ ...(fields as Agreement), createdAt: at, updatedAt: at }),
  )
  const grouped = await groupHotspots(records, reading)
  return new Map<SharedTable, Said[]>([
    ['members', reading.members.map(({ id }) => ({ key: id }))],
    ['agreements', reading.agreements.map(({ id }) => ({ key: id }))],
    ['hotspots', grouped.map((key) => ({ key, fields: ['groups'] }))],
  ])
}

/** Of a rehearsal: what the file brings beside agreements. */
export function summariseAgreements(records: RecordTransaction, reading: AgreementsReading): AgreementsPreview {
  let grouped = 0
  for (const [, { change }] of records.outcomes('hotspots')) if (change) grouped++
  return {
    members: reading.members.length,
    withoutAddress: reading.members.filter(({ address }) => address === null).length,
    grouped,
  }
}

/** @returns the hotspots of the fleet that the file groups */
async function groupHotspots(records: RecordTransaction, { groups }: AgreementsReading): Promise<string[]> {
  const groupsById = new Map<string, Set<string>>()
  for (const { name, hotspots } of groups) {
    for (const id of hotspots) groupsById.set(id, (groupsById.get(id) ?? new Set()).add(name))
  }
  const known = await records.readAll('hotspots', [...groupsById.keys()])
  for (const [id, hotspot] of known) {
    const all = new Set([...hotspot.groups, ...(groupsById.get(id) ?? [])])
    await records.patch('hotspots', id, { groups: [...all] })
  }
  return [...known.keys()]
}
