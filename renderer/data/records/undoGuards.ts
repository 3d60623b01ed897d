/** What stands against taking an act back, what must go with it, and what of money stays as it is. */
import { Problem } from '#core/model/problem'
import type { Period } from '#core/model/records'
import type { UndoOfRecord } from '#core/records/undoOf'
import { onlyPractised, periodPayments } from '../treasury/periodPayments'
import { closedPeriodIds } from './closedPeriodIds'
import type { CommonmastDatabase } from './database'
import { keepInputsOfClosed } from './keepInputsOfClosed'
import type { UndoPreview } from './undoPreview'

/**
 * Rewards that were paid stay: without their period they could be imported and paid twice. A split that was made of them
 * and not signed goes with them. A split that was signed, or with which a period is closed, stays, whatever made it.
 * Rewards that others correct stay as long as those do. What a closed period was split with stays.
 * @returns the preview with that in it
 * @throws Problem `import.already-signed`, `import.already-closed` or `import.corrected`
 */
export async function guardUndo(db: CommonmastDatabase, preview: UndoPreview): Promise<UndoPreview> {
  const { takenBack, stays } = await keepInputsOfClosed(db, await keepSignedSplits(db, preview))
  const removed = takenBack.filter(({ change }) => change?.tombstone === true)
  const periodIds = removed.filter(({ table }) => table === 'periods').map(({ key }) => key)
  if (periodIds.length === 0) return { ...preview, takenBack, stays }
  const signed = await signedPeriods(db, periodIds, takenBack)
  const splits = await db.distributions.where('periodId').anyOf(periodIds).toArray()
  const practised = await onlyPractised(db)
  if (signed.size > 0 || splits.some(({ status, periodId }) => status === 'signed' && !practised.has(periodId))) {
    throw new Problem(
      'import.already-signed',
      'The payout of these rewards is signed, so their import stays: without it they could be imported and paid twice.',
    )
  }
  await refuseClosed(db, periodIds)
  await refuseCorrected(db, periodIds)
  const own = new Set(takenBack.filter(({ table }) => table === 'distributions').map(({ key }) => key))
  const withThem = splits
    .filter(({ id }) => !own.has(id))
    .map(({ id }): UndoOfRecord => {
      const split = { table: 'distributions', key: id }
      return { ...split, change: { ...split, tombstone: true }, stays: null }
    })
  return { ...preview, takenBack: [...takenBack, ...withThem], stays }
}

/** The books count them: imported again with other amounts they would be another period, and be counted twice. */
async function refuseClosed(db: CommonmastDatabase, periodIds: readonly string[]): Promise<void> {
  const closed = await closedPeriodIds(db)
  if (!periodIds.some((id) => closed.has(id))) return
  throw new Problem(
    'import.already-closed',
    'The period of these rewards is closed and its books count them, so their import stays: open the period again first.',
  )
}

/** A correction pays its difference to what it corrects: without that it would be the difference to nothing. */
async function refuseCorrected(db: CommonmastDatabase, periodIds: readonly string[]): Promise<void> {
  const isCorrected = ({ id, corrects = [] }: Period) =>
    !periodIds.includes(id) && corrects.some((corrected) => periodIds.includes(corrected.id))
  const correction = await db.periods.filter(isCorrected).first()
  if (!correction) return
  throw new Problem(
    'import.corrected',
    `"${correction.name}" corrects these rewards and pays only its difference to them: undo that import first.`,
  )
}

async function keepSignedSplits(db: CommonmastDatabase, { takenBack, stays }: UndoPreview) {
  const splits = takenBack.filter(({ table }) => table === 'distributions')
  if (splits.length === 0) return { takenBack, stays }
  const records = await db.distributions.bulkGet(splits.map(({ key }) => key))
  const periodIds = records.flatMap((record) => record?.periodId ?? [])
  const signed = await signedPeriods(db, periodIds, takenBack)
  const closed = await closedPeriodIds(db)
  const isKept = (periodId: string) => signed.has(periodId) || closed.has(periodId)
  const kept = new Set(splits.filter((_, at) => isKept(records[at]?.periodId ?? '')))
  return {
    takenBack: takenBack.filter((undo) => !kept.has(undo)),
    stays: [...stays, ...[...kept].map((undo): UndoOfRecord => ({ ...undo, change: null, stays: 'fact' }))],
  }
}

/**
 * Of these periods those that are signed or paid; what was only practised may go with its split, and what is void leaves its
 * period free.
 */
async function signedPeriods(
  db: CommonmastDatabase,
  periodIds: readonly string[],
  takenBack: readonly UndoOfRecord[],
): Promise<ReadonlySet<string>> {
  const facts = takenBack.filter(({ table }) => table === 'signatures' || table === 'payouts')
  const without = new Set(facts.map(({ key }) => key))
  return new Set((await periodPayments({ periodIds: [...new Set(periodIds)], without }, db)).keys())
}
