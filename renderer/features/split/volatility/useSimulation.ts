/** The simulation of price swings, worked out anew when the income, the prices or the reserve change. */
import { useEffect, useState } from 'react'
import type { PriceTableRecord } from '#core/agreements/agreementRecords'
import type { Problem } from '#core/model/problem'
import { priceTableOf } from '#core/volatility/priceTable'
import type { VolatilityReport } from '#core/volatility/volatilityReport'
import { runSimulation } from '../../../data/money/runSimulation'
import { asProblem } from '../../../ui/ProblemAlert'
import { oldestPriceMs, type ReserveFields, reserveTerms } from './reserveFields'
import type { TokenIncome } from './useIncomes'

interface Answer {
  report: VolatilityReport | null
  problem: Problem | null
  /** 0 to 1 while it runs, else null. */
  progress: number | null
}

const DRAWS = 200
const SEED = '1'
const NOTHING: Answer = { report: null, problem: null, progress: null }
/** While somebody types, nothing is worked out. */
const REST_MS = 250

export function useSimulation(income: TokenIncome | null, prices: PriceTableRecord | null, fields: ReserveFields): Answer {
  const [answer, setAnswer] = useState(NOTHING)
  useEffect(() => {
    setAnswer(NOTHING)
    if (!income || !prices) return
    const canceller = new AbortController()
    const { signal } = canceller
    const answerWith = (part: Partial<Answer>) => {
      if (!signal.aborted) setAnswer({ ...NOTHING, ...part })
    }
    async function run({ token, periods }: TokenIncome, table: PriceTableRecord): Promise<void> {
      try {
        const input = { prices: priceTableOf(table), token, periods, terms: reserveTerms(fields) }
        const onProgress = ({ done, total }: { done: number; total: number }) => answerWith({ progress: done / total })
        const whole = { ...input, oldestPriceMs: oldestPriceMs(fields), seed: SEED, draws: DRAWS }
        answerWith({ report: await runSimulation(whole, { signal, onProgress }) })
      } catch (thrown) {
        answerWith({ problem: asProblem(thrown) })
      }
    }
    const rest = setTimeout(() => void run(income, prices), REST_MS)
    return () => {
      clearTimeout(rest)
      canceller.abort()
    }
  }, [income, prices, fields])
  return answer
}
