/** Statements as CSVs and PDFs, the PDFs made in a worker that all of a run share. */
import { Problem } from '#core/model/problem'
import type { StatementView } from '#core/statements/statement'
import { type StatementFile, statementFiles } from '#core/statements/statementFiles'
import { connectWorker, type WorkerLike } from '../../platform/connectWorker'
import { statementContract } from '../../workers/statementContract'

interface PrintOptions {
  signal: AbortSignal
  /** Called after each statement. */
  onProgress: (done: number) => void
  startWorker?: () => WorkerLike
}

/**
 * Files one after another; statements are asked for one by one.
 * @throws Problem `statements.cancelled`, or `worker.failed` when a PDF could not be made.
 */
export async function* printStatements(
  statements: AsyncIterable<StatementView> | Iterable<StatementView>,
  { signal, onProgress, startWorker = startStatementWorker }: PrintOptions,
): AsyncGenerator<StatementFile> {
  const client = connectWorker('statement', statementContract, startWorker(), { patienceMs: 0, endedProblem })
  try {
    const makePdf = (statement: StatementView) => client.call('print', statement, { signal })
    yield* statementFiles(statements, { makePdf, signal, onProgress })
  } finally {
    client.close()
  }
}

function startStatementWorker(): WorkerLike {
  return new Worker(new URL('../../workers/statement.worker.ts', import.meta.url), { type: 'module' })
}

function endedProblem(): Problem {
  return new Problem('statements.cancelled', 'Printing was stopped: the files that were made before are whole.')
}
