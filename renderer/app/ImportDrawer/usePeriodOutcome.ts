import { useEffect, useState } from 'react'
import type { PeriodDates } from '#core/model/periodDates'
import type { Problem } from '#core/model/problem'
import { previewPeriodOf } from '../../data/imports/importFile'
import type { ImportPreview, PeriodOutcome } from '../../data/imports/importPreview'
import { asProblem } from '../../ui/ProblemAlert'

export interface PeriodOutcomeState {
  /** Null until it is known, and while there are no dates. */
  outcome: PeriodOutcome | null
  problem: Problem | null
}

const NOTHING: PeriodOutcomeState = { outcome: null, problem: null }

/** What importing the rewards for these days would do, asked anew whenever the days change. */
export function usePeriodOutcome(preview: ImportPreview, dates: PeriodDates | null): PeriodOutcomeState {
  const { start, end } = dates ?? { start: null, end: null }
  const asked = `${preview.id} ${start} ${end}`
  const [known, setKnown] = useState<PeriodOutcomeState & { asked: string }>({ ...NOTHING, asked })
  useEffect(() => {
    if (start === null || end === null || preview.rewards === null) return
    const canceller = new AbortController()
    const { signal } = canceller
    previewPeriodOf(preview, { start, end }, { signal }).then(
      (outcome) => signal.aborted || setKnown({ outcome, problem: null, asked }),
      (thrown: unknown) => signal.aborted || setKnown({ outcome: null, problem: asProblem(thrown), asked }),
    )
    return () => canceller.abort()
  }, [preview, start, end, asked])
  return known.asked === asked ? known : NOTHING
}
