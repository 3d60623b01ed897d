import { useLiveQuery } from 'dexie-react-hooks'
import { z } from 'zod'
import type { Distribution, Goal, ImportRecord, Period, Plan, Provisioning, Signature, WorkOrder } from '#core/model/records'
import { splitMemberSchema } from '#core/rewards/splitFile'
import { readUndoneAt } from '../imports/readUndoneAt'
import { readDistributions } from '../money/readDistributions'
import { db } from '../records/openRecords'

/**
 * What Today needs of every table but the fleet, already reduced: one bounded query for the whole screen.
 * The fleet is read apart, so that neither the first paint nor a write elsewhere waits for 100,000 hotspots.
 */
export interface TodayRecords {
  hotspots: number
  goals: Goal[]
  periods: Period[]
  distributions: TodayDistribution[]
  signatures: Omit<Signature, 'file'>[]
  workOrders: WorkOrder[]
  plans: Plan[]
  /** The latest ones; their counts are of all. */
  provisionings: Omit<Provisioning, 'file'>[]
  /** Records of devices at all, and since midnight of this machine's clock. */
  devices: { real: number; simulated: number; today: number }
  imports: TodayImport[]
}

export interface TodayImport extends ImportRecord {
  /** ISO time at which it was taken back; null while it stands, and where that is not known. */
  undoneAt: string | null
}

export interface TodayDistribution extends Omit<Distribution, 'file'> {
  /** Members of this split whose share is held and who still have no address. */
  heldMemberNames: string[]
}

const splitMembers = z.object({ members: z.array(splitMemberSchema) })
const RECENT = 50

/** Live; undefined while loading. */
export const useTodayRecords = () => useLiveQuery(readTodayRecords)

async function readTodayRecords(): Promise<TodayRecords> {
  const [
    hotspots,
    goals,
    withoutAddress,
    periods,
    distributions,
    signatures,
    workOrders,
    plans,
    provisionings,
    imports,
    devices,
  ] = await Promise.all([
    db.hotspots.count(),
    db.goals.toArray(),
    db.members.filter((member) => member.address === null && member.paidBy !== 'money').primaryKeys(),
    db.periods.orderBy('createdAt').reverse().limit(RECENT).toArray(),
    readDistributions(RECENT),
    db.signatures.orderBy('createdAt').reverse().limit(RECENT).toArray(),
    db.workOrders.toArray(),
    db.plans.orderBy('createdAt').reverse().limit(RECENT).toArray(),
    db.provisionings.orderBy('createdAt').reverse().limit(RECENT).toArray(),
    db.imports.orderBy('createdAt').reverse().limit(RECENT).toArray(),
    countDevices(),
  ])
  const undoneAt = await readUndoneAt(db, imports)
  const stillWithout = new Set(withoutAddress)
  return {
    hotspots,
    goals,
    periods,
    distributions: distributions.map(({ file, ...rest }) => ({ ...rest, heldMemberNames: heldNames(file, stillWithout) })),
    signatures: signatures.map(({ file: _file, ...rest }) => rest),
    workOrders,
    plans,
    provisionings: provisionings.map(({ file: _file, ...rest }) => rest),
    imports: imports.map((record) => ({ ...record, undoneAt: undoneAt.get(record.id) ?? null })),
    devices,
  }
}

async function countDevices(): Promise<TodayRecords['devices']> {
  const midnight = new Date()
  midnight.setHours(0, 0, 0, 0)
  const [all, simulated, today] = await Promise.all([
    db.provisionings.count(),
    db.provisionings.filter((provisioning) => provisioning.simulated).count(),
    db.provisionings.where('createdAt').aboveOrEqual(midnight.toISOString()).count(),
  ])
  return { real: all - simulated, simulated, today }
}

function heldNames(file: unknown, stillWithout: ReadonlySet<string>): string[] {
  const parsed = splitMembers.safeParse(file)
  if (!parsed.success) return []
  return parsed.data.members
    .filter((member) => member.status === 'held' && member.amountBaseUnits !== '0' && stillWithout.has(member.id))
    .map((member) => member.name)
}
