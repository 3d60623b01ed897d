/**
 * Live queries: one bounded query per feature, passed down, because any write re-runs the queries that read it.
 * Each returns undefined while loading.
 */
import { useLiveQuery } from 'dexie-react-hooks'
import { OUTBOX_OPERATIONS } from './commitChanges'
import { FLEET_UPDATE } from './fleetUpdateKey'
import { db } from './records/openRecords'
import { readInPages } from './records/readInPages'

export const useHotspots = () => useLiveQuery(() => readInPages(db.hotspots))
export const usePlans = () => useLiveQuery(() => db.plans.orderBy('createdAt').reverse().toArray())
export const useWorkOrders = () => useLiveQuery(() => db.workOrders.toArray())
export const useMembers = () => useLiveQuery(() => db.members.orderBy('name').toArray())
export const useAgreements = () => useLiveQuery(() => db.agreements.toArray())
export const useGoals = () => useLiveQuery(() => db.goals.toArray())
export const usePeriods = () => useLiveQuery(() => db.periods.orderBy('createdAt').reverse().toArray())
export const useProvisionings = () => useLiveQuery(() => db.provisionings.orderBy('createdAt').reverse().toArray())
export const useProvisioning = (id: string) => useLiveQuery(() => db.provisionings.get(id), [id])
/** Ids of the provisioning records whose change to the fleet can be put back; undefined while loading. */
export const useFleetUpdates = () =>
  useLiveQuery(async () => {
    const keys = await db.importUndo.where('id').startsWith(FLEET_UPDATE).primaryKeys()
    return new Set(keys.map((key) => key.slice(FLEET_UPDATE.length)))
  })
export const useDistributions = () => useLiveQuery(() => db.distributions.orderBy('createdAt').reverse().toArray())
export const useSignatures = () => useLiveQuery(() => db.signatures.orderBy('createdAt').reverse().toArray())
export const useImports = () => useLiveQuery(() => db.imports.orderBy('createdAt').reverse().limit(20).toArray())
export const useOutboxCount = () =>
  useLiveQuery(async () => ((await db.meta.get(OUTBOX_OPERATIONS))?.value as number | undefined) ?? 0)

/** Contributions of one period; nothing while no period is chosen. */
export const useContributions = (periodId: string | null) =>
  useLiveQuery(() => (periodId === null ? [] : db.contributions.where('periodId').equals(periodId).toArray()), [periodId])

/** A setting's value, or undefined when it is not set or still loading. */
export const useSetting = <T>(key: string) =>
  useLiveQuery(async () => (await db.settings.get(key))?.value as T | undefined, [key])
