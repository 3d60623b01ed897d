/** What records would be if an act had never been done, or stood again: the acts that stand, done without it or with it. */
import type { ActChains } from '#core/records/actChains'
import { applyOperations } from '#core/records/applyOperations'
import { type Operation, type Stamp, stampOf } from '#core/records/operation'
import type { RecordState } from '#core/records/recordState'
import { mergePlans } from '#core/records/recordTables'
import type { UndoInput } from '#core/records/undoOf'
import type { CommonmastDatabase } from './database'
import { operationsIn } from './writeOperations'

/** One record's part in an undo, as `undoOf` wants it. */
export type RecordStory = Pick<UndoInput, 'before' | 'isNew' | 'withAct' | 'withoutAct' | 'isWorkedOn'>

export interface RecordStories {
  /** Null where there is nothing to do: the act stands on this record, or does not, as it is wanted. */
  of(key: string): RecordStory | null
}

interface Wanted {
  table: string
  keys: ReadonlySet<string>
  /** Of the act that is taken back or done again. */
  stamp: Stamp
  again: boolean
  chains: Pick<ActChains, 'chains' | 'repeats'>
}

/** Reads the log of these records. Call it in a transaction on `operations`. */
export async function readStories(db: CommonmastDatabase, wanted: Wanted): Promise<RecordStories> {
  const { table, stamp, again } = wanted
  const operations = await operationsOn(db, wanted)
  const stands = standingOn(operations, wanted.chains)
  const others = operations.filter((operation) => stampOf(operation) !== stamp && stands(operation))
  const own = operations.filter((operation) => stampOf(operation) === stamp)
  const toDo = new Set(own.filter((operation) => stands(operation) !== again).map(({ key }) => key))
  const fold = (some: Operation[]): ReadonlyMap<string, RecordState> =>
    applyOperations(mergePlans, new Map(), some).changed.get(table) ?? new Map()
  const before = fold(others.filter((operation) => stampOf(operation) < stamp))
  // As it was then, with what was taken back since.
  const then = fold(operations.filter((operation) => stampOf(operation) < stamp))
  const withoutAct = fold(others)
  const withAct = fold([...own, ...others])
  const workedOn = new Set(others.filter((operation) => stampOf(operation) > stamp).map(({ key }) => key))
  return {
    of(key) {
      const state = withAct.get(key)
      if (!state || !toDo.has(key)) return null
      return {
        before: before.get(key),
        isNew: isMissing(then.get(key)),
        withAct: state,
        withoutAct: withoutAct.get(key),
        isWorkedOn: workedOn.has(key),
      }
    },
  }
}

function isMissing(state: RecordState | undefined): boolean {
  return state === undefined || state.removal?.gone === true
}

async function operationsOn(db: CommonmastDatabase, { table, keys }: Wanted): Promise<Operation[]> {
  const found: Operation[] = []
  await db.operations
    .where('tables')
    .equals(table)
    .each((entry) => {
      for (const operation of operationsIn(entry, keys)) if (operation.table === table) found.push(operation)
    })
  return found
}

/**
 * Whether an operation stands on its record: what takes back and does again says only whether the first act of its chain
 * does. A record that an undo left as it was stands, whatever became of the rest of the act.
 */
function standingOn(operations: readonly Operation[], { chains, repeats }: Wanted['chains']): (operation: Operation) => boolean {
  const touchedBy = new Set<string>()
  for (const operation of operations) {
    const stamp = stampOf(operation)
    if (repeats.has(stamp)) touchedBy.add(`${stamp} ${operation.key}`)
  }
  return (operation) => {
    const stamp = stampOf(operation)
    if (repeats.has(stamp)) return false
    const turns = (chains.get(stamp) ?? []).filter((each) => touchedBy.has(`${each} ${operation.key}`))
    return turns.length % 2 === 0
  }
}
