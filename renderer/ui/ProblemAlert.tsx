import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { isFault } from '#core/model/fault'
import { Problem } from '#core/model/problem'
import { reportFault } from '../platform/faults'

interface ProblemAlertProps {
  problem: Problem
  onClose?: () => void
}

/** What went wrong, in one sentence that says what to do; the code beside it for support. */
export function ProblemAlert({ problem, onClose }: ProblemAlertProps) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle />}
      role="alert"
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Dismiss"
      onClose={onClose}
      title={problem.message}
    >
      <Text fz="xs" c="dimmed" ff="monospace">
        For support: {problem.code}
        {problem.line === undefined ? '' : ` · line ${problem.line}`}
        {problem.field === undefined ? '' : ` · ${problem.field}`}
        {problem.causeText === undefined ? '' : ` · ${problem.causeText}`}
      </Text>
    </Alert>
  )
}

/** Any thrown value as a Problem fit to show. What nobody foresaw goes into the fault log as well. */
export function asProblem(thrown: unknown): Problem {
  const problem = Problem.from(
    thrown,
    'console.unexpected',
    'Something unexpected happened, and whether this was done is not known: look before you repeat it. Settings, Faults has the details.',
  )
  if (isFault(problem)) reportFault('window', 'screen', problem)
  return problem
}
