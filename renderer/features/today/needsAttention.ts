/**
 * What needs a person, most urgent first: conflicts, signatures, periods, work orders, devices half provisioned, held money, plans,
 * backups. Pure: the same records at the same time always give the same list.
 */
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import { amountText } from '#core/words/amountText'
import { countText } from '#core/words/countText'
import { isoDay } from '#core/words/dateText'
import type { Conflict } from '../../data/conflicts/conflicts'
import type { TodayRecords } from '../../data/today/todayRecords'

export type AttentionKind = 'conflict' | 'signature' | 'period' | 'work-order' | 'device' | 'held' | 'plan' | 'backup'

export interface Attention {
  id: string
  kind: AttentionKind
  /** A few words with the name of the thing. */
  title: string
  detail: string
  action: { label: string; path: string }
}

const DAY_MS = 86_400_000
const BACKUP_DUE_DAYS = 7

/**
 * @param newestBackupAt ISO time of the newest backup on disk; null when there is none, undefined while not known.
 * @param unfinished device sessions that ended before their record was signed
 * @param conflicts records of which versions stand side by side
 */
export function needsAttention(
  records: TodayRecords,
  newestBackupAt: string | null | undefined,
  nowMs: number,
  unfinished: readonly UnfinishedSession[] = [],
  conflicts: readonly Pick<Conflict, 'name'>[] = [],
): Attention[] {
  return [
    ...undecided(conflicts),
    ...unsigned(records),
    ...unsplit(records),
    ...openWorkOrders(records),
    ...halfProvisioned(unfinished),
    ...heldMoney(records),
    ...idlePlans(records),
    ...oldBackup(newestBackupAt, nowMs),
  ]
}

function undecided(conflicts: readonly Pick<Conflict, 'name'>[]): Attention[] {
  const [first] = conflicts
  if (!first) return []
  return [
    {
      id: 'conflicts',
      kind: 'conflict',
      title:
        conflicts.length === 1 ? `Two versions stand: ${first.name}` : `${conflicts.length} agreements stand in two versions`,
      detail: 'Changed in two places; nothing is split by it until one is chosen',
      action: { label: 'Choose', path: '/sync?tab=inbox' },
    },
  ]
}

function unsigned({ distributions, periods }: TodayRecords): Attention[] {
  return distributions
    .filter((distribution) => distribution.status === 'split')
    .map((distribution) => {
      const period = periods.find(({ id }) => id === distribution.periodId)
      const amount = period ? `${amountText(BigInt(distribution.paidBaseUnits), period.token)} ` : ''
      return {
        id: distribution.id,
        kind: 'signature',
        title: `Signature waiting: ${period?.name ?? 'a period'}`,
        detail: `${amount}to ${countText(distribution.payees, 'payee')}`,
        action: { label: 'Pay it', path: '/treasury?tab=payouts&new' },
      }
    })
}

function unsplit({ periods, distributions }: TodayRecords): Attention[] {
  const split = new Set(distributions.map(({ periodId }) => periodId))
  return periods
    .filter((period) => !split.has(period.id))
    .map((period) => ({
      id: period.id,
      kind: 'period',
      title: `Period ready to split: ${period.name}`,
      detail: `${amountText(BigInt(period.totalBaseUnits), period.token)} for ${countText(period.contributionCount, 'hotspot')}`,
      action: { label: 'Split it', path: '/split' },
    }))
}

function openWorkOrders({ workOrders }: TodayRecords): Attention[] {
  const open = workOrders.filter((order) => order.status !== 'done')
  const [first] = open
  if (!first) return []
  const begun = open.filter((order) => order.status === 'in-progress').length
  return [
    {
      id: 'work-orders',
      kind: 'work-order',
      title: open.length === 1 ? `Work order open: ${first.title}` : `${open.length} work orders open`,
      detail: begun === 0 ? 'None begun yet' : `${begun} begun and not finished`,
      action: { label: 'Go to the field', path: '/field' },
    },
  ]
}

function halfProvisioned(unfinished: readonly UnfinishedSession[]): Attention[] {
  const [first] = unfinished
  if (!first) return []
  const names = unfinished.slice(0, 3).map(nameOf)
  const more = unfinished.length > 3 ? ` and ${unfinished.length - 3} more` : ''
  return [
    {
      id: 'half-provisioned',
      kind: 'device',
      title: unfinished.length === 1 ? `${halfWay(first)}: ${names[0]}` : `${unfinished.length} devices half provisioned`,
      detail: unfinished.length === 1 ? first.summary : `${names.join(', ')}${more}`,
      action: { label: 'Go on in the field', path: '/field' },
    },
  ]
}

const halfWay = ({ recordId }: UnfinishedSession) => (recordId === null ? 'Device half provisioned' : 'Signed record to be saved')

function nameOf({ state: { device, path, simulated } }: UnfinishedSession): string {
  return `${device?.name ?? `unknown device on ${path}`}${simulated ? ' (simulated)' : ''}`
}

function heldMoney({ distributions }: TodayRecords): Attention[] {
  const names = [...new Set(distributions.flatMap(({ heldMemberNames }) => heldMemberNames))]
  if (names.length === 0) return []
  const shown = names.slice(0, 3).join(', ')
  return [
    {
      id: 'held',
      kind: 'held',
      title:
        names.length === 1
          ? 'Money is held for 1 member without an address'
          : `Money is held for ${names.length} members without an address`,
      detail: names.length > 3 ? `${shown} and ${names.length - 3} more` : shown,
      action: { label: 'Add addresses', path: '/coop' },
    },
  ]
}

function idlePlans({ plans, workOrders }: TodayRecords): Attention[] {
  const inWork = new Set(workOrders.map(({ planId }) => planId))
  return plans
    .filter((plan) => plan.sites.length > 0 && !inWork.has(plan.id))
    .map((plan) => ({
      id: plan.id,
      kind: 'plan',
      title: `Plan without work orders: ${plan.name}`,
      detail: `${countText(plan.sites.length, 'site')} chosen`,
      action: { label: 'Make work orders', path: '/plans' },
    }))
}

function oldBackup(newestBackupAt: string | null | undefined, nowMs: number): Attention[] {
  if (newestBackupAt === undefined) return []
  const action = { label: 'Back up now', path: '/settings?tab=backups' }
  if (newestBackupAt === null) {
    return [
      {
        id: 'backup',
        kind: 'backup',
        title: 'No backup yet',
        detail: 'These records exist only in this window’s storage',
        action,
      },
    ]
  }
  const days = Math.floor((nowMs - Date.parse(newestBackupAt)) / DAY_MS)
  if (days < BACKUP_DUE_DAYS) return []
  return [
    { id: 'backup', kind: 'backup', title: `The newest backup is ${days} days old`, detail: isoDay(newestBackupAt), action },
  ]
}
