/** What each hotspot stands for, worked out in a worker: the last answer stays until the next is there. */
import { useEffect, useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { RewardsOf } from '#core/rewards/explain/hotspotRewards'
import type { SplitFile } from '#core/rewards/splitFile'
import { type RewardsWorker, startRewardsWorker } from '../../../data/money/rewardsWorker'
import { asProblem } from '../../../ui/ProblemAlert'

export interface AskedRewards {
  split: SplitFile
  /** Of a change: what it is compared with. */
  before: SplitFile | null
  of: RewardsOf
}

export interface FoundRewards extends AskedRewards {
  /** By hotspot key. */
  now: ReadonlyMap<string, bigint>
  earlier: ReadonlyMap<string, bigint> | null
}

interface Answer {
  found: FoundRewards | null
  problem: Problem | null
}

const NOTHING: Answer = { found: null, problem: null }

/** @param asked null while nothing is to be shown */
export function useHotspotRewards(asked: AskedRewards | null): Answer {
  const worker = useRef<RewardsWorker | null>(null)
  const [answer, setAnswer] = useState(NOTHING)
  const digests = asked && `${asked.split.contentSha256} ${asked.before?.contentSha256}`
  const whose = asked && JSON.stringify(asked.of)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same splits read again are no reason to start again
  useEffect(() => {
    if (!asked) return
    worker.current = startRewardsWorker(asked.before ? [asked.split, asked.before] : [asked.split])
    return () => worker.current?.close()
  }, [digests])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked is told by its digests and whose it is
  useEffect(() => {
    if (!asked || !worker.current) {
      setAnswer(NOTHING)
      return
    }
    let isLeft = false
    const answerWith = (next: Answer) => {
      if (!isLeft) setAnswer(next)
    }
    // After the worker was started, in the order of the effects.
    worker.current
      .read(asked.of)
      .then(([now = new Map(), earlier = null]) => answerWith({ found: { ...asked, now, earlier }, problem: null }))
      .catch((thrown: unknown) => answerWith({ found: null, problem: asProblem(thrown) }))
    return () => {
      isLeft = true
    }
  }, [digests, whose])
  return asked ? answer : NOTHING
}
