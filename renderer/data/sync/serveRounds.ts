/** The worker's side of a round; `syncPlace` is the window's. */
import type { EmptyPlaceAnswer } from '#core/sync/Round'
import { serveWorker, type WorkerScope } from '../../platform/serveWorker'
import { syncRoundContract } from '../../workers/syncRoundContract'
import type { CommonmastDatabase } from '../records/database'
import { clientOverLine } from './mainLine'
import { runRoundTask } from './roundTask'

/** @param scope the worker's own when left out */
export function serveRounds(db: CommonmastDatabase, scope?: WorkerScope): void {
  let answer: (given: EmptyPlaceAnswer | null) => void = () => undefined
  serveWorker(
    syncRoundContract,
    {
      round: ({ line, ...task }, { signal, progress }) =>
        runRoundTask(db, clientOverLine(line), task, {
          signal,
          ask: (place) =>
            new Promise((resolve) => {
              answer = resolve
              progress({ kind: 'asks', place })
            }),
          onProgress: (done) => progress({ kind: 'progress', done }),
        }),
      async answer({ answer: given }) {
        answer(given)
        return {}
      },
    },
    scope,
  )
}
