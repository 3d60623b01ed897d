import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Problem } from '#core/model/problem'

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
        {problem.code}
        {problem.line === undefined ? '' : ` · line ${problem.line}`}
        {problem.field === undefined ? '' : ` · ${problem.field}`}
        {problem.cause === undefined ? '' : ` · ${problem.cause}`}
      </Text>
    </Alert>
  )
}

/** Any thrown value as a Problem fit to show. */
export function asProblem(thrown: unknown): Problem {
  return Problem.from(thrown, 'console.unexpected', 'Something unexpected happened and nothing was changed: try again.')
}
