/** What a place of exchange refuses, in words that say what to do. */
import { Problem } from '#core/model/problem'
import { codeOf } from './folder/FolderFiles'

/** The device or the share behind the folder is gone, or no longer answers. */
const GONE = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENODEV',
  'ENXIO',
  'EIO',
  'ENOTCONN',
  'ESTALE',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ECONNRESET',
  'ECONNABORTED',
])

export function isGone(thrown: unknown): boolean {
  return GONE.has(codeOf(thrown))
}

export function missingProblem(place: string, cause: unknown): Problem {
  return new Problem(
    'sync.place-missing',
    `${place} is not there or stopped answering: plug the stick in or connect the share again, then sync again. Nothing was lost.`,
    { cause },
  )
}

/** Why a place could not be read as a whole. */
export function readingProblem(place: string, thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  if (isGone(thrown)) return missingProblem(place, thrown)
  return new Problem(
    'sync.place-unreadable',
    `${place} cannot be read: check that this account may open it and what is in it, then sync again.`,
    { cause: thrown },
  )
}

/** Why nothing could be written to a place. */
export function writingProblem(place: string, thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  switch (codeOf(thrown)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new Problem(
        'sync.place-full',
        `${place} is full: free some space there, then sync again. What was sent before stays there.`,
        { cause: thrown },
      )
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new Problem(
        'sync.place-read-only',
        `Nothing can be written to ${place}: undo its write protection or let this account write there, then sync again.`,
        { cause: thrown },
      )
    default:
      return missingProblem(place, thrown)
  }
}

export function notReadBackProblem(place: string, name: string): Problem {
  return new Problem(
    'sync.not-read-back',
    `${name} was written to ${place} and does not read back as it was, so it does not count as sent: use another stick or folder.`,
  )
}

export function batchGoneProblem(place: string, name: string): Problem {
  return new Problem('sync.batch-gone', `${name} is no longer in ${place}: sync again to see what is there now.`)
}

export function chunkGoneProblem(place: string, hash: string): Problem {
  return new Problem(
    'sync.chunk-gone',
    `A part of a large value (${hash.slice(0, 16)}) is not whole in ${place}: sync with a laptop that has it, then again here.`,
  )
}

export function otherCooperativeProblem(place: string, name: string): Problem {
  return new Problem(
    'sync.other-cooperative',
    `${place} belongs to another cooperative, ${name}: choose another place. Nothing was changed there.`,
  )
}
