/** Prices, measures and entries of a closed period stay when what wrote them is taken back. SPEC.md, rule [PI1]. */
import type { UndoOfRecord } from '#core/records/undoOf'
import { closedPeriodIds } from './closedPeriodIds'
import type { CommonmastDatabase } from './database'
import { readStates } from './readStates'
import type { UndoPreview } from './undoPreview'

type Parts = Pick<UndoPreview, 'takenBack' | 'stays'>

/** Call it in a transaction on closings, reopenings and the tables that are taken back. */
export async function keepInputsOfClosed(db: CommonmastDatabase, { takenBack, stays }: Parts): Promise<Parts> {
  const isInput = ({ table }: UndoOfRecord) => table === 'periodInputs' || table === 'bookEntries'
  if (!takenBack.some(isInput)) return { takenBack, stays }
  const closed: ReadonlySet<unknown> = await closedPeriodIds(db)
  const entryKeys = takenBack.filter(({ table }) => table === 'bookEntries').map(({ key }) => key)
  const entries = entryKeys.length > 0 ? await readStates(db, 'bookEntries', entryKeys) : new Map()
  const periodOf = ({ table, key }: UndoOfRecord): unknown => (table === 'periodInputs' ? key : entries.get(key)?.fields.periodId)
  const isKept = (undo: UndoOfRecord) => isInput(undo) && closed.has(periodOf(undo))
  return {
    takenBack: takenBack.filter((undo) => !isKept(undo)),
    stays: [...stays, ...takenBack.filter(isKept).map((undo): UndoOfRecord => ({ ...undo, change: null, stays: 'fact' }))],
  }
}
