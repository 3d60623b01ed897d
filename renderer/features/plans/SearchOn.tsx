import { Button, Group, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { Plan } from '#core/model/records'
import { boundText } from '#core/planning/boundText'
import { searchOn } from '../../data/planning/makePlan'
import { runJob } from '../../platform/jobs'
import { MayWrite } from '../../ui/access/MayWrite'
import { asProblem } from '../../ui/ProblemAlert'

interface SearchOnProps {
  plan: Plan
  onProblem: (problem: Problem) => void
}

/** For a choice that is not proved: goes on from where its search stopped, for as long again. */
export function SearchOn({ plan, onProblem }: SearchOnProps) {
  const [isRunning, setRunning] = useState(false)
  const stop = useRef<AbortController | null>(null)
  const { study } = plan
  if (!study || (study.outcome.proved && !isRunning)) return null
  const seconds = study.settings.timeMs / 1_000

  async function start(): Promise<void> {
    setRunning(true)
    stop.current = new AbortController()
    const stopSignal = stop.current.signal
    try {
      await runJob<Plan>(
        `Searching on: ${plan.name}`,
        ({ signal, report }) => searchOn(plan, { signal, stopSignal, onProgress: ({ share }) => report(share) }),
        (found) => (found.study ? `Now ${boundText(found.study.outcome)}.` : ''),
      )
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (!problem.code.endsWith('.cancelled')) onProblem(problem)
    } finally {
      setRunning(false)
    }
  }

  return (
    <Group gap="xs" mt={4}>
      {isRunning ? (
        <Button size="compact-sm" variant="default" onClick={() => stop.current?.abort()}>
          Stop, good enough
        </Button>
      ) : (
        <MayWrite tables={['plans']}>
          <Button size="compact-sm" variant="default" onClick={() => void start()}>
            Search on
          </Button>
        </MayWrite>
      )}
      <Text fz="xs" c="dimmed">
        {isRunning ? 'Searching on from these sites…' : `From where it stopped, for ${seconds} s more`}
      </Text>
    </Group>
  )
}
