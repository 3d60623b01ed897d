import { Problem } from '#core/model/problem'

/** By the name of what `getUserMedia` throws (Media Capture and Streams); each is a state that a person can end. */
const PROBLEMS: Record<string, [code: string, message: string]> = {
  NotFoundError: ['camera.none', 'No camera was found: plug one in, then try again, or carry the file on a stick.'],
  NotAllowedError: [
    'camera.refused',
    'The camera was refused: allow it for Commonmast in the settings of the browser or the system, then try again.',
  ],
  NotReadableError: ['camera.busy', 'The camera is in use by another program: close that program, then try again.'],
  OverconstrainedError: ['camera.gone', 'The chosen camera is not there any more: choose another one.'],
}
const SAME_AS: Record<string, string> = {
  SecurityError: 'NotAllowedError',
  AbortError: 'NotReadableError',
  TypeError: 'NotFoundError',
}

/** @param thrown by `getUserMedia`; anything it is not known to throw is a fault */
export function cameraProblem(thrown: unknown): Problem {
  const name = thrown instanceof Error ? thrown.name : ''
  const known = PROBLEMS[SAME_AS[name] ?? name]
  if (known) return new Problem(...known, { cause: thrown })
  return Problem.from(thrown, 'camera.failed', 'The camera could not be started: try again, or carry the file on a stick.')
}

export function noCamera(): Problem {
  return cameraProblem(new DOMException('this page has no media devices', 'NotFoundError'))
}

export function cameraStopped(): Problem {
  return new Problem('camera.stopped', 'The camera stopped: plug it in again or choose another one, then try again.')
}
