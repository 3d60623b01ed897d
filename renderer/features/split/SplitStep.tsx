import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Agreement, Member, Period } from '#core/model/records'
import type { OpeningBooks } from '#core/rewards/closingBooks'
import type { SplitFile } from '#core/rewards/splitFile'
import { splitPeriodOf } from '#core/rewards/splitPeriod'
import { termsOf } from '#core/rewards/termsOf'
import { countText } from '#core/words/countText'
import { saveDistribution } from '../../data/money/distributions'
import { runSplit } from '../../data/money/runSplit'
import { runJob } from '../../platform/jobs'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { Conservation } from './Conservation'
import type { PeriodCheck } from './checkPeriod'

/** What a split goes on from: the books before it and, of a correction, the split that it corrects. */
export interface PeriodBooks {
  opening: OpeningBooks
  original: SplitFile | undefined
  /** Why it cannot be split now. */
  problem: Problem | null
}

interface SplitStepProps {
  period: Period
  check: PeriodCheck
  members: Member[]
  agreements: Agreement[]
  books: PeriodBooks | null
  /** What was made before, if anything. */
  split: SplitFile | null
  signed: boolean
  /** Then the split stays as it is. */
  closed: boolean
  /** False when anything that it was made from changed since. */
  current: boolean
  onNext: () => void
}

/** Makes the split, in a worker, and shows at once that nothing was lost in it. */
export function SplitStep({ period, check, members, agreements, books, split, signed, closed, current, onNext }: SplitStepProps) {
  const [progress, setProgress] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const cancel = useRef<AbortController | null>(null)
  useEffect(() => () => cancel.current?.abort(), [])

  async function run() {
    const canceller = new AbortController()
    cancel.current = canceller
    setProblem(null)
    setProgress(0)
    try {
      const { name, token } = period
      await runJob(
        `Split ${name}`,
        async ({ signal, report }) => {
          const either = AbortSignal.any([signal, canceller.signal])
          const onProgress = ({ done, total }: { done: number; total: number }) => {
            report(done / total)
            setProgress(done / total)
          }
          const input = {
            period: splitPeriodOf(period),
            token,
            rewards: check.rewards,
            members,
            agreements: agreements.map(termsOf),
            ...check.facts,
            ...books?.opening,
            original: books?.original,
          }
          const file = await runSplit(input, { signal: either, onProgress })
          return saveDistribution(file)
        },
        (made) => `Split among ${countText(made.payees, 'payee')}`,
      )
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setProgress(null)
    }
  }

  const running = progress !== null
  return (
    <Stack>
      <Text c="dimmed">
        The rewards of each agreement are shared together, stage by stage, to the last base unit: what does not divide goes to the
        largest remainders. What cannot be paid yet is held and paid later.
      </Text>
      <Group>
        {!signed && !closed && (
          <MayWrite tables={['distributions']}>
            <Button
              onClick={run}
              loading={running}
              disabled={check.problems.length > 0 || books === null || books.problem !== null}
              variant={split && current ? 'default' : 'filled'}
            >
              {split ? 'Split again' : `Split ${countText(check.rewards.length, 'reward')}`}
            </Button>
          </MayWrite>
        )}
        {running && (
          <Button variant="subtle" onClick={() => cancel.current?.abort()}>
            Cancel
          </Button>
        )}
        {split && (
          <Button variant={current || signed ? 'filled' : 'default'} onClick={onNext}>
            Explain the split
          </Button>
        )}
      </Group>
      {signed && <Text fz="sm">The payout of this period is signed, so its split stays as it is.</Text>}
      {closed && !signed && <Text fz="sm">This period is closed, so its split stays as it is.</Text>}
      {books?.problem && !closed && <ProblemAlert problem={books.problem} />}
      {split && !current && !signed && (
        <Text fz="sm" fw={600}>
          Rewards, members, agreements, installs, prices, measures, entries or the books before it changed since this split was
          made: split again before you pay it.
        </Text>
      )}
      {running && <Progress value={progress * 100} aria-label="Splitting" />}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {split && <Conservation split={split} />}
    </Stack>
  )
}
