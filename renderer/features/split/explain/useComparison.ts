/** A split compared with the last closed period of its token, worked out in a worker. */
import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { SplitComparison } from '#core/rewards/explain/compareSplits'
import type { SplitFile } from '#core/rewards/splitFile'
import { isCorrection, readLastClosed } from '../../../data/money/lastClosed'
import { runCompare } from '../../../data/money/runCompare'
import { asProblem } from '../../../ui/ProblemAlert'

export type Comparison =
  | { state: 'working' }
  /** No period of the token was closed before, or the split is a correction, which is a difference already. */
  | { state: 'none'; isCorrection: boolean }
  | { state: 'failed'; problem: Problem }
  | { state: 'done'; before: SplitFile; comparison: SplitComparison }

export function useComparison(split: SplitFile): Comparison {
  const before = useLiveQuery(() => (isCorrection(split) ? null : readLastClosed(split)), [split])
  const [found, setFound] = useState<Comparison>({ state: 'working' })
  const digest = before?.contentSha256
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same split read again is no reason to compare again
  useEffect(() => {
    if (before === undefined) return
    if (before === null) {
      setFound({ state: 'none', isCorrection: isCorrection(split) })
      return
    }
    const canceller = new AbortController()
    setFound({ state: 'working' })
    runCompare(before, split, canceller.signal)
      .then((comparison) => {
        if (!canceller.signal.aborted) setFound({ state: 'done', before, comparison })
      })
      .catch((thrown: unknown) => {
        if (!canceller.signal.aborted) setFound({ state: 'failed', problem: asProblem(thrown) })
      })
    return () => canceller.abort()
  }, [before === undefined, digest, split])
  return found
}
