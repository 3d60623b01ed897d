/** Agreements as a person writes them. What would claim a hotspot twice is refused in the transaction that writes it. */
import { ambiguousClaim, refuseAmbiguousClaims } from '#core/agreements/ambiguousClaims'
import { checkFeeds } from '#core/agreements/applyTerms'
import type { TermsSubject } from '#core/agreements/termsInForce'
import { Problem } from '#core/model/problem'
import type { Agreement } from '#core/model/records'
import type { Terms } from '#core/model/terms'
import { HotspotReferences, hotspotReference } from '#core/networks/deviceKey/hotspotReference'
import { termsOf } from '#core/rewards/termsOf'
import { countText } from '#core/words/countText'
import { newId, nowText } from '../records/newId'
import { db } from '../records/openRecords'
import type { RecordTransaction } from '../records/RecordTransaction'
import { transact } from '../records/transact'

export type AgreementFields = Pick<Agreement, 'name' | 'scope' | 'shares' | 'stages' | 'from' | 'to' | 'dust'>

/** Agreements are never told apart without the hotspots and their groups. */
const TABLES = ['agreements', 'hotspots', 'groupedHotspots'] as const

/**
 * Makes an agreement, or writes what was changed of one since it was opened.
 * @param id of a new one, where counters were worked out under it
 * @throws Problem `agreement.ambiguous`, `agreement.circular`, `agreement.fed-*`, `hotspot.two-networks`, those of keys, and `data.*`
 */
export async function saveAgreement(opened: Agreement | null, fields: AgreementFields, id = newId()): Promise<void> {
  const act = { kind: 'agreement', title: `Agreement ${fields.name} ${opened ? 'changed' : 'made'}` }
  await transact(db, act, TABLES, async (records) => {
    const references = await readReferences()
    const resolved = { ...fields, scope: resolveScope(fields.scope, references) }
    if (opened) await records.revise('agreements', opened, resolved)
    else await records.put('agreements', recordOf(resolved, id))
    await refuseClaims(records, [opened?.id ?? id], references)
  })
}

/** Makes agreements in one act, all or none. @returns their ids. @throws as `saveAgreement` */
export async function makeAgreements(all: readonly AgreementFields[], from: string): Promise<string[]> {
  const act = { kind: 'agreement', title: `${countText(all.length, 'agreement')} made from ${from}` }
  const { value } = await transact(db, act, TABLES, async (records) => {
    const references = await readReferences()
    const made = all.map((fields) => recordOf({ ...fields, scope: resolveScope(fields.scope, references) }, newId()))
    await records.putAll('agreements', made)
    const ids = made.map(({ id }) => id)
    await refuseClaims(records, ids, references)
    return ids
  })
  return value
}

/** @throws Problem `data.*` */
export async function removeAgreement({ id, name }: Pick<Agreement, 'id' | 'name'>): Promise<void> {
  const act = { kind: 'agreement', title: `Agreement ${name} removed` }
  await transact(db, act, ['agreements'], (records) => records.remove('agreements', [id]))
}

function recordOf({ name, scope, shares, stages, from, to, dust }: AgreementFields, id: string): Agreement {
  const at = nowText()
  return {
    ...{ id, name, scope, shares },
    ...(stages && { stages }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(dust && { dust }),
    ...{ createdAt: at, updatedAt: at },
  }
}

async function readReferences(): Promise<HotspotReferences> {
  return new HotspotReferences(await db.hotspots.toCollection().primaryKeys())
}

/** @throws Problem for a key that is mistyped, or that hotspots of two networks have. */
function resolveScope(scope: Agreement['scope'], references: HotspotReferences): Agreement['scope'] {
  if (scope.kind !== 'hotspots') return scope
  const hotspotIds = scope.hotspotIds.map((text) => references.resolve(hotspotReference(text)))
  return { ...scope, hotspotIds: [...new Set(hotspotIds)] }
}

/** Contradictions of before are told in the check, and do not keep from being saved what has no part in them. */
async function refuseClaims(records: RecordTransaction, ids: readonly string[], references: HotspotReferences): Promise<void> {
  const written = await records.readAll('agreements', ids)
  const kept = (await db.agreements.toArray()).filter(({ id }) => !written.has(id))
  const own = [...written.values()].map((each) => resolvedTerms(each, references))
  const others = kept.map((each) => resolvedTerms(each, references))
  refuseFeeds(own, others)
  const subjects = await readSubjects(references)
  const problem = ambiguousClaim([...own, ...others], subjects)
  if (!problem) return
  if (!ambiguousClaim(others, subjects)) throw problem
  for (const other of others) refuseAmbiguousClaims([...own, other], subjects)
}

/** What gives to an agreement that is not there, has hotspots, or gives back; not what others did so before. */
function refuseFeeds(own: readonly Terms[], others: readonly Terms[]): void {
  try {
    checkFeeds([...own, ...others], null)
  } catch (thrown) {
    const isOfBefore = feedProblem(others) === (thrown instanceof Problem ? thrown.message : '')
    if (!isOfBefore) throw thrown
  }
}

function feedProblem(all: readonly Terms[]): string | null {
  try {
    checkFeeds(all, null)
    return null
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.message : null
  }
}

function resolvedTerms(agreement: Agreement, references: HotspotReferences): Terms {
  return { ...termsOf(agreement), scope: resolveKnown(agreement.scope, references) }
}

/** As `resolveScope`; a key that two networks have stays, which the check tells. */
function resolveKnown(scope: Agreement['scope'], references: HotspotReferences): Agreement['scope'] {
  if (scope.kind !== 'hotspots') return scope
  return { ...scope, hotspotIds: [...new Set(scope.hotspotIds.map((id) => references.resolveIfOne(id)))] }
}

/** Hotspots with groups, of the fleet and by their keys alone. */
async function readSubjects(references: HotspotReferences): Promise<TermsSubject[]> {
  const groups = new Map<string, string[]>()
  const add = ({ id, groups: more }: { id: string; groups: readonly string[] }) => {
    if (more.length === 0) return
    const key = references.resolveIfOne(id)
    groups.set(key, [...(groups.get(key) ?? []), ...more])
  }
  await db.hotspots.each(add)
  await db.groupedHotspots.each(add)
  return [...groups].map(([hotspotKey, ofHotspot]) => ({ hotspotKey, groups: [...new Set(ofHotspot)] }))
}
