import { Problem } from '#core/model/problem'

/** IndexedDB's own errors as sentences. Dexie wraps them, so look at the name of the inner error too. */
export function asWriteProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  const inner = (thrown as { inner?: unknown } | null)?.inner
  if (inner instanceof Problem) return inner
  const names = [thrown, inner].map((error) => (error as { name?: string } | null)?.name)
  if (names.includes('QuotaExceededError')) {
    return new Problem('data.disk-full', 'The disk is full, nothing was changed: free some space and try again.', {
      cause: thrown,
    })
  }
  return new Problem(
    'data.write-failed',
    'The records could not be written and nothing was changed: try again, or restore a backup in Settings.',
    { cause: thrown },
  )
}
