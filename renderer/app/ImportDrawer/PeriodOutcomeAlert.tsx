import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import type { PeriodOutcome } from '../../data/imports/importPreview'
import { Amount } from '../../ui/Amount'
import { ProblemAlert } from '../../ui/ProblemAlert'

interface PeriodOutcomeAlertProps {
  outcome: PeriodOutcome
  token: Token
  again: boolean
  onAgain: (again: boolean) => void
}

/** Whether the rewards are here already, in one way or another, and what is then payable of them. */
export function PeriodOutcomeAlert({ outcome, token, again, onAgain }: PeriodOutcomeAlertProps) {
  if (outcome.kind === 'refused') return <ProblemAlert problem={Problem.fromData(outcome.problem)} />
  if (outcome.kind === 'already-here') {
    return (
      <Alert
        color="gray"
        icon={<IconInfoCircle />}
        title={`These rewards are here already, as “${outcome.period}”`}
        role="status"
      >
        There is nothing to import.
      </Alert>
    )
  }
  return (
    <Stack gap="sm">
      {outcome.equalTo !== null && (
        <Alert color="yellow" icon={<IconAlertCircle />} title={`“${outcome.equalTo}” has the very same amounts for other days`}>
          <Checkbox
            label="This is another period in which everybody got the same"
            checked={again}
            onChange={(event) => onAgain(event.currentTarget.checked)}
          />
        </Alert>
      )}
      {outcome.kind === 'correction' && (
        <Alert
          color="yellow"
          icon={<IconAlertCircle />}
          title={`Correction of ${outcome.of.map((name) => `“${name}”`).join(', ')}`}
        >
          <Text fz="sm">
            Only the difference of <Amount baseUnits={outcome.payableBaseUnits} token={token} /> is payable.
          </Text>
          {outcome.overpaid > 0 && (
            <Text fz="sm">
              For {countText(outcome.overpaid, 'hotspot')} more was payable before than the file says: nothing takes that back,
              settle it with the members.
            </Text>
          )}
        </Alert>
      )}
    </Stack>
  )
}
