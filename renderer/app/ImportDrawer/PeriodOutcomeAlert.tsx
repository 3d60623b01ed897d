import { Alert, Checkbox, Stack, Text } from '@mantine/core'
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react'
import type { Token } from '#core/model/money'
import { Problem } from '#core/model/problem'
import { countText } from '#core/words/countText'
import type { EqualPeriod, PeriodOutcome } from '../../data/imports/importPreview'
import { Amount } from '../../ui/Amount'
import { ProblemAlert } from '../../ui/ProblemAlert'
import classes from './PeriodOutcomeAlert.module.css'

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
        <Alert color="yellow" icon={<IconAlertCircle />} title={equalTitle(outcome.equalTo)}>
          <Stack gap="xs">
            <Text fz="sm">If this is the same file, correct the days or choose another; if not, tick:</Text>
            <Checkbox
              className={classes.onAmber}
              label="This is another period in which everybody got the same"
              checked={again}
              onChange={(event) => onAgain(event.currentTarget.checked)}
            />
          </Stack>
        </Alert>
      )}
      {outcome.kind === 'correction' && (
        <Alert
          color="yellow"
          icon={<IconAlertCircle />}
          title={`Correction of ${outcome.of.map((name) => `“${name}”`).join(', ')}`}
        >
          <Text fz="sm">
            <Amount baseUnits={outcome.payableBaseUnits} token={token} /> is payable: what the file adds to{' '}
            {outcome.of.map((name) => `“${name}”`).join(', ')}.
          </Text>
          {outcome.overpaid && (
            <Text fz="sm">
              For {countText(outcome.overpaid.devices, 'hotspot')} the file says less than before,{' '}
              <Amount baseUnits={outcome.overpaid.baseUnits} token={token} /> in all; that is taken off what their members get
              next.
            </Text>
          )}
        </Alert>
      )}
    </Stack>
  )
}

function equalTitle({ name, days }: EqualPeriod): string {
  return days === null ? `“${name}” has the very same amounts` : `“${name}” has the very same amounts, for ${days}`
}
