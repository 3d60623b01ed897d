/**
 * What was done in this window, so that its latest act can be taken back with a key, and that taken back in turn. It is
 * remembered as long as the window lives; the history has all acts at any time.
 */
import { onAct } from '../records/transact'

/** Ids of acts, the latest last. */
interface ActsOfWindow {
  /** What was done, or done again. */
  done: string[]
  /** What took something back. */
  undoing: string[]
}

const acts: ActsOfWindow = { done: [], undoing: [] }

/** Remembers what this thread writes from now on. @returns a function that stops it */
export function rememberActsOfWindow(): () => void {
  return onAct((actId, { undoes }) => {
    if (undoes === undefined) rememberAct(actId)
  })
}

/** Remembers an act that a worker did for this window. @param actId null when nothing was changed */
export function rememberAct(actId: string | null): void {
  if (actId === null) return
  acts.done.push(actId)
  acts.undoing = []
}

/** Remembers what took an act back, or did it again, in that act's place. */
export function rememberUndo(actId: string, undoActId: string | null): void {
  const isAgain = acts.undoing.includes(actId)
  forgetAct(actId)
  if (undoActId !== null) acts[isAgain ? 'done' : 'undoing'].push(undoActId)
}

/** It cannot be taken back any more. */
export function forgetAct(actId: string): void {
  acts.done = acts.done.filter((each) => each !== actId)
  acts.undoing = acts.undoing.filter((each) => each !== actId)
}

/** The latest of them, or undefined. */
export function latestAct(which: keyof ActsOfWindow): string | undefined {
  return acts[which].at(-1)
}
