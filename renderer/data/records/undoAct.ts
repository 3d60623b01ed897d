/** Acts that are taken back: as a new act, and only as far as nobody worked on what they did since. */
import { Problem } from '#core/model/problem'
import type { Change } from '#core/records/operation'
import { isSharedTable, type SharedTable } from '#core/records/recordTables'
import { hasEffect } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'
import { type Transacted, type TransactOptions, transact } from './transact'
import { dropOtherBulk } from './undoneBulk'
import { placeOfAct, READ_BY_UNDO, tablesOfAct, type UndoPreview, undoOfAct } from './undoPreview'

/**
 * What taking an act back would do; changes nothing.
 * @throws Problem `undo.not-found`, `undo.already-undone` or what stands against it, such as `import.already-signed`
 */
export async function previewUndo(db: CommonmastDatabase, actId: string): Promise<UndoPreview> {
  const tables = await tablesOfAct(db, await placeOfAct(db, actId))
  return db.transaction('r', [...new Set([...tables, ...READ_BY_UNDO])], async () => undoOfAct(db, actId))
}

export interface UndoOptions extends Pick<TransactOptions, 'signal' | 'onProgress'> {
  /** Looks at what would be done, in the transaction that does it; what it throws keeps everything as it is. */
  accept?: (preview: UndoPreview) => Promise<void>
}

/**
 * Takes an act back. An act that took something back is taken back by doing that again.
 * @throws Problem as `previewUndo`, or `undo.nothing-left` when all of it was changed since
 */
export async function undoAct(
  db: CommonmastDatabase,
  actId: string,
  { accept, ...options }: UndoOptions = {},
): Promise<Transacted<UndoPreview>> {
  const place = await placeOfAct(db, actId)
  const { root, last, isUndo } = place
  const tables = [...new Set([...(await tablesOfAct(db, place)), ...READ_BY_UNDO])].filter(isSharedTable)
  const title = `${isUndo ? 'Done again' : 'Undone'}: ${(await db.acts.get(root))?.title ?? 'something older'}`
  return transact(
    db,
    { kind: 'undo', title, undoes: last },
    tables,
    async (records) => {
      const preview = await undoOfAct(db, actId)
      await accept?.(preview)
      if (!canBeTakenBack(preview)) throw nothingLeft(preview)
      await dropOtherBulk(db, preview.takenBack)
      for (const { change } of preview.takenBack) {
        if (change && isSharedTable(change.table)) await records.apply(change as Change & { table: SharedTable })
      }
      return preview
    },
    { ...options, local: ['layerChunks'] },
  )
}

/** Where others have undone all that an act did, it is taken back by saying so. */
function canBeTakenBack({ takenBack, stays }: UndoPreview): boolean {
  return takenBack.some(hasEffect) || (takenBack.length > 0 && stays.length === 0)
}

function nothingLeft({ stays }: UndoPreview): Problem {
  const isOnlyFacts = stays.length > 0 && stays.every(({ stays: why }) => why === 'fact')
  return new Problem(
    'undo.nothing-left',
    isOnlyFacts
      ? 'What this wrote is on record for good, so it cannot be taken back.'
      : 'Nothing of this is left to take back: all of it was changed since.',
  )
}
