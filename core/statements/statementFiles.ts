/** Statements as files, one after another, so that a thousand of them never stand in memory together. SPEC.md, rule [ST27]. */
import type { CancelSignal } from '../model/cancelSignal'
import { Problem } from '../model/problem'
import { nextTurn } from '../model/turns'
import { freeFileName } from './freeFileName'
import type { StatementView } from './statement'
import { statementCsv, statementFileName } from './statementCsv'

export interface StatementFile {
  /** Unlike any other of the same run, also where capitals do not count. */
  fileName: string
  content: string | Uint8Array
}

/** Between them buttons and messages have their turn. */
const STATEMENTS_PER_TURN = 10

interface FilesOptions {
  /** The bytes of a PDF; without it, only CSVs are made. */
  makePdf?: (statement: StatementView) => Promise<Uint8Array>
  signal?: CancelSignal
  /** Called after each statement. */
  onProgress?: (done: number) => void
}

/**
 * A CSV and, where it can be made, a PDF of each statement. Statements are asked for one by one.
 * @throws Problem `statements.cancelled`; files that were given out before are whole.
 */
export async function* statementFiles(
  statements: AsyncIterable<StatementView> | Iterable<StatementView>,
  { makePdf, signal, onProgress }: FilesOptions = {},
): AsyncGenerator<StatementFile> {
  const taken = new Set<string>()
  let done = 0
  for await (const statement of statements) {
    refuseCancelled(signal, done)
    const name = freeFileName(statementFileName(statement), statement.member.id, taken)
    yield { fileName: `${name}.csv`, content: statementCsv(statement).text }
    if (makePdf) {
      refuseCancelled(signal, done)
      const content = await makePdf(statement)
      refuseCancelled(signal, done)
      yield { fileName: `${name}.pdf`, content }
    }
    done++
    onProgress?.(done)
    if (done % STATEMENTS_PER_TURN === 0) await nextTurn()
  }
}

function refuseCancelled(signal: CancelSignal | undefined, done: number): void {
  if (signal?.aborted) throw new Problem('statements.cancelled', `Stopped after ${done} statements: their files are whole.`)
}
