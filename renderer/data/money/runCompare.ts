/** Compares two splits in the worker that makes them. */
import { Problem } from '#core/model/problem'
import type { SplitComparison } from '#core/rewards/explain/compareSplits'
import type { SplitFile } from '#core/rewards/splitFile'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { splitContract } from '../../workers/splitContract'

/** @throws Problem those of `compareSplits`, and `compare.cancelled` */
export async function runCompare(before: SplitFile, now: SplitFile, signal: AbortSignal): Promise<SplitComparison> {
  const worker = new Worker(new URL('../../workers/split.worker.ts', import.meta.url), { type: 'module' })
  const options = { patienceMs: 0, endedProblem: () => new Problem('compare.cancelled', 'The comparison was left.') }
  return callOnce(connectWorker('split', splitContract, worker, options), 'compare', { before, now }, { signal })
}
