/**
 * What a restore does to one table: what is here becomes what the backup holds. Facts are never removed or changed, and
 * neither is what a payout hangs on that was signed since.
 */
import { isDemoKey } from '../../model/demoIdentity'
import type { MergePlan } from '../mergePlan'
import { mergePlans } from '../recordTables'
import { CHANGED_AT, sameValue } from '../sameValue'

type Fields = Record<string, unknown>
/** Records without their stamps, by key. */
export type Records = ReadonlyMap<string, Fields>

export interface TableRestore {
  /** Records as the backup holds them, of those that are added or changed. */
  put: Fields[]
  remove: string[]
  added: string[]
  changed: string[]
  /** Facts that the backup does not have, and what must stay with them. */
  stays: string[]
  /** Facts of which the backup says something else: what is here stays. */
  otherwise: string[]
}

/** Tables that say what was done. A restore is an act of its own; it takes none back and brings none but by the log. */
export const TABLES_OF_ACTS: ReadonlySet<string> = new Set(['acts', 'actors', 'confirmations'])

/**
 * By shared table.
 * @param unusable records of which the backup has no usable row: whatever is here of them stays
 */
export function restorePlan(
  here: ReadonlyMap<string, Records>,
  there: ReadonlyMap<string, Records>,
  unusable: readonly { table: string; key: string }[],
): Map<string, TableRestore> {
  const held = heldByPayouts(here, there)
  for (const { table, key } of unusable) held.set(table, (held.get(table) ?? new Set()).add(key))
  const restores = new Map<string, TableRestore>()
  for (const [table, plan] of mergePlans) {
    const [own = NO_RECORDS, other = NO_RECORDS] = [here.get(table), there.get(table)]
    const isForGood = (record: Fields) => plan.isFact && !goesWithDemo(table, record, there)
    restores.set(table, restoreOfTable(plan, own, other, held.get(table) ?? new Set(), isForGood))
  }
  return restores
}

const NO_RECORDS: Records = new Map()

function restoreOfTable(
  plan: MergePlan,
  here: Records,
  there: Records,
  held: ReadonlySet<string>,
  isForGood: (record: Fields) => boolean,
): TableRestore {
  const restore: TableRestore = { put: [], remove: [], added: [], changed: [], stays: [], otherwise: [] }
  if (TABLES_OF_ACTS.has(plan.table)) return restore
  for (const [key, record] of there) {
    const own = here.get(key)
    if (own && isSame(own, record)) continue
    if (own && plan.isFact) restore.otherwise.push(key)
    else if (own && held.has(key)) restore.stays.push(key)
    else {
      restore.put.push(record)
      ;(own ? restore.changed : restore.added).push(key)
    }
  }
  for (const [key, record] of here) {
    if (there.has(key)) continue
    if (isForGood(record) || held.has(key)) restore.stays.push(key)
    else restore.remove.push(key)
  }
  return restore
}

/** By table: what payouts hang on that the backup does not know, and a chain whose transactions were counted on. */
function heldByPayouts(here: ReadonlyMap<string, Records>, there: ReadonlyMap<string, Records>): Map<string, Set<string>> {
  const held = new Map<string, Set<string>>([
    ['periods', new Set()],
    ['distributions', new Set()],
    ['cooperativeSettings', new Set()],
  ])
  for (const [key, { periodId, distributionId }] of here.get('signatures') ?? []) {
    if (there.get('signatures')?.has(key) || goesWithDemo('signatures', { periodId }, there)) continue
    holdPeriod(String(periodId), here.get('periods') ?? NO_RECORDS, held.get('periods') ?? new Set())
    held.get('distributions')?.add(String(distributionId))
  }
  for (const [key, { periodId, practice }] of here.get('payouts') ?? []) {
    if (practice === true || there.get('payouts')?.has(key)) continue
    holdPeriod(String(periodId), here.get('periods') ?? NO_RECORDS, held.get('periods') ?? new Set())
    for (const [id, distribution] of here.get('distributions') ?? []) {
      if (distribution.periodId === periodId) held.get('distributions')?.add(id)
    }
  }
  const [own, other] = [here, there].map((all) => all.get('cooperativeSettings')?.get('chain')?.value as Chain | undefined)
  // A number that was used on the chain is not used again.
  if (own && other && own.chainId === other.chainId && own.contract === other.contract && own.nonce > other.nonce) {
    held.get('cooperativeSettings')?.add('chain')
  }
  return held
}

/** With the periods that it corrects: what it pays is the difference to them. */
function holdPeriod(id: string, periods: Records, held: Set<string>): void {
  if (held.has(id)) return
  held.add(id)
  const { corrects = [] } = (periods.get(id) ?? {}) as { corrects?: { id: string }[] }
  for (const corrected of corrects) holdPeriod(corrected.id, periods, held)
}

interface Chain {
  chainId: unknown
  contract: unknown
  nonce: number
}

function isSame(one: Fields, other: Fields): boolean {
  if (sameValue(one, other)) return true
  const { [CHANGED_AT]: _one, ...left } = one
  const { [CHANGED_AT]: _other, ...right } = other
  return sameValue(left, right)
}

/** Facts of the demo go with it where the backup has none; what was only practised otherwise was done all the same. */
function goesWithDemo(table: string, { periodId, workOrderId }: Fields, there: ReadonlyMap<string, Records>): boolean {
  const [of, key] = table === 'provisionings' ? ['workOrders', workOrderId] : ['periods', periodId]
  return isDemoKey(key) && !there.get(of)?.has(String(key))
}
