/** Payback of a plan's sites, worked out anew when the plan, the prices or the assumption changes. */
import { useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Plan } from '#core/model/records'
import type { KeptPrices } from '#core/records/tables/cooperativeSettings'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { asProblem } from '../../ui/ProblemAlert'
import { type PaybackInput, type PaybackOutput, paybackContract } from '../../workers/paybackContract'

interface PaybackQuestion {
  plan: Plan
  network: string | null
  assumedDays: number
  kept: KeptPrices | undefined
}

/** Null while it is being worked out, or without a network. */
export function usePayback({ plan, network, assumedDays, kept }: PaybackQuestion): PaybackOutput | Problem | null {
  const [answer, setAnswer] = useState<PaybackOutput | Problem | null>(null)
  useEffect(() => {
    setAnswer(null)
    if (network === null || !(assumedDays > 0)) return
    const canceller = new AbortController()
    const worker = new Worker(new URL('../../workers/payback.worker.ts', import.meta.url), { type: 'module' })
    const input: PaybackInput = {
      network,
      assumedDays,
      sites: plan.sites.map(({ id, lat, lng, study }) => ({ id, lat, lng, cost: study?.cost ?? 0 })),
      reachM: plan.reachM,
      prices: kept?.prices ?? [],
      currency: kept?.currency || plan.study?.settings.limit.currency || '',
    }
    const client = connectWorker('payback', paybackContract, worker, { patienceMs: 0 })
    callOnce(client, 'work', input, { signal: canceller.signal }).then(
      (output) => canceller.signal.aborted || setAnswer(output),
      (thrown: unknown) => canceller.signal.aborted || setAnswer(asProblem(thrown)),
    )
    return () => canceller.abort()
  }, [plan, network, assumedDays, kept])
  return answer
}
