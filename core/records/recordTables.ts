/**
 * Every table of the program (see `tableDeclaration`). Dexie's stores, backups, merging and undo are derived from here: a
 * table that is not here does not exist.
 */
import type { z } from 'zod'
import { type MergePlan, mergePlanOf } from './mergePlan'
import { type PersonalPlan, personalPlanOf } from './personalPlan'
import { accessTables } from './tables/accessTables'
import { agreementTables } from './tables/agreementTables'
import { bankTables } from './tables/bankTables'
import { cooperativeTables } from './tables/cooperativeTables'
import { fleetTables } from './tables/fleetTables'
import { localTables } from './tables/localTables'
import { moneyTables } from './tables/moneyTables'
import { syncTables } from './tables/syncTables'
import { treasuryTables } from './tables/treasuryTables'

export const sharedTables = {
  ...fleetTables,
  ...moneyTables,
  ...agreementTables,
  ...treasuryTables,
  ...bankTables,
  ...cooperativeTables,
  ...accessTables,
}
export type SharedTable = keyof typeof sharedTables
export type RecordOf<T extends SharedTable> = z.infer<(typeof sharedTables)[T]['schema']>

export const SHARED_TABLES = Object.keys(sharedTables) as SharedTable[]

export const recordTables = { ...sharedTables, ...localTables, ...syncTables }
export type TableName = keyof typeof recordTables

/** By table: how its records are merged. */
export const mergePlans: ReadonlyMap<string, MergePlan> = new Map(
  Object.values(sharedTables).map((declaration) => [declaration.name, mergePlanOf(declaration)]),
)

/** By table: what says something of people; tables that say nothing of them are not here. */
export const personalPlans: ReadonlyMap<string, PersonalPlan> = new Map(
  Object.values(sharedTables).flatMap((declaration) => {
    const plan = personalPlanOf(declaration)
    return plan ? [[declaration.name, plan] as const] : []
  }),
)

export function isSharedTable(name: string): name is SharedTable {
  return Object.hasOwn(sharedTables, name)
}
