/** What main remembers of the records, in a small file of the data folder (SPEC.md, [BR14] and [BR15]). */
import { readFile, rename } from 'node:fs/promises'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import {
  NO_MARK,
  type RecordsMark,
  type RecordsSeen,
  type RecordsStanding,
  recordsMarkSchema,
  standingOf,
  withoutNewest,
  withSeen,
} from '#core/records/backup/recordsMark'
import { diskProblem } from './diskProblem'
import { writeFileAtomically } from './writeFileAtomically'

export interface RecordsMemory {
  /** @throws Problem `disk.*`, as the others do */
  compare(here: RecordsSeen & { isEmpty: boolean }): Promise<RecordsStanding>
  /** Remembers what was seen, unless it is an old copy. */
  tell(seen: RecordsSeen): Promise<RecordsStanding>
  beginAnew(): Promise<void>
}

/** @param onDamaged told once where the file cannot be read as one; it is put aside and nothing is remembered then */
export function openRecordsMemory(
  path: string,
  { now = () => new Date(), onDamaged }: { now?: () => Date; onDamaged: (thrown: unknown) => void },
): RecordsMemory {
  let turn: Promise<unknown> = Promise.resolve()
  let known: RecordsMark | null = null

  function inTurn<T>(work: (mark: RecordsMark) => Promise<T>): Promise<T> {
    const done = turn.then(async () => {
      known ??= await readMark(path, onDamaged)
      return work(known)
    })
    turn = done.catch(() => undefined)
    return done
  }

  async function remember(before: RecordsMark, mark: RecordsMark): Promise<void> {
    if (JSON.stringify(mark) === JSON.stringify(before)) return
    await writeFileAtomically(path, `${JSON.stringify(mark)}\n`, { what: 'what is remembered of the records' })
    known = mark
  }

  return {
    compare: (here) => inTurn(async (mark) => standingOf(mark, here)),
    tell: (seen) =>
      inTurn(async (mark) => {
        const standing = standingOf(mark, { ...seen, isEmpty: false })
        if (standing.kind === 'as-known') await remember(mark, withSeen(mark, seen, now().toISOString()))
        return standing
      }),
    beginAnew: () => inTurn((mark) => remember(mark, withoutNewest(mark))),
  }
}

async function readMark(path: string, onDamaged: (thrown: unknown) => void): Promise<RecordsMark> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null
    throw diskProblem(thrown, 'what is remembered of the records')
  })
  if (text === null) return NO_MARK
  try {
    return recordsMarkSchema.parse(parseBoundedJson(text))
  } catch (thrown) {
    onDamaged(thrown)
    await rename(path, `${path}.damaged`).catch(() => undefined)
    return NO_MARK
  }
}
