import { Problem } from '#core/model/problem'

/**
 * A failed file operation as a Problem that says what to do.
 * @param what the thing that was being written or read, as a person would call it, e.g. `the journal`.
 */
export function diskProblem(thrown: unknown, what: string): Problem {
  if (thrown instanceof Problem) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem('disk.full', `The disk is full, so ${what} was not changed: free some space and try again.`, {
        cause: thrown,
      })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Problem('disk.not-writable', `This account may not write ${what}: choose another folder with --data.`, {
        cause: thrown,
      })
    default:
      return new Problem('disk.failed', `The disk refused ${what}: check the drive, then try again.`, { cause: thrown })
  }
}
