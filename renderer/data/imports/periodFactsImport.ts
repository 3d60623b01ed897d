/**
 * What a file of agreements says beside them: installs, and of one period prices, measures, entries and a smallest payout.
 * SPEC.md, rules [AF10] and [AF11].
 */
import type { InstallRecord } from '#core/agreements/agreementRecords'
import { mergeMeasures } from '#core/agreements/mergeMeasures'
import { type FileProblem, toFileProblem } from '#core/files/fileProblem'
import { contentDigest } from '#core/model/contentDigest'
import { datesText } from '#core/model/periodDates'
import { Problem } from '#core/model/problem'
import type { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import type { SharedTable } from '#core/records/recordTables'
import type { PeriodFactsOfFile } from '#core/rewards/agreementsReading'
import { datesOf } from '#core/rewards/comparePeriod'
import { checkInstalls, installsOfHotspot } from '../installs/ofHotspot'
import { readClosings } from '../money/closings'
import { checkPrice, noInputs, refuseClosed } from '../money/periodInputs'
import type { CommonmastDatabase } from '../records/database'
import { nowText } from '../records/newId'
import type { RecordTransaction } from '../records/RecordTransaction'
import type { PeriodFactsPreview } from './importPreview'

export const PERIOD_FACTS_TABLES: readonly SharedTable[] = [
  'installs',
  'periodInputs',
  'bookEntries',
  'periods',
  'closings',
  'reopenings',
]

export interface MergedInstalls {
  /** As they will be: those that are here for the same hotspot and beginning, with what the file says of them, and new ones. */
  installs: InstallRecord[]
  installProblems: FileProblem[]
}

/** The installs of a file among those that are here. What the file does not say of one changes nothing. */
export async function mergeInstalls(
  db: CommonmastDatabase,
  { installs }: PeriodFactsOfFile,
  references: HotspotReferences,
): Promise<MergedInstalls> {
  const merged: InstallRecord[] = []
  const installProblems: FileProblem[] = []
  const at = nowText()
  const byHotspot = new Map<string, PeriodFactsOfFile['installs']>()
  for (const install of installs) {
    const key = install.hotspotKey
    byHotspot.set(key, [...(byHotspot.get(key) ?? []), install])
  }
  for (const [key, ofFile] of byHotspot) {
    try {
      const hotspotId = references.resolve(key, { field: 'installs' })
      const here = await installsOfHotspot(db, hotspotId)
      const written = ofFile.map(({ id: _, hotspotKey: _key, ...said }): InstallRecord => {
        const known = here.find(({ from }) => from === said.from)
        if (known) return { ...known, ...saidOf(said) }
        const id = contentDigest({ install: hotspotId, from: said.from })
        return { id, hotspotId, ...said, origin: { kind: 'hand' }, createdAt: at, updatedAt: at }
      })
      const ids = new Set(written.map(({ id }) => id))
      checkInstalls([...here.filter(({ id }) => !ids.has(id)), ...written])
      merged.push(...written)
    } catch (thrown) {
      installProblems.push(toFileProblem(thrown))
    }
  }
  return { installs: merged, installProblems }
}

function saidOf(said: Omit<PeriodFactsOfFile['installs'][number], 'id' | 'hotspotKey'>): Partial<InstallRecord> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
}

/** Whether the file says anything of one period. */
function isOfPeriod({ prices, entries, measures, minimumPayoutBaseUnits }: PeriodFactsOfFile): boolean {
  const measured = measures.hotspots.length + measures.contributions.length
  return prices.length + entries.length + measured > 0 || minimumPayoutBaseUnits > 0n
}

/**
 * Writes what a file says of a period, beside what is kept of it. The same file again changes nothing.
 * @param periodId the one that the person chose
 * @throws Problem `import.no-period`, `period.closed`, or those of prices
 */
export async function writePeriodFacts(
  db: CommonmastDatabase,
  records: RecordTransaction,
  facts: PeriodFactsOfFile,
  periodId: string | undefined,
): Promise<void> {
  if (!isOfPeriod(facts)) return
  const period = periodId === undefined ? undefined : await records.get('periods', periodId)
  if (!period) {
    throw new Problem(
      'import.no-period',
      'The file says prices, entries or measures of a period: choose the period they are for.',
    )
  }
  await refuseClosed(period, db)
  for (const price of facts.prices) checkPrice(period, price)
  const kept = (await records.get('periodInputs', period.id)) ?? noInputs(period.id)
  const { prices, entries, measures, minimumPayoutBaseUnits } = facts
  const inputs = {
    ...kept,
    prices: { ...kept.prices, ...Object.fromEntries(prices.map((price) => [price.currency, price])) },
    measures: mergeMeasures(kept.measures, measures),
    ...(minimumPayoutBaseUnits > 0n && { minimumPayoutBaseUnits: minimumPayoutBaseUnits.toString() }),
  }
  await records.put('periodInputs', inputs)
  const at = nowText()
  const seen = new Map<string, number>()
  for (const entry of entries) {
    const digest = contentDigest({ periodId: period.id, entry })
    // Two equal advances are two.
    const number = (seen.get(digest) ?? 0) + 1
    seen.set(digest, number)
    const id = `${digest}:${number}`
    if (await records.get('bookEntries', id)) continue
    await records.put('bookEntries', { id, periodId: period.id, entry, createdAt: at, updatedAt: at })
  }
}

/** How many of each the file says, and the periods that they can be for, the latest first. */
export async function previewPeriodFacts(db: CommonmastDatabase, facts: PeriodFactsOfFile): Promise<PeriodFactsPreview> {
  const { installs, prices, entries, measures, minimumPayoutBaseUnits } = facts
  const needsPeriod = isOfPeriod(facts)
  const closed = new Set((await readClosings(db)).map(({ periodId }) => periodId))
  const periods = needsPeriod ? await db.periods.orderBy('createdAt').reverse().toArray() : []
  return {
    installs: installs.length,
    prices: prices.length,
    entries: entries.length,
    measures: measures.hotspots.length + measures.contributions.length,
    minimumPayout: minimumPayoutBaseUnits > 0n,
    needsPeriod,
    periods: periods
      .filter(({ id }) => !closed.has(id))
      .map(({ id, name, start = null, end = null, token }) => {
        const dates = datesOf({ start, end })
        return { id, name, symbol: token.symbol, days: dates && datesText(dates) }
      }),
  }
}
