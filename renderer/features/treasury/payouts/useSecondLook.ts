import { useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { SecondLookLine } from '#core/treasury/payout/secondLook'
import { runSecondLook } from '../../../data/treasury/payoutWork'
import { consoleClient } from '../../../platform/consoleClient'
import { asProblem } from '../../../ui/ProblemAlert'

interface Looked {
  verdict: { holds: boolean; findings: { where: string; message: string }[] } | null
  lines: SecondLookLine[] | null
  problem: Problem | null
}

const NOTHING: Looked = { verdict: null, lines: null, problem: null }

/** Main verifies the file and a worker computes every hash anew, while the payout is shown. */
export function useSecondLook(payout: PayoutFileV4): Looked {
  const [looked, setLooked] = useState(NOTHING)
  // Its digest is the payout: live queries give the same one as another object.
  const id = payout.contentSha256
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const canceller = new AbortController()
    const { signal } = canceller
    const put = (part: Partial<Looked>) => signal.aborted || setLooked((before) => ({ ...before, ...part }))
    const fail = (thrown: unknown) => signal.aborted || put({ problem: asProblem(thrown) })
    setLooked(NOTHING)
    consoleClient.call('treasury.verify', { payout }, { signal }).then((verdict) => put({ verdict }), fail)
    runSecondLook(payout, signal).then((lines) => put({ lines }), fail)
    return () => canceller.abort()
  }, [id])
  return looked
}
