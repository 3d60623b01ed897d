/** Taking back as a job that the tray shows: with progress and a way to stop it, and what came of it in words. */
import { runJob } from '../../platform/jobs'
import { findLatestAct, type LatestAct, takeBackAct } from './takeBackAct'
import type { UndoSummary } from './undoSummary'
import { undoNote } from './undoText'

/** Takes an act back. @param again when it took something back itself @throws Problem as `takeBackAct` */
export function runUndoJob({ id, title }: LatestAct, again: boolean): Promise<UndoSummary> {
  return runJob(
    `${again ? 'Do again' : 'Undo'}: ${title}`,
    ({ signal, report }) => takeBackAct(id, { signal, onProgress: (done, total) => report(total > 0 ? done / total : null) }),
    (summary) => undoNote(summary, again),
  )
}

/** One after the other, however fast the keys are pressed. */
let running: Promise<unknown> = Promise.resolve()

/** Takes back the latest act of this window. */
export function undoLatest(): void {
  running = running.then(() => runLatest(false))
}

/** Does again what this window took back last. */
export function redoLatest(): void {
  running = running.then(() => runLatest(true))
}

async function runLatest(again: boolean): Promise<void> {
  const latest = await findLatestAct(again ? 'undoing' : 'done')
  const title = again ? 'Nothing to do again' : 'Nothing to undo'
  const note = again
    ? 'Nothing was taken back in this window.'
    : 'Nothing was done in this window. All that was done is in Settings, History.'
  const work = latest
    ? runUndoJob(latest, again)
    : runJob(
        title,
        () => Promise.resolve(null),
        () => note,
      )
  // The tray says what stands against it.
  await work.catch(() => undefined)
}
