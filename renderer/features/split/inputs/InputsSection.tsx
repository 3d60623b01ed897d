import { Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Member, Period } from '#core/model/records'
import { useClosings, useSplitInputs } from '../../../data/queries'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import type { PeriodCheck } from '../checkPeriod'
import { EntriesPart } from './EntriesPart'
import { MeasuresPart } from './MeasuresPart'
import { MinimumPayoutPart } from './MinimumPayoutPart'
import { PricesPart } from './PricesPart'

interface InputsSectionProps {
  period: Period
  check: PeriodCheck
  members: Member[]
}

/** What every part of the section works with. */
export interface InputsPartProps {
  period: Period
  /** A closed period stays as it is. */
  isClosed: boolean
  /** Runs a write, and shows why it was refused. */
  run: (work: () => Promise<void>) => void
}

/** What a period is split with beside rewards, agreements and members. */
export function InputsSection({ period, check, members }: InputsSectionProps) {
  const inputs = useSplitInputs(period)
  const closings = useClosings()
  const [problem, setProblem] = useState<Problem | null>(null)
  if (!inputs || !closings) return null
  const part: InputsPartProps = {
    period,
    isClosed: closings.some(({ periodId }) => periodId === period.id),
    run: (work) => {
      setProblem(null)
      work().catch((thrown: unknown) => setProblem(asProblem(thrown)))
    },
  }
  return (
    <section aria-labelledby="inputs-title">
      <Title order={2} id="inputs-title" mb={4}>
        Prices, measures and advances
      </Title>
      <Stack gap="md">
        {part.isClosed && <Text fz="sm">This period is closed, so what it was split with stays as it is.</Text>}
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <PricesPart {...part} prices={inputs.prices} currencies={check.currencies} />
        <MeasuresPart {...part} measures={inputs.measures} members={members} rewards={check.rewards} />
        <EntriesPart {...part} entries={inputs.entries} members={members} />
        <MinimumPayoutPart {...part} inputs={inputs} />
      </Stack>
    </section>
  )
}
