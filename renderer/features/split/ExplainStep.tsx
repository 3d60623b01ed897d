import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { SplitFile } from '#core/rewards/splitFile'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { Conservation } from './Conservation'
import classes from './ExplainStep.module.css'
import { FlowFigure } from './explain/FlowFigure'
import { FlowTable } from './explain/FlowTable'
import { useComparison } from './explain/useComparison'
import { useSplitFlow } from './explain/useSplitFlow'
import { SharesTable } from './SharesTable'
import { WhyPanel } from './WhyPanel'

interface ExplainStepProps {
  split: SplitFile
  onNext: () => void
}

/** The split as a picture and as tables that mirror it; a band, a name or a row answers "why". */
export function ExplainStep({ split, onNext }: ExplainStepProps) {
  const flow = useSplitFlow(split)
  const comparison = useComparison(split)
  const [problem, setProblem] = useState<Problem | null>(null)
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Conservation split={split} />
        <Button flex="none" onClick={onNext}>
          Close the period
        </Button>
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <div className={classes.columns}>
        <div className={classes.left}>
          <FlowFigure split={split} flow={flow} onProblem={setProblem} />
          <SharesTable split={split} flow={flow} />
          <FlowTable split={split} flow={flow} />
        </div>
        <WhyPanel split={split} selection={flow.selection} stageId={flow.focus?.stageId ?? null} comparison={comparison} />
      </div>
    </Stack>
  )
}
