import { useEffect, useMemo, useRef, useState } from 'react'
import type { WorkedExample } from '#core/agreements/workedExample'
import type { Problem } from '#core/model/problem'
import type { Agreement } from '#core/model/records'
import type { Terms } from '#core/model/terms'
import { termsOf } from '#core/rewards/termsOf'
import type { ExampleFacts } from '../../../data/agreements/exampleFacts'
import { type ExampleWorker, startExampleWorker, type Worked } from '../../../data/agreements/exampleWorker'

export interface ShownExample {
  example: WorkedExample | null
  problem: Problem | null
  /** It is of what was typed a moment ago. */
  isBehind: boolean
}

const NOTHING: ShownExample = { example: null, problem: null, isBehind: false }

/** The agreement as it is typed, worked out on real rewards. */
export function useWorkedExample(
  tried: Terms | null,
  others: readonly Agreement[],
  facts: ExampleFacts | undefined,
): ShownExample {
  const worker = useRef<ExampleWorker | null>(null)
  const [worked, setWorked] = useState<Worked | null>(null)
  const basis = useMemo(() => facts && { ...withoutPeriod(facts), others: others.map(termsOf) }, [facts, others])
  useEffect(() => {
    worker.current = startExampleWorker(setWorked)
    return () => worker.current?.close()
  }, [])
  useEffect(() => {
    if (basis) worker.current?.setBasis(basis)
  }, [basis])
  useEffect(() => {
    // After the basis, in the order of the effects.
    if (basis && tried) worker.current?.ask(tried)
  }, [basis, tried])
  if (!tried || !worked) return NOTHING
  const { example, problem, terms } = worked
  return { example, problem, isBehind: terms !== tried }
}

/** What the example is worked out from; the period itself is for the words beside it. */
function withoutPeriod({ period: _period, problem: _problem, ...facts }: ExampleFacts): Omit<ExampleFacts, 'period' | 'problem'> {
  return facts
}
