import { useLiveQuery } from 'dexie-react-hooks'
import { z } from 'zod'
import type { Distribution, Epoch, ImportRecord, Plan, Provisioning, Signature, WorkOrder } from '#core/model/records'
import { splitMemberSchema } from '#core/rewards/splitFile'
import { db } from './openDatabase'
import { readInPages } from './readInPages'

/** What Today needs of every table, already reduced: one bounded query for the whole screen. */
export interface TodayRecords {
  hotspots: number
  located: number
  epochs: Epoch[]
  distributions: TodayDistribution[]
  signatures: Omit<Signature, 'file'>[]
  workOrders: WorkOrder[]
  plans: Plan[]
  provisionings: Omit<Provisioning, 'file'>[]
  imports: ImportRecord[]
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
  const [hotspots, withoutAddress, epochs, distributions, signatures, workOrders, plans, provisionings, imports] =
    await Promise.all([
      readInPages(db.hotspots),
      db.members.filter((member) => member.address === null).primaryKeys(),
      db.epochs.orderBy('createdAt').reverse().limit(RECENT).toArray(),
      db.distributions.orderBy('createdAt').reverse().limit(RECENT).toArray(),
      db.signatures.orderBy('createdAt').reverse().limit(RECENT).toArray(),
      db.workOrders.toArray(),
      db.plans.orderBy('createdAt').reverse().limit(RECENT).toArray(),
      db.provisionings.orderBy('createdAt').reverse().limit(RECENT).toArray(),
      db.imports.orderBy('createdAt').reverse().limit(RECENT).toArray(),
    ])
  const stillWithout = new Set(withoutAddress)
  return {
    hotspots: hotspots.length,
    located: hotspots.reduce((count, hotspot) => (hotspot.h3 === null ? count : count + 1), 0),
    epochs,
    distributions: distributions.map(({ file, ...rest }) => ({ ...rest, heldMemberNames: heldNames(file, stillWithout) })),
    signatures: signatures.map(({ file: _file, ...rest }) => rest),
    workOrders,
    plans,
    provisionings: provisionings.map(({ file: _file, ...rest }) => rest),
    imports,
  }
}

function heldNames(file: unknown, stillWithout: ReadonlySet<string>): string[] {
  const parsed = splitMembers.safeParse(file)
  if (!parsed.success) return []
  return parsed.data.members
    .filter((member) => member.status === 'held' && member.amountBaseUnits !== '0' && stillWithout.has(member.id))
    .map((member) => member.name)
}
