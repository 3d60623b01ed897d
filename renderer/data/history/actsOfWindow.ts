/**
 * What was done in this window, so that its latest act can be taken back with a key, and that taken back in turn. It is
 * remembered as long as the window lives; the history has all acts at any time.
 */
import { Problem } from '#core/model/problem'
import { db } from '../records/openRecords'
import { onAct } from '../records/transact'
import { takeBack } from './takeBack'
import type { UndoSummary } from './undoSummary'
import type { UndoTaskOptions } from './undoTask'

/** Acts of this window, the latest last. */
let done: string[] = []
/** Acts that were taken back in this window, with what took them back. */
let takenBack: { actId: string; undoActId: string }[] = []

/** Remembers what this thread writes from now on. @returns a function that stops it */
export function rememberActsOfWindow(): () => void {
  return onAct((actId, { kind, undoes }) => {
    // Nobody did that by hand.
    if (undoes === undefined && kind !== 'actor') rememberAct(actId)
  })
}

/** Remembers an act that a worker did for this window. @param actId null when nothing was changed */
export function rememberAct(actId: string | null): void {
  if (actId === null) return
  done.push(actId)
  takenBack = []
}

/**
 * Takes back one act, of this window or not; what is taken back here can be done again here.
 * @throws Problem as `takeBack`
 */
export async function takeBackAct(actId: string, options: UndoTaskOptions = {}): Promise<UndoSummary> {
  const { summary, undoActId } = await takeBack(actId, options)
  const again = (await db.acts.get(actId))?.undoes ?? null
  done = done.filter((each) => each !== actId)
  if (again === null) {
    if (undoActId !== null) takenBack.push({ actId, undoActId })
  } else {
    takenBack = takenBack.filter((each) => each.undoActId !== actId)
    done.push(again)
  }
  return summary
}

/**
 * Takes back the latest act of this window that still stands. One that cannot be taken back is said and passed over the
 * next time.
 * @returns null when there is none
 */
export async function takeBackLatest(options: UndoTaskOptions = {}): Promise<UndoSummary | null> {
  for (;;) {
    const actId = done.at(-1)
    if (actId === undefined) return null
    try {
      return await takeBackAct(actId, options)
    } catch (thrown) {
      if (codeOf(thrown) === 'data.cancelled') throw thrown
      done = done.filter((each) => each !== actId)
      if (codeOf(thrown) !== 'undo.already-undone') throw thrown
    }
  }
}

/** Does again what this window took back last. @returns null when there is nothing */
export async function doLatestAgain(options: UndoTaskOptions = {}): Promise<UndoSummary | null> {
  for (;;) {
    const last = takenBack.at(-1)
    if (last === undefined) return null
    try {
      return await takeBackAct(last.undoActId, options)
    } catch (thrown) {
      if (codeOf(thrown) === 'data.cancelled') throw thrown
      takenBack = takenBack.filter((each) => each !== last)
      if (codeOf(thrown) !== 'undo.already-undone') throw thrown
    }
  }
}

function codeOf(thrown: unknown): string | null {
  return thrown instanceof Problem ? thrown.code : null
}
