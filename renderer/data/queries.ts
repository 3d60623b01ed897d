/**
 * Live queries: one bounded query per feature, passed down, because any write re-runs the queries that read it.
 * Each returns undefined while loading.
 */
import { useLiveQuery } from 'dexie-react-hooks'
import type { Period } from '#core/model/records'
import { installsOfHotspot } from './installs/ofHotspot'
import { readClosings } from './money/closings'
import { readContributions } from './money/readContributions'
import { readDistributions } from './money/readDistributions'
import { readSplitInputs } from './money/splitInputs'
import { findMemory } from './records/kernelMemory'
import { db } from './records/openRecords'
import { readInPages } from './records/readInPages'

export const useHotspots = () => useLiveQuery(() => readInPages(db.hotspots))
export const useGroupedHotspots = () => useLiveQuery(() => readInPages(db.groupedHotspots))
export const usePlans = () => useLiveQuery(() => db.plans.orderBy('createdAt').reverse().toArray())
export const useWorkOrders = () => useLiveQuery(() => db.workOrders.toArray())
export const useMembers = () => useLiveQuery(() => db.members.orderBy('name').toArray())
export const useAgreements = () => useLiveQuery(() => db.agreements.toArray())
export const useGoals = () => useLiveQuery(() => db.goals.toArray())
export const usePeriods = () => useLiveQuery(() => db.periods.orderBy('createdAt').reverse().toArray())
export const useProvisionings = () => useLiveQuery(() => db.provisionings.orderBy('createdAt').reverse().toArray())
export const useProvisioning = (id: string) => useLiveQuery(() => db.provisionings.get(id), [id])
export const useDistributions = () => useLiveQuery(() => readDistributions())
export const useClosings = () => useLiveQuery(() => readClosings())
export const useInstalls = () => useLiveQuery(() => db.installs.toArray())
/** Installs of one hotspot, the earliest first. */
export const useInstallsOf = (hotspotId: string) => useLiveQuery(() => installsOfHotspot(db, hotspotId), [hotspotId])
/** What is kept of a period to split it with; nothing while none is chosen. */
export const useSplitInputs = (period: Pick<Period, 'id' | 'token'> | undefined) =>
  useLiveQuery(async () => (period ? readSplitInputs(db, period) : undefined), [period])
export const useAgreementTemplates = () => useLiveQuery(() => db.agreementTemplates.orderBy('name').toArray())
export const useTermsSignatures = () => useLiveQuery(() => db.termsSignatures.toArray())
/** Payouts in money, the newest first. */
export const useMoneyPayouts = () => useLiveQuery(async () => (await db.moneyPayouts.toArray()).sort(newestFirst))
export const useMoneyPayoutMarks = () => useLiveQuery(() => db.moneyPayoutMarks.toArray())
/** One import, as it is now; undefined while loading and when it wrote nothing. */
export const useImportRecord = (id: string) => useLiveQuery(() => db.imports.get(id), [id])
export const useImports = () => useLiveQuery(() => db.imports.orderBy('createdAt').reverse().limit(20).toArray())
/** How many operations nobody else has yet. */
export const useWaitingCount = () => useLiveQuery(async () => (await findMemory(db))?.waiting ?? 0)

/** Contributions of one period; nothing while no period is chosen. */
export const useContributions = (periodId: string | null) =>
  useLiveQuery(async () => {
    const period = periodId === null ? undefined : await db.periods.get(periodId)
    return period ? readContributions(db, period) : []
  }, [periodId])

const newestFirst = (one: { createdAt: string }, other: { createdAt: string }) => (one.createdAt < other.createdAt ? 1 : -1)
