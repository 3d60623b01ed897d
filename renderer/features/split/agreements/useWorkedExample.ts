import { useDeferredValue, useMemo } from 'react'
import { type WorkedExample, workExample } from '#core/agreements/workedExample'
import { Problem } from '#core/model/problem'
import type { Agreement } from '#core/model/records'
import type { Terms } from '#core/model/terms'
import { termsOf } from '#core/rewards/termsOf'
import type { ExampleFacts } from '../../../data/agreements/exampleFacts'

interface Worked {
  example: WorkedExample | null
  /** Why a split would refuse it, or could not be made. */
  problem: Problem | null
}

const NOTHING: Worked = { example: null, problem: null }

/** The agreement as it is typed, worked out on real rewards; a moment behind the keys where these are many. */
export function useWorkedExample(tried: Terms | null, others: readonly Agreement[], facts: ExampleFacts | undefined): Worked {
  const terms = useDeferredValue(tried)
  return useMemo(() => {
    if (!terms || !facts) return NOTHING
    try {
      return { example: workExample({ ...facts, terms, others: others.map(termsOf) }), problem: null }
    } catch (thrown) {
      if (thrown instanceof Problem) return { example: null, problem: thrown }
      throw thrown
    }
  }, [terms, others, facts])
}
